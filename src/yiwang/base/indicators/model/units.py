"""Units of measures and indicators: what may be added, and what a quotient is measured in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from yiwang.base.indicators.errors import FormulaError
from yiwang.base.indicators.model.expressions import Binary, Name, Node, Number, Unary


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: exponents of case (件), time (次), star and duration, and its size in the base unit."""

    powers: tuple[int, int, int, int] = (0, 0, 0, 0)
    size: Decimal = Decimal(1)


_S: Final = Decimal(1_000_000)
_CASE, _DURATION = (1, 0, 0, 0), (0, 0, 0, 1)
#: A share of 1 is ``ratio``; durations are kept in microseconds, so that sums are exact.
UNITS: Final[dict[str, Unit]] = {
    "ratio": Unit(),
    "count": Unit(),
    "point": Unit(),
    "case": Unit(_CASE),
    "times": Unit((0, 1, 0, 0)),
    "star": Unit((0, 0, 1, 0)),
    "microsecond": Unit(_DURATION),
    "second": Unit(_DURATION, _S),
    "minute": Unit(_DURATION, _S * 60),
    "hour": Unit(_DURATION, _S * 3600),
    "day": Unit(_DURATION, _S * 86400),
    "hour_per_case": Unit((-1, 0, 0, 1), _S * 3600),
    "minute_per_case": Unit((-1, 0, 0, 1), _S * 60),
}


def powers(node: Node, known: dict[str, Unit]) -> tuple[int, int, int, int]:
    """Return what ``node`` is measured in; raises :class:`FormulaError` where unlike things are added."""
    match node:
        case Name(name):
            return known[name].powers
        case Unary(_, of):
            return powers(of, known)
        case Binary(sign, left, right):
            a, b = powers(left, known), powers(right, known)
            if sign in "*/":
                way = 1 if sign == "*" else -1
                return (a[0] + way * b[0], a[1] + way * b[1], a[2] + way * b[2], a[3] + way * b[3])
            if a != b and not (isinstance(left, Number) or isinstance(right, Number)):
                raise FormulaError(why_zh=f"“{sign}”两边的单位不同", why_en=f"{sign!r} joins unlike units")
            return b if isinstance(left, Number) else a
        case _:
            return (0, 0, 0, 0)
