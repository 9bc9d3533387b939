"""The moves of the case loop, one file per family; importing this package registers them all."""

from yiwang.base.cases.usecases.moves import (
    dispatching,
    filing,
    handling,
    oversight,
    relating,
    verifying,
)
from yiwang.base.cases.usecases.moves.base import BODIES, CHECKS, LEADS

__all__ = [
    "BODIES",
    "CHECKS",
    "LEADS",
    "dispatching",
    "filing",
    "handling",
    "oversight",
    "relating",
    "verifying",
]
