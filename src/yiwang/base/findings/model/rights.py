"""Who may send findings, see them, and say which are valid."""

from __future__ import annotations

from yiwang.kernel.actor import ROLES
from yiwang.kernel.permissions import permission

_WORK = tuple(role for role in ROLES if role not in {"security", "auditor"})

SEND = permission("findings.send", "上报智能发现", "send findings", "agent", "dispatcher", "admin")
SEE_FINDINGS = permission("findings.see", "查看智能发现与策略", "see findings and strategies", *_WORK)
CHANGE_STRATEGIES = permission(
    "findings.strategies",
    "管理发现策略",
    "manage strategies of findings",
    "dispatcher",
    "supervisor",
    "admin",
)  # fmt: skip
