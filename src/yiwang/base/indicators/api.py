"""The door of indicators: definitions, values, parts, and the cases behind them."""

from __future__ import annotations

from yiwang.base.indicators.model.book import Book
from yiwang.base.indicators.model.periods import GRAINS, Period, period
from yiwang.base.indicators.model.rights import SEE_INDICATORS
from yiwang.base.indicators.model.values import REASONS
from yiwang.base.indicators.store.sums import Past
from yiwang.base.indicators.usecases.asking import SIDES, Asked, behind, drill, value
from yiwang.base.indicators.usecases.comparing import COMPARED, Compared, Figure, compare, counted
from yiwang.base.indicators.usecases.defining import apply_section, book, catalogue, definition
from yiwang.base.indicators.usecases.keeping import catch_up, follow, hold, is_due, roll_up

__all__ = [
    "COMPARED",
    "GRAINS",
    "REASONS",
    "SEE_INDICATORS",
    "SIDES",
    "Asked",
    "Book",
    "Compared",
    "Figure",
    "Past",
    "Period",
    "apply_section",
    "behind",
    "book",
    "catalogue",
    "catch_up",
    "compare",
    "counted",
    "definition",
    "drill",
    "follow",
    "hold",
    "is_due",
    "period",
    "roll_up",
    "value",
]
