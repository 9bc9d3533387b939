"""``yiwang bench nab``: a detector over a folder of labelled series, scored by the rules of NAB.

The detector is given values and times in order, and how long to learn; windows are read for scoring only.
"""

from __future__ import annotations

import csv
import io
import math
import time as clock
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.detection.api import Watch, detector
from yiwang.entry.bench.nab_score import Tally, Window, probation, scores, tally
from yiwang.kernel.errors import YiwangError

#: So many series are watched at once: the nearest-neighbour detector takes a megabyte for each.
TOGETHER = 64
_EVERY = 5.0
Note = Callable[[str], None]


class BenchFolderError(YiwangError):
    """A folder of labelled series is not of the form that is asked for."""

    code = "bench_folder"
    status = 422
    zh = "评测目录 {path}：{why_zh}"
    en = "Folder {path}: {why_en}"


@dataclass(frozen=True, slots=True)
class Series:
    """One series; ``windows`` are for the scorer alone."""

    name: str
    times: NDArray[np.float64]
    values: NDArray[np.float64]
    windows: tuple[Window, ...]

    @property
    def group(self) -> str:
        """The folder that the series lies in."""
        return self.name.rpartition("/")[0]


def read_folder(folder: Path, note: Note) -> list[Series]:
    """Return the series of ``data/<group>/*.csv`` with the windows of ``windows.json``.

    A file that the windows do not name counts as one without windows, and is said; a file that they name
    and that is not there is refused, as is what cannot be read: :class:`BenchFolderError`.
    """
    labels = _labels(folder / "windows.json")
    files = {f"{path.parent.name}/{path.name}": path for path in sorted((folder / "data").glob("*/*.csv"))}
    if not files:
        raise BenchFolderError(
            path=folder, why_zh="没有 data/<组>/*.csv 文件", why_en="there is no data/<group>/*.csv"
        )
    missing = sorted(set(labels) - set(files))
    if missing:
        named = ", ".join(missing)
        raise BenchFolderError(
            path=folder,
            why_zh=f"windows.json 提到的文件不存在：{named}",
            why_en=f"windows.json names files that are not there: {named}",
        )
    for name in sorted(set(files) - set(labels)):
        note(f"{name}: windows.json does not name it; it counts as a series without windows")
    return [_series(name, path, labels.get(name, []), note) for name, path in files.items()]


def _labels(path: Path) -> dict[str, list[tuple[str, str]]]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, list[tuple[str, str]]])
    except OSError as error:
        raise BenchFolderError(
            path=path, why_zh="无法读取", why_en=error.strerror or "cannot be read"
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BenchFolderError(
            path=path,
            why_zh="应为 {文件: [[起, 止], …]}",
            why_en="must be {file: [[start, end], …]}",
        ) from error


def _series(name: str, path: Path, labels: list[tuple[str, str]], note: Note) -> Series:
    times: list[float] = []
    values: list[float] = []
    skipped = 0
    for line, stamp, value in _rows(path):
        try:
            number = float(value) if value.strip() else math.nan
            moment = _moment(stamp)
        except ValueError as error:
            raise BenchFolderError(
                path=f"{path}:{line}", why_zh="时间或数值无法识别", why_en=f"not a time and a number: {error}"
            ) from error
        if not math.isfinite(number):
            skipped += 1
            continue
        times.append(moment)
        values.append(number)
    if skipped:
        note(f"{name}: {skipped} rows without a value are left out")
    instants = np.array(times, dtype=np.float64)
    windows = tuple(_window(name, instants, begin, end, note) for begin, end in labels)
    return Series(
        name, instants, np.array(values, dtype=np.float64), tuple(w for w in windows if w is not None)
    )


def _rows(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield line number, time and value of each row; other columns and empty lines are passed over."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BenchFolderError(path=path, why_zh="无法读取", why_en=f"cannot be read: {error}") from error
    with io.StringIO(text, newline="") as lines:
        reader = csv.reader(lines)
        header = [cell.strip().lower() for cell in next(reader, [])]
        if "timestamp" not in header or "value" not in header:
            raise BenchFolderError(
                path=path,
                why_zh="首行应有 timestamp 与 value 列",
                why_en="the first line must name timestamp and value",
            )
        stamp, value = header.index("timestamp"), header.index("value")
        for row in reader:
            if any(cell.strip() for cell in row):
                cells = [*row, *[""] * len(header)]
                yield reader.line_num, cells[stamp], cells[value]


def _moment(text: str) -> float:
    moment = datetime.fromisoformat(text.strip())
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _window(name: str, times: NDArray[np.float64], begin: str, end: str, note: Note) -> Window | None:
    try:
        first, last = _moment(begin), _moment(end)
    except ValueError as error:
        raise BenchFolderError(
            path=name, why_zh="窗口的时间无法识别", why_en=f"a window has no time: {error}"
        ) from error
    inside = np.flatnonzero((times >= first) & (times <= last))
    if len(inside):
        return Window(int(inside[0]), int(inside[-1]))
    note(f"{name}: no row lies in the window {begin} – {end}; it is not counted")
    return None


def alarms_of(
    series: list[Series], name: str, threshold: float | None, progress: Callable[[int], None]
) -> list[list[int]]:
    """Return the rows of each series at which the detector ``name`` raised an alarm.

    It sees values and times only; the rows to learn from are those of the probation. Times are taken as the
    clock of the series, which does not go back: a row that does is given the time of the one before.
    """
    declared = {field.name for field in msgspec.structs.fields(detector(name).params)}
    params: dict[str, Any] = {} if threshold is None else {"threshold": threshold}
    if "zone" in declared:
        params["zone"] = 0.0
    found: list[list[int]] = [[] for _ in series]
    for begin in range(0, len(series), TOGETHER):
        some = series[begin : begin + TOGETHER]
        lengths = np.array([len(one.values) for one in some])
        watch = Watch(name, params, streams=len(some), learning=[probation(int(rows)) for rows in lengths])
        clocks = [np.maximum.accumulate(one.times) for one in some]
        for row in range(int(lengths.max(initial=0))):
            at = np.flatnonzero(lengths > row)
            judged = watch.update(at, [some[i].values[row] for i in at], [clocks[i][row] for i in at])
            for i in at[judged.alarms]:
                found[begin + int(i)].append(row)
            progress(len(at))
    return found


def nab(folder: Path, name: str, threshold: float | None, note: Note) -> dict[str, Any]:
    """Run the detector ``name`` over ``folder`` and return its scores, in all and by group.

    Raises :class:`BenchFolderError`, and the named errors of the detectors.
    """
    series = read_folder(folder, note)
    rows = sum(len(one.values) for one in series)
    began = told = clock.monotonic()
    done = 0

    def progress(more: int) -> None:
        nonlocal done, told
        done += more
        if clock.monotonic() - told >= _EVERY:
            told = clock.monotonic()
            note(f"{done:,} of {rows:,} rows, {told - began:.0f} s")

    note(f"{len(series)} series, {rows:,} rows, detector {name}")
    found = alarms_of(series, name, threshold, progress)
    seconds = clock.monotonic() - began
    groups: dict[str, Tally] = {}
    for one, alarms in zip(series, found, strict=True):
        groups[one.group] = groups.get(one.group, Tally()) + tally(alarms, one.windows, len(one.values))
    total = sum(groups.values(), Tally())
    if not total.windows:
        raise BenchFolderError(
            path=folder, why_zh="没有可计分的窗口", why_en="there is no window that could be scored"
        )
    return {
        "scores": scores(total),
        "groups": {group: _told(groups[group]) for group in groups} | {"all": _told(total)},
        "rows": rows,
        "seconds": round(seconds, 1),
    }


def _told(total: Tally) -> dict[str, Any]:
    return {
        "windows": total.windows,
        "hits": total.hits,
        "false_alarms": total.false_alarms,
        **scores(total),
    }
