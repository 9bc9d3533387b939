"""Who may see alarms, act on them, and say by which rules they are raised."""

from __future__ import annotations

from yiwang.kernel.actor import ROLES
from yiwang.kernel.permissions import permission

_WORK = tuple(role for role in ROLES if role not in {"security", "auditor"})

SEE_ALARMS = permission("alarms.see", "查看告警与规则", "see alarms and rules", *_WORK)
_ACT = ("agent", "dispatcher", "handler", "supervisor", "admin")
CONFIRM = permission("alarms.confirm", "确认与处理告警", "confirm and handle alarms", *_ACT)
SILENCE = permission("alarms.silence", "静默告警", "silence alarms", "dispatcher", "supervisor", "admin")
CHANGE_RULES = permission("alarms.rules", "管理告警规则", "manage rules of alarms", "admin", "dispatcher")
