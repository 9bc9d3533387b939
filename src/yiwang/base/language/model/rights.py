"""Who may have texts read."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

READ_TEXT = permission(
    "language.read",
    "文本智能解析",
    "have texts read",
    "agent",
    "dispatcher",
    "supervisor",
    "verifier",
    "leader",
)
