"""The door of topics and early signs."""

from __future__ import annotations

from yiwang.base.signs.model.limits import KeyArea, Limits
from yiwang.base.signs.model.rights import CLOSE_SIGNS, SEE_SIGNS, SET_LIMITS
from yiwang.base.signs.model.telling import KINDS
from yiwang.base.signs.usecases.limits import in_force, limits, set_limits
from yiwang.base.signs.usecases.look import follow, look
from yiwang.base.signs.usecases.preview import preview
from yiwang.base.signs.usecases.signs import RESULTS, close, find
from yiwang.base.signs.usecases.topics import hot

__all__ = [
    "CLOSE_SIGNS",
    "KINDS",
    "RESULTS",
    "SEE_SIGNS",
    "SET_LIMITS",
    "KeyArea",
    "Limits",
    "close",
    "find",
    "follow",
    "hot",
    "in_force",
    "limits",
    "look",
    "preview",
    "set_limits",
]
