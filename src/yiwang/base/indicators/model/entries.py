"""Rows that people bring 填报: read strictly, each wrong cell named, nothing guessed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from yiwang.base.indicators.definition import ColumnData
from yiwang.base.indicators.errors import PeriodError
from yiwang.base.indicators.model import periods
from yiwang.base.indicators.model.sources import Source
from yiwang.kernel.rows import RowProblem

_LONGEST: Final = 200
_CHINESE: Final = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?|第?([1-4一二三四])季度)?")
_QUARTERS: Final = {"一": "1", "二": "2", "三": "3", "四": "4"}
_GRAINS: Final = {"day": "一天", "week": "一周", "month": "一个月", "quarter": "一个季度", "year": "一年"}
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")


class _Area(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...


class Areas(Protocol):
    """The areas of a city, as far as rows speak of them."""

    def __contains__(self, code: object) -> bool:
        """Tell whether there is an area with ``code``."""

    def all(self) -> Sequence[_Area]:
        """Return all areas."""

    def path(self, code: str) -> tuple[str, ...]:
        """Return the codes from the top down to ``code``."""

    def children(self, code: str | None) -> tuple[str, ...]:
        """Return the codes right below ``code``; ``None`` gives the tops."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that was read: the first day of its time, its area, what tells it apart, what it says."""

    day: date
    area: str | None
    series: str
    path: tuple[str, ...]
    said: dict[str, Any]


class CellError(Exception):
    """A cell that cannot be taken: its column, and why."""

    def __init__(self, column: str, zh: str, en: str) -> None:
        self.column, self.zh, self.en = column, zh, en


def read_day(source: Source, text: str) -> date | None:
    """Return the first day of the piece of time in ``text``: 2026-09, 2026-Q3, 2026年9月, 20260901."""
    found = _CHINESE.fullmatch(text.strip())
    if found is not None:
        year, month, day, quarter = found.groups()
        text = year if month is None else f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
        text = text if quarter is None else f"{year}-Q{_QUARTERS.get(quarter, quarter)}"
    elif (compact := _COMPACT.fullmatch(text.strip())) is not None:
        text = "-".join(compact.groups())
    try:
        period = periods.period(text)
    except PeriodError:
        return None
    start = periods.start_of(period.first, source.grain)
    # a period that is longer than the source's own is several rows, not one
    return start if period.end <= source.after(start) else None


def read_entry(
    source: Source, tree: Areas, day: str, area: str, cells: Mapping[str, Any]
) -> Entry | CellError:
    """Return a row, or what is wrong with it."""
    try:
        start = _day(source, day)
        code = _area(source, tree, area)
        said = {c.code: _cell(c, cells.get(c.code)) for c in source.columns.values()}
        _something(source, said)
    except CellError as error:
        return error
    top = next(iter(tree.children(None)), None)
    path = tree.path(code) if code is not None else tree.path(top) if top is not None else ()
    keys = [str(said[c.code] or "") for c in source.columns.values() if c.key]
    return Entry(start, code, "|".join([path[-1] if path else "", *keys]), path, said)


def _day(source: Source, text: str) -> date:
    start = read_day(source, text)
    if start is None:
        title, shown = source.data.date_header, text[:20]
        raise CellError(title, f"“{shown}”不是{_GRAINS[source.grain]}", f"no {source.grain}: {shown!r}")
    return start


def _something(source: Source, said: Mapping[str, Any]) -> None:
    if all(value is None for name, value in said.items() if not source.columns[name].key):
        raise CellError(source.data.area_header, "没有填任何数据", "nothing is filled in")


def _area(source: Source, tree: Areas, text: str) -> str | None:
    wanted = text.strip()
    if not wanted or wanted in tree:
        return wanted or None
    named = [one.code for one in tree.all() if one.name == wanted]
    if len(named) != 1:
        why = (
            ("有几个同名区域，请填编码", "several areas are called so")
            if named
            else ("没有这个区域", "no such area")
        )
        raise CellError(source.data.area_header, f"“{wanted[:20]}”：{why[0]}", f"{wanted[:20]!r}: {why[1]}")
    return named[0]


def _cell(column: ColumnData, given: Any) -> float | int | str | None:
    title = column.header or column.zh
    text = given.strip() if isinstance(given, str) else given
    if text is None or text == "":
        if column.required or column.key:
            raise CellError(title, "必填", "must be filled in")
        return None
    if column.type == "text":
        found = str(text)
        if len(found) > _LONGEST or not found.isprintable() or (column.key and "|" in found):
            raise CellError(
                title, "文字过长或含有不可用的字符", "too long, or with a character that cannot be"
            )
        return found
    return _number(column, title, text)


def _number(column: ColumnData, title: str, text: Any) -> float | int:
    try:
        value = float(str(text).replace(",", "").replace("，", ""))
    except ValueError:
        value = math.nan
    if isinstance(text, bool) or not math.isfinite(value):
        raise CellError(title, f"“{str(text)[:20]}”不是数", f"no number: {str(text)[:20]!r}")
    if (column.least is not None and value < column.least) or (
        column.most is not None and value > column.most
    ):
        raise CellError(
            title, f"{value:g} 不在 {column.least} 到 {column.most} 之间",
            f"{value:g} is not between {column.least} and {column.most}",
        )  # fmt: skip
    return int(value) if value.is_integer() else value


def read_sheet(
    source: Source, tree: Areas, table: Sequence[Sequence[str]], name: str
) -> tuple[list[Entry], list[RowProblem]]:
    """Return the rows of a table whose first row are titles, and all that is wrong with it."""
    titles = {title.strip(): at for at, title in reversed(list(enumerate(table[0] if table else ())))}
    wanted = {c.code: titles.get(c.header or c.zh, titles.get(c.code)) for c in source.columns.values()}
    problems = list(_lacking(source, titles, wanted, name))
    if problems:
        return [], problems
    entries: list[Entry] = []
    seen: dict[tuple[date, str], int] = {}
    for no, row in enumerate(table[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        cells = {code: row[at] for code, at in wanted.items() if at is not None and at < len(row)}
        read = read_entry(
            source, tree, _at(row, titles.get(source.data.date_header)),
            _at(row, titles.get(source.data.area_header)), cells,
        )  # fmt: skip
        if isinstance(read, Entry):
            first = seen.setdefault((read.day, read.series), no)
            if first == no:
                entries.append(read)
                continue
            read = CellError(source.data.date_header, f"与第 {first} 行重复", f"the same as row {first}")
        problems.append(RowProblem(sheet=name, row=no, column=read.column, zh=read.zh, en=read.en))
    return entries, problems + list(_above(entries, name))


def _at(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""


def _lacking(
    source: Source, titles: Mapping[str, int], wanted: Mapping[str, int | None], name: str
) -> Iterator[RowProblem]:
    lost = [] if source.data.date_header in titles else [source.data.date_header]
    lost += [
        c.header or c.zh for c in source.columns.values() if (c.required or c.key) and wanted[c.code] is None
    ]
    if not lost and all(at is None for at in wanted.values()):
        lost = [c.header or c.zh for c in source.columns.values()]
    for title in lost:
        yield RowProblem(sheet=name, row=1, column=title, zh="缺少这一列", en="this column is lacking")


def _above(entries: Sequence[Entry], name: str) -> Iterator[RowProblem]:
    """Yield areas that hold another area of the same file and day: their figures would be added twice."""
    there = {(entry.day, entry.series.partition("|")[2], entry.path) for entry in entries}
    doubled = {
        (day, keys, path[:depth])
        for day, keys, path in there
        for depth in range(1, len(path))
        if (day, keys, path[:depth]) in there
    }
    for day, _, path in sorted(doubled):
        yield RowProblem(
            sheet=name, column=path[-1], zh=f"{day}：上级和下级区域同时有数，会重复计算",
            en=f"{day}: an area and one below it both have figures; they would be counted twice",
        )  # fmt: skip
