"""Explaining: which parts a change is made of, and what else moved with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
import numpy as np

from yiwang.base.indicators.errors import NotDecomposableError
from yiwang.base.indicators.model import comparing, periods, relating
from yiwang.base.indicators.model.book import Book, Indicator
from yiwang.base.indicators.model.explaining import Quotient, Share, of_quotients, of_sums, rest
from yiwang.base.indicators.usecases.asking import Asked, drill, value
from yiwang.base.indicators.usecases.beside import today
from yiwang.base.indicators.usecases.defining import book as load_book
from yiwang.infra.database import Work

#: Pieces that are looked through, and the farthest lag, by the length of a piece.
_REACH: Final = {"day": (182, 14), "week": (104, 8), "month": (60, 6)}
#: Kinds that may be a sum or a quotient of their parts; a formula that is none is found by its sum.
_DIVISIBLE: Final = ("simple", "cumulative", "ratio")
_CANDIDATES: Final = 40
_NEAR: Final = 1e-6
#: Of a part that is what others leave.
REST: Final = "…"


async def waterfall(work: Work, asked: Asked, against: str | None, dimension: str) -> dict[str, Any]:
    """Return what each part gives to the change from ``against`` (the piece before) to the asked period.

    ``total`` of the parts add up to ``change``; of a quotient ``rate`` is because the part's own rate moved,
    ``mix`` because its weight did. Of a composite, ``dimension`` is always its parts. ``change`` is null
    where a period has no value. Raises ``indicator_not_decomposable`` for percentiles and the like.
    """
    book = await load_book(work.tx)
    indicator = book.get(asked.code, asked.version)
    whole = periods.period(asked.period)
    part = comparing.measured(whole, await today(work)) or whole
    then_asked = comparing.before(whole, part).text if against is None else periods.period(against).text
    now_asked = part.text if against is None else whole.text
    sides = [msgspec.structs.replace(asked, period=text) for text in (then_asked, now_asked)]
    if indicator.data.parts:
        return await _of_composite(work, book, sides)
    if indicator.data.kind not in _DIVISIBLE:
        raise _no_sum(indicator)
    then, now = [await drill(work, side, dimension) for side in sides]
    if then["whole"]["value"] is None or now["whole"]["value"] is None:
        return _told(dimension, then["whole"], now["whole"], [])
    shares = _shares(indicator, then, now)
    rows: dict[str, tuple[Any, Any]] = {row["key"]: (row, None) for row in then["parts"]}
    for row in now["parts"]:
        rows[row["key"]] = (rows.get(row["key"], (None, None))[0], row)
    parts = [_part(key, *rows.get(key, (None, None)), share) for key, share in shares.items()]
    return _told(dimension, then["whole"], now["whole"], parts)


def _told(by: str, then: Any, now: Any, parts: list[dict[str, Any]]) -> dict[str, Any]:
    known = then["value"] is not None and now["value"] is not None
    parts.sort(key=lambda one: (-abs(one["total"]), one["key"]))
    change = now["value"] - then["value"] if known else None
    return {"by": by, "then": then, "now": now, "change": change, "parts": parts}


def _part(key: str, then: Any, now: Any, share: Share) -> dict[str, Any]:
    known = now or then or {}
    return {
        "key": key, "name": known.get("name"), "then": _short(then), "now": _short(now),
        "rate": share.rate, "mix": share.mix, "total": share.total,
    }  # fmt: skip


def _short(row: Any) -> dict[str, Any] | None:
    kept = ("value", "numerator", "denominator", "ask")
    return None if row is None else {name: row[name] for name in kept}


def _shares(indicator: Indicator, then: Any, now: Any) -> dict[str, Share]:
    """Return the shares, or refuse: what does not add up is no sum."""
    if indicator.data.kind == "ratio":
        old, new = _quotients(then), _quotients(now)
        shares = of_quotients(old, new)
    else:
        a, b = ({row["key"]: row["value"] or 0.0 for row in side["parts"]} for side in (then, now))
        for side, parts in ((then, a), (now, b)):
            if side["more"]:
                parts[REST] = side["whole"]["value"] - sum(parts.values())
        shares = of_sums(a, b)
    change = now["whole"]["value"] - then["whole"]["value"]
    if abs(sum(s.total for s in shares.values()) - change) > _NEAR * max(1.0, abs(change)):
        raise _no_sum(indicator)
    return shares


def _no_sum(indicator: Indicator) -> NotDecomposableError:
    return NotDecomposableError(
        code=indicator.data.code,
        why_zh="它不是各部分之和或之比，如分位数、去重数、组合公式",
        why_en="it is no sum or quotient of its parts: percentiles, distinct counts, joined formulas",
    )


def _quotients(side: Any) -> dict[str, Quotient]:
    """Return the parts of a side; those that are not listed, or lack a record, as one."""
    found = {
        row["key"]: Quotient(row["numerator"] or 0.0, row["denominator"] or 0.0) for row in side["parts"]
    }
    left = rest(side["whole"], found)
    return found if left is None else found | {REST: left}


async def _of_composite(work: Work, book: Book, sides: Sequence[Asked]) -> dict[str, Any]:
    then, now = [await value(work, side) for side in sides]
    if then["value"] is None or now["value"] is None:
        return _told("parts", then, now, [])
    shares = of_sums(then["parts"], now["parts"])
    parts = [_part(key, None, None, share) | {"name": book.get(key).data.zh} for key, share in shares.items()]
    return _told("parts", then, now, parts)


async def factors(work: Work, asked: Asked, grain: str) -> dict[str, Any]:
    """Return indicators that move with this one, the strongest first, and how many pieces earlier or later.

    Season and trend are taken out of both, intervals are corrected for memory and for how many were looked
    through. What is counted from the same measures is left out. It goes with; it does not prove.
    """
    book = await load_book(work.tx)
    indicator = book.get(asked.code, asked.version)
    length, lags = _REACH.get(grain, _REACH["day"])
    grain = grain if grain in _REACH else "day"
    last = comparing.measured(periods.period(asked.period), await today(work))
    end = (last or periods.period(asked.period)).end
    others = [one for one in book.indicators.values() if _apart(book, indicator, one)][:_CANDIDATES]
    names = _names(end, grain, length)
    own = await _series(work, asked, names, grain)
    season = np.array([_season(name, grain) for name in names], dtype=np.int64)
    series = relating.cleaned(own, season)
    looked = max(1, len(others) * (2 * lags + 1))
    found = []
    for one in others:
        asked_of = msgspec.structs.replace(asked, code=one.data.code, version=None)
        factor = await _series(work, asked_of, names, grain)
        told = relating.relation(series, relating.cleaned(factor, season), lags, looked)
        if told is not None:
            named = {"code": one.data.code, "zh": one.data.zh, "en": one.data.en, "sure": told.sure}
            found.append(named | msgspec.to_builtins(told))
    found.sort(key=lambda one: (not one["sure"], -abs(one["spearman"])))
    known = int((~np.isnan(own)).sum())
    return {
        "grain": grain,
        "pieces": len(names),
        "known": known,
        "lags": lags,
        "looked": looked,
        "factors": found,
    }


def _apart(book: Book, indicator: Indicator, other: Indicator) -> bool:
    """Tell whether ``other`` is counted from other measures, piece by piece."""
    if other.data.kind not in {"simple", "ratio"} or other.data.code == indicator.data.code:
        return False
    return not set(book.measures_of(indicator)) & set(book.measures_of(other))


def _names(end: Any, grain: str, length: int) -> list[str]:
    first = periods.start_of(end, grain)  # the piece that holds the day after the last is not over
    names: list[str] = []
    for _ in range(length):
        first = periods.start_of(first - comparing.ONE_DAY, grain)
        names.append(periods.name_of(first, grain))
    return names[::-1]


def _season(name: str, grain: str) -> int:
    first = periods.period(name).first
    return {"day": first.weekday(), "week": 0, "month": first.month}[grain]


async def _series(work: Work, asked: Asked, names: Sequence[str], grain: str) -> relating.Floats:
    span = comparing.span(periods.period(names[0]).first, periods.period(names[-1]).end)
    parts = await drill(work, msgspec.structs.replace(asked, period=span.text), "time", grain)
    known: Mapping[str, Any] = {row["key"]: row["value"] for row in parts["parts"]}
    begun = next((n for n, name in enumerate(names) if name in known), len(names))
    counted = parts["whole"]["denominator"] is None
    values = [known.get(name, 0.0 if counted and at > begun else None) for at, name in enumerate(names)]
    return np.array([np.nan if one is None else one for one in values], dtype=np.float64)
