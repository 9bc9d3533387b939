"""How the thresholds of the detectors were frozen: on the open half of NAB, and what they promise elsewhere.

    .venv/bin/python tools/nab_thresholds.py FOLDER --scores DIR

Every series of FOLDER is scored as it is and in altered copies (start moved, noise added), so
that a threshold that happens to fit one reading of the labels does not win. The scores are kept
in DIR and read from there the next time. 60 thresholds are tried, and printed are
- the frozen one of each detector: that with the highest mean of the three profiles over all copies, smoothed
  over ±15 % of the threshold;
- what each group, as it is, gets from the threshold that the other groups would have frozen;
- the same with the detector, too, chosen by the other groups.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from yiwang.base.detection.api import DetectorParams, Watch, read_params
from yiwang.entry.bench.nab import Series, read_folder
from yiwang.entry.bench.nab_score import PROFILES, Tally, Window, normalised, probation, tally

NAMES = ("cheap", "nearest", "joint")
STEP = 0.03
GRID = np.exp(np.arange(math.log(0.35), math.log(2.1), STEP))
REACH = 5  # steps of 3 % to each side
Table = list[list[Tally]]


def kept(one: Series, rows: NDArray[np.intp]) -> Series:
    """Return the series with these rows only, and the windows that still have their first and last row."""
    place = {int(row): new for new, row in enumerate(rows)}
    windows = tuple(
        Window(place[w.first], place[w.last]) for w in one.windows if {w.first, w.last} <= set(place)
    )
    return Series(one.name, one.times[rows], one.values[rows], windows)


def later(one: Series, share: float) -> Series:
    """Return the series without the first ``share`` of its rows."""
    return kept(one, np.arange(int(len(one.values) * share), len(one.values)))


def noisy(one: Series, share: float) -> Series:
    """Return the series with white noise of ``share`` of the probation's standard deviation."""
    rows = len(one.values)
    spread = max(float(one.values[: probation(rows)].std()), 1e-9)
    noise = np.random.default_rng(5).normal(0, share * spread, rows)
    return Series(one.name, one.times, one.values + noise, one.windows)


COPIES: dict[str, Callable[[Series], Series]] = {
    "as it is": lambda one: one,
    "2 % later": lambda one: later(one, 0.02),
    "5 % later": lambda one: later(one, 0.05),
    "10 % later": lambda one: later(one, 0.10),
    "2 % noise": lambda one: noisy(one, 0.02),
    "10 % noise": lambda one: noisy(one, 0.10),
}


def scores_of(name: str, series: list[Series]) -> list[NDArray[np.float64]]:
    """Return the detector's scores of every row of every series."""
    params = {} if name == "nearest" else {"zone": 0.0}
    lengths = np.array([len(one.values) for one in series])
    watch = Watch(name, params, streams=len(series), learning=[probation(int(rows)) for rows in lengths])
    clocks = [np.maximum.accumulate(one.times) for one in series]
    found = [np.full(rows, np.nan) for rows in lengths]
    for row in range(int(lengths.max())):
        at = np.flatnonzero(lengths > row)
        judged = watch.update(at, [series[i].values[row] for i in at], [clocks[i][row] for i in at])
        for i, score in zip(at, judged.scores, strict=True):
            found[i][row] = score
    return found


def scored(copy: str, series: list[Series], folder: Path) -> dict[str, list[NDArray[np.float64]]]:
    """Return the scores by detector; ``joint`` is the mean of the two others by definition."""
    path = folder / f"{copy.replace(' ', '-').replace('%', 'percent')}.npz"
    if not path.exists():
        arrays: dict[str, NDArray[np.float64]] = {}
        for name in ("cheap", "nearest"):
            for one, scores in zip(series, scores_of(name, series), strict=True):
                arrays[f"{name}|{one.name}"] = scores
        np.savez(path, **arrays)  # type: ignore[arg-type] # the names of arrays are free
    with np.load(path) as arrays_read:
        found = {name: [arrays_read[f"{name}|{one.name}"] for one in series] for name in ("cheap", "nearest")}
    pairs = zip(found["cheap"], found["nearest"], strict=True)
    found["joint"] = [0.5 * (nearest + np.nan_to_num(cheap)) for cheap, nearest in pairs]
    return found


def alarms(scores: NDArray[np.float64], threshold: float, params: DetectorParams) -> list[int]:
    """Return the alarms that the policy makes of ``scores``; only rows over the threshold are looked at."""
    begin = probation(len(scores))
    silent, spent, told = int(params.refractory * begin), 0.0, 0
    found: list[int] = []
    for row in np.flatnonzero(scores >= threshold).tolist():
        if row < begin or (found and row <= found[-1] + silent):
            continue
        faded = spent * math.exp(-(row - told) / params.budget_rows)
        if scores[row] >= threshold + params.budget * faded:
            found.append(row)
            spent, told = faded + 1.0, row
    return found


def table_of(name: str, series: list[Series], scores: list[NDArray[np.float64]]) -> Table:
    """Return what each threshold comes to in each series."""
    params = read_params(name, {})
    return [
        [
            tally(alarms(s, threshold, params), one.windows, len(s))
            for one, s in zip(series, scores, strict=True)
        ]
        for threshold in GRID.tolist()
    ]


def mean_of_profiles(tallies: list[Tally]) -> float:
    """Return the mean of the three normalised scores of some series."""
    total = sum(tallies, Tally())
    return float(np.mean([normalised(total, profile) or 0.0 for profile in PROFILES.values()]))


def best(tables: list[Table], some: list[int]) -> tuple[int, float]:
    """Return the index of the threshold that ``some`` series would freeze, and its smoothed score."""
    curves = [[mean_of_profiles([row[i] for i in some]) for row in table] for table in tables]
    padded = np.pad(np.mean(curves, axis=0), REACH, mode="edge")
    curve = np.convolve(padded, np.ones(2 * REACH + 1) / (2 * REACH + 1), "valid")
    return int(curve.argmax()), float(curve.max())


def told(tallies: list[Tally]) -> str:
    """Return the three scores in words."""
    total = sum(tallies, Tally())
    return " ".join(f"{name} {normalised(total, profile):.1f}" for name, profile in PROFILES.items())


def main() -> None:
    """Print the thresholds and what they promise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scores", type=Path, required=True, help="keeps the scores from run to run")
    args = parser.parse_args()
    args.scores.mkdir(parents=True, exist_ok=True)
    series = read_folder(args.folder, print)
    tables: dict[str, list[Table]] = {name: [] for name in NAMES}
    for copy, alter in COPIES.items():
        altered = [alter(one) for one in series]
        found = scored(copy, altered, args.scores)
        for name in NAMES:
            tables[name].append(table_of(name, altered, found[name]))
        print(f"scored {copy}", flush=True)
    report(series, tables)


def report(series: list[Series], tables: dict[str, list[Table]]) -> None:
    """Print what was found."""
    everyone = list(range(len(series)))
    # The two artificial folders are one kind of series.
    kinds = ["artificial" if one.group.startswith("artificial") else one.group for one in series]
    nested = [Tally()] * len(series)
    left_out = {name: [Tally()] * len(series) for name in NAMES}
    for kind in sorted(set(kinds)):
        others = [i for i in everyone if kinds[i] != kind]
        chosen = {name: best(tables[name], others) for name in NAMES}
        winner = max(NAMES, key=lambda name: chosen[name][1])
        print(f"without {kind}: {winner};", {n: round(float(GRID[chosen[n][0]]), 2) for n in NAMES})
        for i in (i for i in everyone if kinds[i] == kind):
            nested[i] = tables[winner][0][chosen[winner][0]][i]
            for name in NAMES:
                left_out[name][i] = tables[name][0][chosen[name][0]][i]
    for name in NAMES:
        index, _ = best(tables[name], everyone)
        print(f"{name}: threshold {GRID[index]:.3f}, one group left out: {told(left_out[name])}")
        for copy, table in zip(COPIES, tables[name], strict=True):
            print(f"    {copy:<12}{told(table[index])}")
    print(f"detector and threshold by the other groups: {told(nested)}")


if __name__ == "__main__":
    main()
