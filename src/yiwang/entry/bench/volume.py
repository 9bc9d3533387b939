"""``bench decide --task volume``: monthly cases by district and topic, forecast against last year's month.

NYC council constituent cases 2015-2025. A series is a council district and a kind of complaint; every
series with at least one case before the first origin counts, however sparse. Rolling origin: from each, the
next one to six months are forecast from nothing but the months before it. Choices of the forecaster were
made on origins of 2019 to 2021 (``chosen_on``), the figures are of origins from 2022 on.

The median is scored: it is what absolute errors ask for. MASE (Hyndman and Koehler 2006): mean absolute
error over the mean absolute error that last year's same month made *before* the origin; here of all series
together (``mase``; a series that was almost always zero has next to no error to divide by), and as the mean
over the series with at least one case a month (``mase_series``). ``relative`` is the plain ratio of the
errors of both on the same months.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from yiwang.base.insight.api import forecast
from yiwang.entry.bench.deciding import Asked, open_data

HORIZON: Final = 6
_SEASON: Final = 12
_COVER: Final = 0.8
_STRIDE: Final = 3
_FIRST, _CHOSEN, _SCORED = "2015-01", "2019-01", "2022-01"
_SQL: Final = """
SELECT {by} AS series, strftime(opendate, '%Y-%m') AS month, count(*) AS n
FROM '{path}' WHERE opendate >= DATE '2015-01-01' AND {by} IS NOT NULL GROUP BY ALL
"""
_LEVELS: Final = {
    "district_topic": "account || ' ' || complaint_type",
    "district": "account",
    "topic": "complaint_type",
}


def run(asked: Asked) -> dict[str, Any]:
    """Return the figures of each level, and those of the origins the forecaster was chosen on."""
    path = asked.test or open_data("nyc_council", "nycomplaints.parquet")
    return {level: _level(path, by) for level, by in _LEVELS.items()}


def tell(found: dict[str, Any]) -> None:
    """Print the figures line by line."""
    from yiwang.entry.cli.common import note  # noqa: PLC0415 - only for a person

    for level, parts in found.items():
        for part, figures in parts.items():
            note(f"{level:>15} {part:>10}: {figures}")


def _level(path: Path, by: str) -> dict[str, Any]:
    counts, months = _table(path, by)
    scored = months.index(_SCORED)
    return {
        "scored": _rolled(counts, range(scored, len(months) - HORIZON + 1, _STRIDE)),
        "chosen_on": _rolled(counts, range(months.index(_CHOSEN), scored - HORIZON + 1, _STRIDE)),
    }


def _table(path: Path, by: str) -> tuple[NDArray[np.float64], list[str]]:
    """Return counts, series by month, without the last month, which may not be whole."""
    with duckdb.connect() as database:
        rows = database.execute(_SQL.format(by=by, path=str(path).replace("'", "''"))).fetchall()
    months = sorted({month for _, month, _ in rows})[:-1]
    names = sorted({name for name, _, _ in rows})
    at, column = {name: i for i, name in enumerate(names)}, {month: i for i, month in enumerate(months)}
    counts = np.zeros((len(names), len(months)))
    for name, month, n in rows:
        if month in column:
            counts[at[name], column[month]] = n
    return counts, months


def _rolled(counts: NDArray[np.float64], origins: range) -> dict[str, Any]:
    """Return errors and coverage over all origins."""
    ours, naive, scales, scaled, inside, widths = [], [], [], [], [], []
    for origin in origins:
        past, then = counts[:, :origin], counts[:, origin : origin + HORIZON]
        alive = past.sum(axis=1) > 0
        past, then = past[alive], then[alive]
        found = forecast.forecast(past, HORIZON, season=_SEASON, cover=_COVER)
        year = past[:, -_SEASON : -_SEASON + HORIZON]
        error, plain = np.abs(then - found.median), np.abs(then - year)
        scale = np.abs(past[:, _SEASON:] - past[:, :-_SEASON]).mean(axis=1)
        ours.append(error.mean(axis=1))
        naive.append(plain.mean(axis=1))
        scales.append(scale)
        usual = (past.mean(axis=1) >= 1) & (scale > 0)
        scaled.append(error.mean(axis=1)[usual] / scale[usual])
        inside.append(((then >= found.low) & (then <= found.high)).mean())
        widths.append((found.high - found.low).mean())
    return {
        "origins": len(origins),
        "series": len(ours[-1]),
        "mase": round(float(np.concatenate(ours).mean() / np.concatenate(scales).mean()), 4),
        "mase_series": round(float(np.concatenate(scaled).mean()), 4),
        "relative": round(float(np.concatenate(ours).mean() / np.concatenate(naive).mean()), 4),
        "mae": round(float(np.concatenate(ours).mean()), 3),
        "mae_seasonal_naive": round(float(np.concatenate(naive).mean()), 3),
        "coverage_80": round(float(np.mean(inside)), 4),
        "width_80": round(float(np.mean(widths)), 2),
    }
