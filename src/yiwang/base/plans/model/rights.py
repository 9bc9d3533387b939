"""Who may see, write, approve and use plans."""

from __future__ import annotations

from yiwang.kernel.actor import ROLES
from yiwang.kernel.permissions import permission

#: Everybody who may see cases.
_SEE = tuple(role for role in ROLES if role != "security")

SEE = permission("plans.see", "查看预案", "see plans", *_SEE)
WRITE = permission("plans.write", "编写预案", "write plans", "dispatcher", "supervisor", "admin")
APPROVE = permission("plans.approve", "审批预案", "approve plans", "supervisor", "leader")
USE = permission("plans.use", "启用预案", "put plans into effect", "dispatcher", "supervisor", "leader")
