"""Who may see hard matters, and who may admit and handle them."""

from __future__ import annotations

from yiwang.kernel.actor import ROLES
from yiwang.kernel.permissions import permission

#: Everybody who may see cases.
_SEE = tuple(role for role in ROLES if role != "security")

SEE_KNOTS = permission("knots.see", "查看疑难事项库", "see hard matters", *_SEE)
WRITE_KNOTS = permission(
    "knots.write", "管理疑难事项库", "admit and handle hard matters", "dispatcher", "supervisor", "leader"
)
