"""How the thresholds of the detectors were frozen: on the open half of NAB, and what they promise elsewhere.

    .venv/bin/python tools/nab_thresholds.py FOLDER [--scores FILE.npz]

Scores every series of FOLDER once per detector, tries 60 thresholds, and prints
- the frozen one: the middle of the best stretch, that is the highest mean of the three profiles smoothed over
  ±15 % of the threshold;
- what each group gets from the threshold that the other groups would have frozen (leave one group out);
- the same with the detector, too, chosen by the other groups.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from yiwang.base.detection.api import DetectorParams, Watch, read_params
from yiwang.entry.bench.nab import Series, read_folder
from yiwang.entry.bench.nab_score import PROFILES, Tally, normalised, probation, tally

NAMES = ("cheap", "nearest", "joint")
STEP = 0.03
GRID = np.exp(np.arange(math.log(0.35), math.log(2.1), STEP))
REACH = 5  # steps of 3 % to each side


def scores_of(name: str, series: list[Series]) -> list[NDArray[np.float64]]:
    """Return the detector's scores of every row of every series."""
    params = {} if name == "nearest" else {"zone": 0.0}
    lengths = np.array([len(one.values) for one in series])
    watch = Watch(name, params, streams=len(series), learning=[probation(int(rows)) for rows in lengths])
    found = [np.full(rows, np.nan) for rows in lengths]
    for row in range(int(lengths.max())):
        at = np.flatnonzero(lengths > row)
        values, times = [series[i].values[row] for i in at], [series[i].times[: row + 1].max() for i in at]
        for i, score in zip(at, watch.update(at, values, times).scores, strict=True):
            found[i][row] = score
    return found


def alarms(scores: NDArray[np.float64], threshold: float, params: DetectorParams) -> list[int]:
    """Return the alarms that the policy makes of ``scores``; only rows over the threshold are looked at."""
    begin = probation(len(scores))
    silent, spent, told, found = int(params.refractory * begin), 0.0, 0, []
    for row in np.flatnonzero(scores >= threshold).tolist():
        if row < begin or (found and row <= found[-1] + silent):
            continue
        faded = spent * math.exp(-(row - told) / params.budget_rows)
        if scores[row] >= threshold + params.budget * faded:
            found.append(row)
            spent, told = faded + 1.0, row
    return found


def mean_of_profiles(tallies: list[Tally]) -> float:
    """Return the mean of the three normalised scores of some series."""
    total = sum(tallies, Tally())
    return float(np.mean([normalised(total, profile) or 0.0 for profile in PROFILES.values()]))


def smooth(curve: list[float]) -> NDArray[np.float64]:
    """Return the mean of each point and its neighbours within 15 %."""
    padded = np.pad(np.array(curve), REACH, mode="edge")
    return np.convolve(padded, np.ones(2 * REACH + 1) / (2 * REACH + 1), "valid")


def best(table: list[list[Tally]], some: list[int]) -> tuple[int, float]:
    """Return the index of the threshold that ``some`` series would freeze, and its smoothed score."""
    curve = smooth([mean_of_profiles([row[i] for i in some]) for row in table])
    return int(curve.argmax()), float(curve.max())


def told(tallies: list[Tally]) -> str:
    """Return the three scores in words."""
    total = sum(tallies, Tally())
    return " ".join(f"{name} {normalised(total, profile):.1f}" for name, profile in PROFILES.items())


def main() -> None:
    """Print the thresholds and what they promise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scores", type=Path, help="keeps the scores: read if there, else written")
    args = parser.parse_args()
    series = read_folder(args.folder, print)
    if args.scores and args.scores.exists():
        with np.load(args.scores) as kept:
            scored = {name: [kept[f"{name}|{one.name}"] for one in series] for name in NAMES}
    else:
        scored = {name: scores_of(name, series) for name in NAMES}
        if args.scores:
            pairs = {f"{n}|{one.name}": s for n in NAMES for one, s in zip(series, scored[n], strict=True)}
            np.savez(args.scores, **pairs)  # type: ignore[arg-type]
    tables = {
        name: [
            [
                tally(alarms(s, threshold, read_params(name, {})), one.windows, len(s))
                for one, s in zip(series, scored[name], strict=True)
            ]
            for threshold in GRID.tolist()
        ]
        for name in NAMES
    }
    report(series, tables)


def report(series: list[Series], tables: dict[str, list[list[Tally]]]) -> None:
    """Print what was found."""
    everyone = list(range(len(series)))
    # The two artificial folders are one kind of series.
    kinds = ["artificial" if one.group.startswith("artificial") else one.group for one in series]
    groups = {kind: [i for i in everyone if kinds[i] == kind] for kind in kinds}
    nested = [Tally()] * len(series)
    left_out = {name: [Tally()] * len(series) for name in NAMES}
    for kind, members in groups.items():
        others = [i for i in everyone if kinds[i] != kind]
        chosen = {name: best(tables[name], others) for name in NAMES}
        winner = max(NAMES, key=lambda name: chosen[name][1])
        print(f"without {kind}: {winner};", {n: round(float(GRID[chosen[n][0]]), 3) for n in NAMES})
        for i in members:
            nested[i] = tables[winner][chosen[winner][0]][i]
            for name in NAMES:
                left_out[name][i] = tables[name][chosen[name][0]][i]
    for name in NAMES:
        index, _ = best(tables[name], everyone)
        print(f"{name}: threshold {GRID[index]:.3f}, all: {told(tables[name][index])}")
        print(f"{name}: one group left out: {told(left_out[name])}")
    print(f"detector and threshold by the other groups: {told(nested)}")


if __name__ == "__main__":
    main()
