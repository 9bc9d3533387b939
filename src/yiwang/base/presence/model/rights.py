"""The rights that presence guards."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

SHARE = permission(
    "presence.share", "上岗并报送自己的位置", "go on duty and share one's own position", "verifier", "handler"
)
SEE = permission(
    "presence.see",
    "查看在岗人员的位置（留痕，不含姓名）",
    "see where people on duty are (recorded, without names)",
    "dispatcher",
    "supervisor",
    "leader",
)
NAMES = permission(
    "presence.names",
    "查看在岗人员的姓名与工号（留痕）",
    "see names and staff numbers of people on duty (recorded)",
    "dispatcher",
    "supervisor",
)
