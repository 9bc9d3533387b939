"""Who may give watch orders and see all of them; receivers see those that name them."""

from __future__ import annotations

from yiwang.kernel.actor import ROLES
from yiwang.kernel.permissions import permission

_WORK = tuple(role for role in ROLES if role not in {"security", "auditor"})

SEE = permission("watching.see", "查看发给自己的布控任务", "see watch orders addressed to oneself", *_WORK)
OVERSEE = permission(
    "watching.oversee", "查看布控任务", "see watch orders", "dispatcher", "supervisor", "leader", "admin"
)
ORDER = permission(
    "watching.order", "下达与结束布控任务", "give and end watch orders", "supervisor", "leader"
)
