"""Forecasts of indicators, with the date a limit will be crossed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import numpy as np

from yiwang.base.indicators import api as indicators
from yiwang.base.insight import api as insight
from yiwang.base.vitals.model import outlook as model
from yiwang.base.vitals.usecases.series import points
from yiwang.infra.database import Work

#: Pieces read of the past, pieces foretold, and the length of a season.
_SHAPE: Final = {"day": (400, 28, 7), "week": (160, 12, 1), "month": (84, 6, 1)}

_SHORT: Final = {
    "zh": "连续可用的历史太短，无法给出有把握的预测",
    "en": "the unbroken past is too short to say",
}


async def outlook(work: Work, code: str, area: str | None, grain: str) -> dict[str, Any]:
    """Return ``{grain, past, points, coverage, crossings, why}``.

    ``points`` are expected values with bounds of 80 %; ``coverage`` says how many past values lay within
    bounds made the same way; ``crossings`` when the thresholds of the indicator are expected to be crossed:
    ``expected``, and ``earliest`` by the worse bound. Without enough past ``points`` is empty: ``why``.
    """
    data = (await indicators.book(work.tx)).get(code).data
    past, horizon, season = _SHAPE[grain]
    series = await points(work, code, grain, area, past)
    begun = next((n for n, one in reversed(list(enumerate(series))) if one.value is None), -1) + 1
    known = [(one, one.value) for one in series[begun:] if one.value is not None]
    told: dict[str, Any] = {
        "grain": grain, "unit": data.unit, "points": [], "coverage": None, "crossings": [],
        "past": [{"period": one.period, "first": one.first, "value": value} for one, value in known[-60:]],
    }  # fmt: skip
    found = _foretold(np.array([value for _, value in known], dtype=np.float64), data, horizon, season)
    if found is None:
        return told | {"why": _SHORT}
    names = _next(known[-1][0].first, grain, horizon)
    told["points"] = [
        {"period": name, "first": first, "mean": m, "low": a, "high": b}
        for (name, first), m, a, b in zip(names, found.mean, found.low, found.high, strict=True)
    ]
    told["coverage"] = {"wanted": model.COVER, "covered": found.covered, "tried": found.tried}
    told["crossings"] = _crossings(data, found, names, known[-1][1])
    return told


def _foretold(values: model.Floats, data: Any, horizon: int, season: int) -> model.Outlook | None:
    if not len(values) or values.min() < 0:
        return None

    def method(rows: model.Floats, ahead: int) -> model.Floats:
        return insight.forecast.forecast(rows, ahead, season=season).mean

    return model.outlook(values, horizon, season, method, 1.0 if data.unit == "ratio" else None)


def _crossings(
    data: Any, found: model.Outlook, names: list[tuple[str, date]], last: float
) -> list[dict[str, Any]]:
    """Return when each threshold is expected to be crossed, and when at the earliest."""
    if data.threshold is None or data.direction == "none":
        return []
    way = -1 if data.direction == "up" else 1
    bound = found.low if way < 0 else found.high
    return [
        {
            "limit": name, "value": value, "already": (last - value) * way > 0,
            "expected": _at(names, model.crossing(found.mean, value, way)),
            "earliest": _at(names, model.crossing(bound, value, way)),
        }
        for name, value in (("warn", data.threshold.warn), ("bad", data.threshold.bad))
    ]  # fmt: skip


def _next(first: date, grain: str, horizon: int) -> list[tuple[str, date]]:
    found = []
    lengths = {"day": 1, "week": 7, "month": 31}
    for _ in range(horizon):
        first = indicators.start_of(first + timedelta(days=lengths[grain]), grain)
        found.append((indicators.name_of(first, grain), first))
    return found


def _at(names: list[tuple[str, date]], ahead: int | None) -> str | None:
    return None if ahead is None else names[ahead][0]
