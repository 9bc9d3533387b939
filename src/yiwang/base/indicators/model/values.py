"""From the sums of measures to a value: a number, or ``None`` with the reason, never a made-up 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal, TypeAlias

import msgspec

from yiwang.base.indicators.model.book import Book, Indicator
from yiwang.base.indicators.model.composite import FEWEST, Scored, needs_peers, score
from yiwang.base.indicators.model.expressions import Binary, Name, Node, Number, Unary
from yiwang.base.indicators.model.units import size_of

#: Why there is no value: nothing to divide by; what it needs is not recorded; no data reach into the period;
#: what a unit or a file was to bring has not come.
Reason: TypeAlias = Literal["zero_denominator", "missing", "no_data", "not_delivered", "no_peers"]

REASONS: Final[dict[str, tuple[str, str]]] = {
    "zero_denominator": (
        "分母为零：周期内没有应计的案件",
        "nothing to divide by in the period",
    ),
    "missing": ("来源没有记录所需的环节或次数", "the source did not record what it is counted from"),
    "no_data": ("周期内没有数据", "no data reach into the period"),
    "no_peers": ("没有可比的同级区域", "there are no areas of the same level to compare with"),
    "not_delivered": ("应报的数据尚未报来", "figures that were due have not come"),
}


class Sum(msgspec.Struct, frozen=True):
    """A measure over a cut: its total (``None``: nothing known was counted) and facts it was missing in."""

    total: Decimal | None = None
    missing: int = 0


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """An indicator over a cut. ``missing``: facts left out because the source does not say enough."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    missing: int = 0
    reason: Reason | None = None
    scored: Scored | None = None


class _NullError(Exception):
    """There is no value, for this reason."""

    def __init__(self, reason: Reason) -> None:
        self.reason: Reason = reason


def value_of(
    book: Book, indicator: Indicator, sums: Mapping[str, Sum], peers: Sequence[Mapping[str, Sum]] = ()
) -> Value:
    """Return the value of ``indicator`` from the sums of its measures by code, in its own unit.

    ``peers``: sums of what an index is compared with, where its scales or weights come from that.
    """
    missing = sum(sums.get(code, Sum()).missing for code in book.measures_of(indicator))
    if indicator.data.kind == "ratio":
        missing = max((sums.get(c, Sum()).missing for c in book.measures_of(indicator)), default=0)
        return _ratio(book, indicator, sums, missing)
    try:
        if indicator.data.parts:
            return _index(book, indicator, sums, peers, missing)
        assert indicator.formula is not None
        found = _Sums(book, sums).compute(indicator.formula)
    except _NullError as why:
        return Value(value=None, missing=missing, reason=why.reason)
    return Value(value=float(found / size_of(indicator.data.unit)), missing=missing)


def _ratio(book: Book, indicator: Indicator, sums: Mapping[str, Sum], missing: int) -> Value:
    assert indicator.numerator is not None
    assert indicator.denominator is not None
    known = _Sums(book, sums)
    try:
        over, under = known.compute(indicator.numerator), known.compute(indicator.denominator)
    except _NullError as why:
        return Value(value=None, missing=missing, reason=why.reason)
    # a numerator of time is said in the unit of the value, that it may be divided by hand
    size = size_of(indicator.data.unit)
    found = None if under == 0 else float(over / under / size)
    reason: Reason = "missing" if missing else "zero_denominator"
    return Value(
        value=found,
        numerator=float(over / size),
        denominator=float(under),
        missing=missing,
        reason=reason if under == 0 else None,
    )


def part_values(book: Book, indicator: Indicator, sums: Mapping[str, Sum]) -> dict[str, Value]:
    """Return what each part of a composite comes to."""
    return {
        part.indicator: value_of(book, book.indicators[part.indicator], sums) for part in indicator.data.parts
    }


def _index(
    book: Book,
    indicator: Indicator,
    sums: Mapping[str, Sum],
    peers: Sequence[Mapping[str, Sum]],
    missing: int,
) -> Value:
    values = part_values(book, indicator, sums)
    if needs_peers(indicator.data) and len(peers) < FEWEST:
        return Value(value=None, missing=missing, reason="no_peers")
    others = [{code: one.value for code, one in part_values(book, indicator, of).items()} for of in peers]
    found = score(indicator.data, {code: one.value for code, one in values.items()}, others)
    reason: Reason | None = None
    if found.value is None:
        reason = next((values[c].reason for c in found.left_out if values[c].reason is not None), "missing")
    return Value(value=found.value, missing=missing, reason=reason, scored=found)


class _Sums:
    """Computes trees over sums; other indicators are computed in base units."""

    def __init__(self, book: Book, sums: Mapping[str, Sum]) -> None:
        self._book, self._sums = book, sums

    def compute(self, node: Node) -> Decimal:
        """Return the number that ``node`` comes to; raises :class:`_NullError`."""
        match node:
            case Number(value):
                return value
            case Name(name):
                return self._named(name)
            case Unary(_, of):
                return -self.compute(of)
            case Binary(sign, left, right):
                return _joined(sign, self.compute(left), self.compute(right))
        raise TypeError(node)

    def _named(self, name: str) -> Decimal:
        measure = self._book.measures.get(name)
        if measure is not None:
            found = self._sums.get(name, Sum())
            if found.total is None and (found.missing or not measure.additive):
                raise _NullError("missing" if found.missing else "no_data")
            return found.total or Decimal(0)
        indicator = self._book.indicators[name]
        value = value_of(self._book, indicator, self._sums)
        if value.value is None:
            raise _NullError(value.reason or "missing")
        return Decimal(repr(value.value)) * size_of(indicator.data.unit)


def _joined(sign: str, left: Decimal, right: Decimal) -> Decimal:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    if right == 0:
        raise _NullError("zero_denominator")
    return left / right
