"""``bench decide --task ontime``: will a case be closed on time, told at its opening."""

from __future__ import annotations

from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.cases.api import words_of
from yiwang.base.dispatching.api import Example, Ranker, calibration_error, train
from yiwang.entry.bench.deciding import Asked
from yiwang.entry.bench.histories import boston, boston_asked, day_of, moment

LATE: Final = "late"
IN_TIME: Final = "in time"
_FOLDS: Final = 5


def run(asked: Asked) -> dict[str, Any]:
    """Judge the last tenth in time, and besides five random folds; with files train on one, judge the other.

    The model is that of dispatch, with two answers instead of units: what happened to the same service in the
    same district, ward, hour … Cases in work whose time has not run out are left out: nobody knows.
    """
    if asked.test is not None:
        rows = _rows((asked.test,))
        return {"files": _score(_chances(train(_rows(asked.train)).ranker, rows), rows)}
    rows = _rows(())
    last = len(rows) * 9 // 10
    found = {"last_tenth": _score(_chances(train(rows[:last]).ranker, rows[last:]), rows[last:])}
    order = np.random.default_rng(5).permutation(len(rows))
    mixed = [msgspec.structs.replace(rows[i], day=0.0) for i in order]
    chance = np.zeros(len(mixed))
    for n in range(_FOLDS):
        learnt = train([row for i, row in enumerate(mixed) if i % _FOLDS != n]).ranker
        chance[n::_FOLDS] = _chances(learnt, mixed[n::_FOLDS])
    return found | {"five_random_folds": _score(chance, mixed)}


def _rows(files: Any) -> list[Example]:
    found = []
    for row in boston(files):
        late = row["on_time"] == "OVERDUE"
        if not row["target_close_date"] or not (late or row["close_date"]):
            continue
        opened, target = moment(row["open_date"]), moment(row["target_close_date"])
        allowed = f"allowed{round((target - opened).total_seconds() / 86_400)}"
        words = (*words_of(row["service_name"], row["street_name"]), allowed.replace("1", "one"))
        team = row["assigned_team"]
        found.append(
            Example(
                boston_asked(row, words, f"{row['service_name']}/{team}"),
                LATE if late else IN_TIME,
                day_of(opened),
            )
        )
    return found


def _chances(ranker: Ranker, rows: list[Example]) -> NDArray[np.float64]:
    named = ranker.rank([row.asked for row in rows])
    return np.array([next((n.chance for n in one if n.unit == LATE), 0.0) for one in named])


def _score(chance: NDArray[np.float64], rows: list[Example]) -> dict[str, Any]:
    late = np.array([row.unit == LATE for row in rows])
    return {
        "cases": len(rows),
        "late": round(float(late.mean()), 4),
        "auc": round(auc(chance, late), 4),
        "calibration_error": round(calibration_error(chance, late), 4),
    }


def auc(chance: NDArray[np.float64], true: NDArray[np.bool_]) -> float:
    """Return how often a true one has the higher chance than a false one, ties half (Mann and Whitney)."""
    _, place, times = np.unique(chance, return_inverse=True, return_counts=True)
    rank = (np.cumsum(times) - (times - 1) / 2)[place]
    one, other = int(true.sum()), int((~true).sum())
    return float((rank[true].sum() - one * (one + 1) / 2) / max(one * other, 1))
