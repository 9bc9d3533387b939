"""Units of measures and indicators: what may be added, and what a quotient is measured in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final, TypeAlias

from yiwang.base.indicators.errors import FormulaError
from yiwang.base.indicators.model.expressions import Binary, Name, Node, Number, Unary

#: What something is measured in: base kinds with their exponents, by name, none of them 0.
Powers: TypeAlias = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it is made of, and its size in the base unit of that."""

    powers: Powers = ()
    size: Decimal = Decimal(1)


_S: Final = Decimal(1_000_000)


def _of(kind: str, size: str | Decimal = "1", power: int = 1) -> Unit:
    return Unit(((kind, power),), Decimal(size))


#: Units with a name; :func:`unit` joins them (``case/person``, ``ug/m3``). A share of 1 is ``ratio``;
#: durations are kept in microseconds, so that sums are exact. Degrees and decibels are kinds of their own.
UNITS: Final[dict[str, Unit]] = {
    "ratio": Unit(), "count": Unit(), "point": Unit(), "%": Unit((), Decimal("0.01")),
    "permille": Unit((), Decimal("0.001")),
    "case": _of("case"), "times": _of("time"), "star": _of("star"),
    "microsecond": _of("duration"), "second": _of("duration", _S), "minute": _of("duration", _S * 60),
    "hour": _of("duration", _S * 3600), "day": _of("duration", _S * 86400),
    "s": _of("duration", _S), "min": _of("duration", _S * 60), "h": _of("duration", _S * 3600),
    "d": _of("duration", _S * 86400),
    "hour_per_case": Unit((("case", -1), ("duration", 1)), _S * 3600),
    "minute_per_case": Unit((("case", -1), ("duration", 1)), _S * 60),
    "person": _of("person"), "10k_person": _of("person", "10000"), "household": _of("household"),
    "yuan": _of("money"), "10k_yuan": _of("money", "10000"), "100m_yuan": _of("money", "100000000"),
    "vehicle": _of("vehicle"), "seat": _of("seat"), "item": _of("item"),
    "mm": _of("length", "0.001"), "cm": _of("length", "0.01"), "m": _of("length"),
    "km": _of("length", "1000"),
    "m2": _of("length", "1", 2), "ha": _of("length", "10000", 2), "km2": _of("length", "1000000", 2),
    "m3": _of("length", "1", 3), "L": _of("length", "0.001", 3), "10k_m3": _of("length", "10000", 3),
    "ug": _of("mass", "0.000000001"), "mg": _of("mass", "0.000001"), "g": _of("mass", "0.001"),
    "kg": _of("mass"), "t": _of("mass", "1000"), "10k_t": _of("mass", "10000000"),
    "kWh": _of("energy"), "MWh": _of("energy", "1000"),
    "kW": Unit((("duration", -1), ("energy", 1)), 1 / (_S * 3600)),
    "Cel": _of("temperature"), "dB": _of("level"), "dB(A)": _of("level"), "Pa": _of("pressure"),
    "kPa": _of("pressure", "1000"), "MPa": _of("pressure", "1000000"), "NTU": _of("turbidity"),
    "pH": _of("acidity"),
    "V": _of("voltage"), "A": _of("current"), "lx": _of("light"), "Hz": _of("duration", 1 / _S, -1),
}  # fmt: skip
_JOINED: Final = re.compile(r"[^\s*/]+(?:[*/][^\s*/]+){1,4}")


@cache
def unit(text: str) -> Unit | None:
    """Return the unit that ``text`` names: one of :data:`UNITS`, or some joined by ``*`` and ``/``."""
    if text in UNITS or not _JOINED.fullmatch(text):
        return UNITS.get(text)
    first, *rest = re.split(r"([*/])", text)
    if first not in UNITS or any(name not in UNITS for name in rest[1::2]):
        return None
    found = UNITS[first]
    for sign, name in zip(rest[::2], rest[1::2], strict=True):
        other, way = UNITS[name], 1 if sign == "*" else -1
        found = Unit(
            joined(found.powers, other.powers, way),
            found.size * other.size if way > 0 else found.size / other.size,
        )
    return found


def size_of(text: str) -> Decimal:
    """Return the size of a unit that was checked to exist."""
    found = unit(text)
    assert found is not None
    return found.size


def joined(left: Powers, right: Powers, way: int) -> Powers:
    """Return what a product (``way`` 1) or a quotient (-1) is measured in."""
    found = dict(left)
    for kind, power in right:
        found[kind] = found.get(kind, 0) + way * power
    return tuple(sorted((kind, power) for kind, power in found.items() if power))


def powers(node: Node, known: dict[str, Unit]) -> Powers:
    """Return what ``node`` is measured in; raises :class:`FormulaError` where unlike things are added."""
    match node:
        case Name(name):
            return known[name].powers
        case Unary(_, of):
            return powers(of, known)
        case Binary(sign, left, right):
            a, b = powers(left, known), powers(right, known)
            if sign in "*/":
                return joined(a, b, 1 if sign == "*" else -1)
            if a != b and not (isinstance(left, Number) or isinstance(right, Number)):
                raise FormulaError(why_zh=f"“{sign}”两边的单位不同", why_en=f"{sign!r} joins unlike units")
            return b if isinstance(left, Number) else a
        case _:
            return ()
