"""Closed days in Parquet: one folder per day, files sorted by device, property and instant.

Columns: device, prop (numbers of the registry), at (UTC, microseconds), value; Spark and DuckDB read them as
they are. ``coarse`` files hold what is left when raw values are let go: one row per interval. DuckDB is
loaded when the first file is asked for.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from yiwang.infra import duck

Columns = list[NDArray[Any]]

_RAW: Final = ("device", "prop", "at", "value")
_BINS: Final = (
    "device", "prop", "bin", "n", "total", "low", "high", "first", "last", "first_at", "last_at",
)  # fmt: skip
_GRACE: Final = 3600.0

_folder: Path | None = None


def use_folder(folder: Path) -> None:
    """Say where closed days lie; called once by each process."""
    global _folder  # noqa: PLW0603 - one per process, like the keys
    _folder = folder


def folder() -> Path:
    """Return where closed days lie."""
    assert _folder is not None, "the process says where at its start"
    return _folder


def write(day: date, columns: Columns, *, coarse: bool, before: Sequence[str] = ()) -> tuple[str, int, int]:
    """Write sorted ``columns`` as a new file of ``day``; return path, rows and bytes.

    What lies in the files ``before`` goes in as well; where both have an instant, the earlier file counts.
    """
    names = _BINS if coarse else _RAW
    inner = f"day={day.isoformat()}/{'coarse' if coarse else 'raw'}-{uuid4().hex}.parquet"
    target = folder() / inner
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = dict(zip(names, columns, strict=True))
    shown = ", ".join(f'make_timestamptz("{n}") AS "{n}"' if n in _INSTANTS else f'"{n}"' for n in names)
    source = f"SELECT {shown} FROM fresh"
    if before:
        old = _files(before)
        source = (
            f"SELECT * FROM {old} UNION ALL "
            f'SELECT f.* FROM ({source}) f ANTI JOIN {old} o USING (device, prop, "at") ORDER BY 1, 2, 3'
        )
    partial = target.with_suffix(".partial")
    connection = duck.cursor()
    try:
        connection.register("fresh", fresh)
        connection.execute(
            f"COPY ({source}) TO {duck.quoted(partial)} "
            "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
        )
        found = connection.execute(f"SELECT count(*) FROM read_parquet({duck.quoted(partial)})").fetchone()
        rows = int(found[0])
    finally:
        connection.close()
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.rename(target)
    return inner, rows, target.stat().st_size


def write_table(target: Path, columns: dict[str, NDArray[Any]]) -> None:
    """Write ``columns`` as the file ``target`` in place of what is there."""
    partial = target.with_name(f"{target.name}.{uuid4().hex}.partial")
    connection = duck.cursor()
    try:
        connection.register("table_columns", columns)
        connection.execute(
            f"COPY (SELECT * FROM table_columns) TO {duck.quoted(partial)} (FORMAT parquet, COMPRESSION zstd)"
        )
    finally:
        connection.close()
    partial.replace(target)


_INSTANTS: Final = frozenset({"at", "bin", "first_at", "last_at"})


def _files(paths: Sequence[str]) -> str:
    return duck.files([folder() / path for path in paths])


def sweep(noted: set[str]) -> None:
    """Delete files that are not noted: replaced ones, and those of a crash. Young ones may yet be read."""
    old = time.time() - _GRACE
    for path in folder().glob("day=*/*"):
        if path.relative_to(folder()).as_posix() not in noted and path.stat().st_mtime < old:
            path.unlink(missing_ok=True)


class Question:
    """What is asked of the files, and rows of days that are open and closed at once."""

    def __init__(
        self,
        devices: Sequence[int],
        props: Sequence[int],
        span: tuple[int, int],
        extra: Columns | None = None,
    ) -> None:
        self.devices = np.array(devices, np.int32)
        self.props = np.array(props, np.int32)
        self.span = span
        self.extra = extra

    def source(self, connection: Any, files: Sequence[str]) -> str:
        """Register what is needed on ``connection`` and return the rows as a query."""
        connection.register("wanted_devices", {"no": self.devices})
        connection.register("wanted_props", {"no": self.props})
        start, end = self.span
        rows = 'SELECT device, prop, epoch_us("at") AS "at", value FROM ' + _files(files)
        if self.extra is not None and len(self.extra[0]):
            connection.register("extra", dict(zip(_RAW, self.extra, strict=True)))
            rows = f'{rows} UNION ALL SELECT e.* FROM extra e ANTI JOIN ({rows}) r USING (device, prop, "at")'
        return (
            f'SELECT * FROM ({rows}) WHERE "at" >= {int(start)} AND "at" < {int(end)} '
            "AND device IN (SELECT no FROM wanted_devices) AND prop IN (SELECT no FROM wanted_props)"
        )


def raw(files: Sequence[str], question: Question, after: tuple[int, int, int] | None, limit: int) -> Columns:
    """Return observations by instant, device, property."""
    connection = duck.cursor()
    try:
        rows = question.source(connection, files)
        if after is not None:
            at, device, prop = (int(value) for value in after)
            rows += f' AND ("at", device, prop) > ({at}, {device}, {prop})'
        found = connection.execute(f'{rows} ORDER BY "at", device, prop LIMIT {int(limit)}').fetchnumpy()
    finally:
        connection.close()
    return _taken(found, _RAW)


def everything(files: Sequence[str]) -> Columns:
    """Return all observations of raw files, by device, property, instant."""
    connection = duck.cursor()
    try:
        found = connection.execute(
            f'SELECT device, prop, epoch_us("at") AS "at", value FROM {_files(files)} ORDER BY 1, 2, 3'
        ).fetchnumpy()
    finally:
        connection.close()
    return _taken(found, _RAW)


def all_bins(path: str) -> Columns:
    """Return all rows of a coarse file."""
    connection = duck.cursor()
    try:
        shown = ", ".join(f'epoch_us("{n}") AS "{n}"' if n in _INSTANTS else f'"{n}"' for n in _BINS)
        found = connection.execute(f"SELECT {shown} FROM {_files([path])} ORDER BY 1, 2, 3").fetchnumpy()
    finally:
        connection.close()
    return _taken(found, _BINS)


def binned(files: Sequence[str], question: Question, every_us: int) -> Columns:
    """Return bins as ``store/answers.py`` does."""
    connection = duck.cursor()
    try:
        rows = question.source(connection, files)
        found = connection.execute(
            f'SELECT device, prop, "at" - (("at" % {every_us}) + {every_us}) % {every_us} AS bin, '
            "count(*) AS n, sum(value) AS total, min(value) AS low, max(value) AS high, "
            'arg_min(value, "at") AS first, arg_max(value, "at") AS last, '
            'min("at") AS first_at, max("at") AS last_at '
            f"FROM ({rows}) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        ).fetchnumpy()
    finally:
        connection.close()
    return _taken(found, _BINS)


def coarse(files: Sequence[str], question: Question, every_us: int) -> Columns:
    """Return bins of coarse files; an interval finer than theirs is answered with theirs."""
    connection = duck.cursor()
    try:
        connection.register("wanted_devices", {"no": question.devices})
        connection.register("wanted_props", {"no": question.props})
        start, end = question.span
        shown = ", ".join(f'epoch_us("{n}") AS "{n}"' if n in _INSTANTS else f'"{n}"' for n in _BINS)
        found = connection.execute(
            f"SELECT * FROM (SELECT {shown} FROM {_files(files)}) "
            f"WHERE bin >= {int(start)} AND bin < {int(end)} "
            "AND device IN (SELECT no FROM wanted_devices) AND prop IN (SELECT no FROM wanted_props)"
        ).fetchnumpy()
    finally:
        connection.close()
    made = _taken(found, _BINS)
    made[2] = made[2] - made[2] % every_us
    return made


def newest(raw_files: Sequence[str], coarse_files: Sequence[str], question: Question) -> Columns:
    """Return the last observation of each series: device, property, instant, value."""
    connection = duck.cursor()
    try:
        sources = []
        if raw_files:
            sources.append(
                f'SELECT device, prop, "at", value FROM ({question.source(connection, raw_files)})'
            )
        if coarse_files:
            connection.register("coarse_devices", {"no": question.devices})
            connection.register("coarse_props", {"no": question.props})
            start, end = question.span
            sources.append(
                'SELECT device, prop, epoch_us(last_at) AS "at", "last" AS value '
                f"FROM {_files(coarse_files)} WHERE epoch_us(last_at) >= {int(start)} "
                f"AND epoch_us(last_at) < {int(end)} AND device IN (SELECT no FROM coarse_devices) "
                "AND prop IN (SELECT no FROM coarse_props)"
            )
        found = connection.execute(
            'SELECT device, prop, max("at") AS "at", arg_max(value, "at") AS value '
            f"FROM ({' UNION ALL '.join(sources)}) GROUP BY 1, 2"
        ).fetchnumpy()
    finally:
        connection.close()
    return _taken(found, _RAW)


def _taken(found: dict[str, Any], names: Sequence[str]) -> Columns:
    return [np.ascontiguousarray(found[name]) for name in names]


def merge(parts: Sequence[Columns]) -> Columns:
    """Return the bins of several sources as one: bins of the same interval become one."""
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    if not len(columns[0]):
        return columns
    by = np.lexsort((columns[9], columns[2], columns[1], columns[0]))
    device, prop, start, n, total, low, high, first, last, first_at, last_at = (c[by] for c in columns)
    head = np.ones(len(device), np.bool_)
    head[1:] = (device[1:] != device[:-1]) | (prop[1:] != prop[:-1]) | (start[1:] != start[:-1])
    at = np.flatnonzero(head)
    ends = np.append(at[1:], len(device)) - 1
    return [
        device[at],
        prop[at],
        start[at],
        np.add.reduceat(n, at),
        np.add.reduceat(total, at),
        np.minimum.reduceat(low, at),
        np.maximum.reduceat(high, at),
        first[at],
        last[ends],
        first_at[at],
        last_at[ends],
    ]
