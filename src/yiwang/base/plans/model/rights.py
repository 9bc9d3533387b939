"""Who may see, write, approve and use plans."""

from __future__ import annotations

from yiwang.kernel.actor import ROLES
from yiwang.kernel.permissions import permission

_WORK = tuple(role for role in ROLES if role not in {"security", "auditor"})

SEE = permission("plans.see", "查看预案", "see plans", *_WORK)
WRITE = permission("plans.write", "编写预案", "write plans", "dispatcher", "supervisor", "admin")
APPROVE = permission("plans.approve", "审批预案", "approve plans", "supervisor", "leader")
USE = permission("plans.use", "启用预案", "put plans into effect", "dispatcher", "supervisor", "leader")
