"""The door of watch orders."""

from __future__ import annotations

from yiwang.base.watching.model.order import STAGES, OrderDraft, Target, WatchOrder
from yiwang.base.watching.model.rights import ORDER, OVERSEE, SEE
from yiwang.base.watching.store import due
from yiwang.base.watching.usecases.looking import detail, find
from yiwang.base.watching.usecases.ordering import end, extend, give, hear, rebuild, tend

__all__ = [
    "ORDER",
    "OVERSEE",
    "SEE",
    "STAGES",
    "OrderDraft",
    "Target",
    "WatchOrder",
    "detail",
    "due",
    "end",
    "extend",
    "find",
    "give",
    "hear",
    "rebuild",
    "tend",
]
