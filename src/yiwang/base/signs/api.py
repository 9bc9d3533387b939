"""The door of topics and early signs."""

from __future__ import annotations

from yiwang.base.signs.model.rights import CLOSE_SIGNS, SEE_SIGNS
from yiwang.base.signs.usecases.look import KINDS, RESULTS, close, find, look
from yiwang.base.signs.usecases.topics import hot

__all__ = ["CLOSE_SIGNS", "KINDS", "RESULTS", "SEE_SIGNS", "close", "find", "hot", "look"]
