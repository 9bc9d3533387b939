"""The door of the library of hard matters."""

from __future__ import annotations

from yiwang.base.knots.model.criteria import Criteria
from yiwang.base.knots.model.knot import STATES, Handling, Knot
from yiwang.base.knots.model.rights import SEE_KNOTS, WRITE_KNOTS
from yiwang.base.knots.usecases.keeping import admit, change, end, gather, note, step
from yiwang.base.knots.usecases.looking import apply, detail, find, matching, remind
from yiwang.base.knots.usecases.seeking import candidates, dismiss, look, set_criteria

__all__ = [
    "SEE_KNOTS",
    "STATES",
    "WRITE_KNOTS",
    "Criteria",
    "Handling",
    "Knot",
    "admit",
    "apply",
    "candidates",
    "change",
    "detail",
    "dismiss",
    "end",
    "find",
    "gather",
    "look",
    "matching",
    "note",
    "remind",
    "set_criteria",
    "step",
]
