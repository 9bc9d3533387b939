"""Beside: a value beside the piece before and the year before, and many indicators at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.geography import api as geography
from yiwang.base.indicators.model import comparing, periods
from yiwang.base.indicators.model.book import Indicator
from yiwang.base.indicators.usecases.asking import Asked, drill, value
from yiwang.base.indicators.usecases.defining import book as load_book
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Tx, Work
from yiwang.kernel.worktime import WorkCalendar

#: Indicators that one glance shows.
MOST_AT_A_GLANCE: Final = 24
#: What is counted piece by piece: it may be divided by working days.
_COUNTED: Final = ("case", "times")
_USUAL: Final = "standard"


async def today(work: Work) -> date:
    """Return the city's day."""
    zone = ZoneInfo((await geography.areas(work.tx)).city.timezone)
    return work.now.astimezone(zone).date()


async def calendar(tx: Tx) -> WorkCalendar | None:
    """Return the calendar whose holidays count: the only one, or the one called ``standard``."""
    found = await workflow.calendars(tx)
    return next(iter(found.values())) if len(found) == 1 else found.get(_USUAL)


async def beside(work: Work, asked: Asked) -> dict[str, Any]:
    """Return the value beside the piece before and the same a year before, day for day.

    ``measured`` is what the sides are compared in: of a period that runs, its days up to yesterday. A change
    of a share has an interval (95 %); within it no change is ``sure``. ``holiday`` says on which holiday the
    year before was laid.
    """
    indicator = (await load_book(work.tx)).get(asked.code, asked.version)
    whole = periods.period(asked.period)
    found: dict[str, Any] = {
        "value": await value(work, asked),
        "measured": None,
        "previous": None,
        "year_ago": None,
    }
    part = comparing.measured(whole, await today(work))
    if part is None:
        return found
    days = await calendar(work.tx)
    then, holiday = comparing.year_before(whole, part, days)
    now = await _side(work, asked, indicator, part, days)
    before = await _side(work, asked, indicator, comparing.before(whole, part), days)
    year_ago = await _side(work, asked, indicator, then, days)
    return found | {
        "measured": now,
        "previous": before | {"change": change(indicator, now, before)},
        "year_ago": year_ago | {"change": change(indicator, now, year_ago), "holiday": holiday},
    }


async def _side(
    work: Work, asked: Asked, indicator: Indicator, part: periods.Period, days: WorkCalendar | None
) -> dict[str, Any]:
    found = await value(work, msgspec.structs.replace(asked, period=part.text))
    kind = comparing.kind_of_days(part, days)
    counted = indicator.data.kind == "simple" and indicator.data.unit in _COUNTED
    per_day = None
    if counted and kind is not None and kind.workdays and found["value"] is not None:
        per_day = found["value"] / kind.workdays
    kept = ("period", "first", "last", "value", "numerator", "denominator", "missing", "light", "reason")
    return {name: found[name] for name in kept if name in found} | {"days": kind, "per_workday": per_day}


def change(indicator: Indicator, now: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return how ``now`` differs from ``then``; ``None`` where one of them is not known."""
    if now["value"] is None or then["value"] is None:
        return None
    absolute = now["value"] - then["value"]
    relative = absolute / abs(then["value"]) if then["value"] else None
    low = high = None
    shares = [now["numerator"], now["denominator"], then["numerator"], then["denominator"]]
    if indicator.data.unit == "ratio" and _are_shares(shares):
        low, high = comparing.difference(*shares)
    way = {"up": 1, "down": -1, "none": 0}[indicator.data.direction]
    return {
        "absolute": absolute, "relative": relative, "low": low, "high": high,
        "sure": None if low is None or high is None else not low <= 0 <= high,
        "better": None if way == 0 or absolute == 0 else absolute * way > 0,
    }  # fmt: skip


def _are_shares(shares: Sequence[Any]) -> bool:
    """Tell whether these are counts of some out of all: times per times may be more than all."""
    return (
        all(isinstance(n, int) for n in shares)
        and 0 <= shares[0] <= shares[1] > 0 <= shares[2] <= shares[3] > 0
    )


async def trend(work: Work, asked: Asked) -> dict[str, Any]:
    """Return the pieces up to the asked period: ``{grain, points}``; what is not known is null."""
    indicator = (await load_book(work.tx)).get(asked.code, asked.version)
    span, grain = comparing.trend_of(periods.period(asked.period))
    now = await today(work)
    names = comparing.pieces(span, grain)
    if indicator.data.kind == "cumulative" or "time" not in indicator.data.drill:
        found = {name: await value(work, msgspec.structs.replace(asked, period=name)) for name in names}
    else:
        parts = await drill(work, msgspec.structs.replace(asked, period=span.text), "time", grain)
        found = {part["key"]: part for part in parts["parts"]}
        # between others, a piece without a single fact may be worth 0: the value says whether, or why not
        begun = next((n for n, name in enumerate(names) if name in found), len(names))
        for name in names[begun:]:
            if name not in found and periods.period(name).first <= now:
                found[name] = await value(work, msgspec.structs.replace(asked, period=name))
    points = []
    for name in names:
        piece = periods.period(name)
        one = found.get(name, {})
        points.append(
            {"period": name, "first": piece.first, "last": piece.end - timedelta(days=1),
             "running": piece.first <= now < piece.end, "numerator": one.get("numerator"),
             "value": None if piece.first > now else one.get("value"), "denominator": one.get("denominator")}
        )  # fmt: skip
    return {"grain": grain, "points": points}


async def glance(work: Work, codes: Sequence[str], asked: Asked) -> list[dict[str, Any]]:
    """Return for each code the value of the period and the trend up to it."""
    found = []
    for code in codes[:MOST_AT_A_GLANCE]:
        one = msgspec.structs.replace(asked, code=code)
        found.append(await value(work, one) | {"trend": await trend(work, one)})
    return found
