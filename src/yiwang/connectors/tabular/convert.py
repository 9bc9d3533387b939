"""From the cells of a row to a typed row of history, by the mapping compiled once per file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

import msgspec

from yiwang.connectors.tabular.csvfile import has_surrogate
from yiwang.connectors.tabular.errors import CellError
from yiwang.connectors.tabular.mapping import FOREIGN, FieldSpec, Mapping
from yiwang.connectors.tabular.table import BadRow, Cell, Row, Table
from yiwang.connectors.tabular.targets import CRS, TARGETS, Target
from yiwang.connectors.tabular.times import reader as time_reader
from yiwang.connectors.tabular.values import (
    as_text,
    point_reader,
    read_answer,
    read_count,
    read_degrees,
    read_grade,
    read_urgency,
    text_reader,
)
from yiwang.kernel import geometry
from yiwang.sdk.cases import OUTCOMES, STEPS, HistoryRow

#: A clock may be a little fast; a report from further ahead than this is a mistake.
AHEAD: Final = timedelta(days=1)
_encode = msgspec.json.Encoder(order="deterministic")

Getter = Callable[[Sequence[Cell]], Cell]
Reader = Callable[[Cell], Any]


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A row that was not taken: where, why, and its cells as they were."""

    row: int
    field: str
    zh: str
    en: str
    cells: Sequence[Any]


class Converter:
    """Turns rows of one table into :class:`HistoryRow`; rows that cannot be are refused by name.

    ``zone`` is that of times without offset, ``now`` the instant no report may lie ahead of.
    """

    def __init__(self, mapping: Mapping, table: Table, kind: str, zone: tzinfo, now: datetime) -> None:
        self._history = kind == "cases"
        self._latest = now + AHEAD
        self._steps: list[tuple[str, str, Getter, Reader]] = []
        self._matter = _matter_getter(mapping.fields.get("matter"), table)
        self._crs = _Crs(mapping)
        for name, spec in mapping.fields.items():
            target = TARGETS[name]
            if name == "matter" or (target.history and not self._history):
                continue
            shown = name if spec.join or spec.column is None else f"{name} ← {spec.column}"
            self._steps.append((name, shown, _getter(spec, table), _reader(target, spec, zone)))

    def convert(self, row: Row) -> HistoryRow:
        """Return the typed row; raises :class:`CellError` with the target it is about."""
        cells = row.cells
        got: dict[str, Any] = {}
        for name, shown, get, read in self._steps:
            try:
                got[name] = read(get(cells))
            except CellError as error:
                raise CellError(error.zh, error.en, shown) from error
        got["matter"], got["foreign_matter"] = self._matter(cells) if self._matter else ("", "")
        for name in ("matter", "foreign_matter"):
            if len(got[name]) > TARGETS["matter"].longest or "\x00" in got[name]:
                raise CellError("事项过长或含有空字符", "too long, or holds a NUL character", "matter")
        self._crs.settle(got)
        self._check(got)
        return _built(row.number, got)

    def convert_many(self, rows: Iterable[Row | BadRow]) -> Iterator[HistoryRow | Refused]:
        """Return typed rows and refused ones in the order of the file."""
        for row in rows:
            if isinstance(row, BadRow):
                yield Refused(row=row.number, field="", zh=row.zh, en=row.en, cells=row.cells)
                continue
            try:
                yield self.convert(row)
            except CellError as error:
                yield Refused(row=row.number, field=error.field, zh=error.zh, en=error.en, cells=row.cells)

    def _check(self, got: dict[str, Any]) -> None:
        # a case of the past may have lost its words; a live report is nothing without them
        if not got["text"] and not (self._history and got.get("external_id")):
            raise CellError("诉求内容为空", "there is no text", "text")
        reported: datetime | None = got.get("reported_at")
        if reported is not None and reported > self._latest:
            raise CellError(f"{reported:%Y-%m-%d} 在未来", f"{reported:%Y-%m-%d} lies ahead", "reported_at")
        if self._history:
            _check_history(got, reported, self._latest)


def _check_history(got: dict[str, Any], reported: datetime | None, latest: datetime) -> None:
    """Refuse times that contradict each other: each is named with the target it belongs to."""
    if reported is None:
        raise CellError("没有上报时间", "there is no time of the report", "reported_at")
    closed: datetime | None = got.get("closed_at")
    for name in (*STEPS, "closed_at", "due_at"):
        at: datetime | None = got.get(name)
        if at is None:
            continue
        zh = TARGETS[name].zh
        if at < reported:
            raise CellError(f"{zh}早于上报时间", f"{name} is before reported_at", name)
        if name != "due_at" and at > latest:
            raise CellError(f"{zh}在未来", f"{name} lies ahead", name)
        if name in STEPS and closed is not None and at > closed:
            raise CellError(f"{zh}晚于结案时间", f"{name} is after closed_at", name)
    outcome = got.get("status") or ("open" if closed is None else "closed")
    if outcome != "open" and closed is None:
        raise CellError("状态为已结束但没有结案时间", f"it is {outcome} but has no closed_at", "closed_at")
    if outcome == "open" and closed is not None:
        raise CellError("状态为办理中却有结案时间", "it is open but has a closed_at", "status")
    got["status"] = outcome


class _Crs:
    """Brings coordinates to WGS-84."""

    def __init__(self, mapping: Mapping) -> None:
        own = [mapping.fields[n].crs for n in ("point", "lon", "lat") if n in mapping.fields]
        self._fixed = next((c for c in own if c), mapping.crs)

    def settle(self, got: dict[str, Any]) -> None:
        """Set ``lon`` and ``lat`` of a row from its point or pair."""
        point = got.pop("point", None)
        lon, lat = point if point is not None else (got.get("lon"), got.get("lat"))
        crs = got.pop("crs", "") or self._fixed
        if (lon is None) != (lat is None):
            raise CellError("只有一个坐标", "only one of the two coordinates is there", "lon")
        if lon is None or lat is None or (lon == 0 and lat == 0):
            lon = lat = None  # 0, 0 is how many systems write "unknown"
        elif crs not in CRS:
            raise CellError(f"未知的坐标系“{crs}”", f"unknown coordinate system {crs!r}", "crs")
        elif crs != "wgs84":
            lon, lat = geometry.convert(lon, lat, crs, "wgs84")
        got["lon"], got["lat"] = lon, lat


def _built(number: int, got: dict[str, Any]) -> HistoryRow:
    steps = {name: got[name] for name in STEPS if got.get(name) is not None}
    body = {k: v for k, v in got.items() if v not in {None, ""} and k not in STEPS} | steps
    digest = hashlib.sha256(_encode.encode(body)).digest()
    return HistoryRow(
        row=number,
        external_id=got.get("external_id") or _made_id(body),
        body_hash=digest,
        text=got["text"],
        reported_at=got.get("reported_at"),
        address=got.get("address", ""),
        lon=got["lon"],
        lat=got["lat"],
        area=got.get("area", ""),
        channel=got.get("channel", ""),
        matter=got["matter"],
        foreign_matter=got["foreign_matter"],
        unit=got.get("unit", ""),
        urgency=got.get("urgency", 1),
        outcome=got.get("status") or "open",
        closed_at=got.get("closed_at"),
        due_at=got.get("due_at"),
        steps=steps,
        returned=got.get("returned_count", 0),
        redone=got.get("redone_count", 0),
        extended=got.get("extended", 0),
        resolved=got.get("resolved"),
        satisfaction=got.get("satisfied"),
        result=got.get("result", ""),
        reporter_name=got.get("reporter_name", ""),
        reporter_phone=got.get("reporter_phone", ""),
    )


def _made_id(body: dict[str, Any]) -> str:
    """Return the id of a row that has none: its content, but for what could be guessed of a person."""
    plain = {k: v for k, v in body.items() if not k.startswith("reporter_")}
    return f"row:{hashlib.sha256(_encode.encode(plain)).hexdigest()[:40]}"


def _getter(spec: FieldSpec, table: Table) -> Getter:
    """Return the function that takes the raw value of a target out of a row's cells."""
    raw = _mapped(_split(_origin(spec, table), spec), spec)
    default = spec.default
    if default is None:
        return raw

    def with_default(cells: Sequence[Cell]) -> Cell:
        value = raw(cells)
        return default if value is None or value == "" else value

    return with_default


def _origin(spec: FieldSpec, table: Table) -> Getter:
    if spec.const is not None:
        constant = spec.const
        return lambda _: constant
    positions = [p for p in map(table.position, spec.columns) if p is not None]
    if spec.join is None:
        at = positions[0]
        return lambda cells: cells[at]
    glue = spec.with_

    def join(cells: Sequence[Cell]) -> Cell:
        return glue.join(filter(None, (as_text(cells[p]) for p in positions)))

    return join


def _split(get: Getter, spec: FieldSpec) -> Getter:
    if spec.split is None:
        return get
    separator, part = (spec.split, 1) if isinstance(spec.split, str) else spec.split
    at = part - 1 if part > 0 else part

    def split(cells: Sequence[Cell]) -> Cell:
        parts = as_text(get(cells)).split(separator)
        return parts[at].strip() if -len(parts) <= at < len(parts) else ""

    return split


def _mapped(get: Getter, spec: FieldSpec) -> Getter:
    if spec.map is None:
        return get
    table = {k.strip(): v for k, v in spec.map.items() if k != "default"}
    fallback = spec.map.get("default")

    def translate(cells: Sequence[Cell]) -> Cell:
        raw = get(cells)
        found = table.get(as_text(raw))
        if found is not None:
            return found
        return raw if fallback is None else fallback

    return translate


def _matter_getter(
    spec: FieldSpec | None, table: Table
) -> Callable[[Sequence[Cell]], tuple[str, str]] | None:
    """Return the function that gives ``(our matter, the source's word)``, one of them empty.

    A word that the map translates, or any word when there is no ``default: foreign``, is looked for in
    our catalogue; the others stay foreign until somebody maps them.
    """
    if spec is None:
        return None
    plain = spec.model_copy(update={"map": None, "default": None})
    get = _split(_origin(plain, table), spec)
    known = {k.strip(): v for k, v in (spec.map or {}).items() if k != "default"}
    fallback = (spec.map or {}).get("default", spec.default)

    def read(cells: Sequence[Cell]) -> tuple[str, str]:
        word = as_text(get(cells))
        if has_surrogate(word):
            raise CellError("含有不属于文件编码的字节", "has bytes that are not of the encoding", "matter")
        found = known.get(word)
        if found is None:
            found = spec.default if not word else fallback
        if found == FOREIGN:
            return ("", word)
        return (word if found is None else found, "")

    return read


def _reader(target: Target, spec: FieldSpec, zone: tzinfo) -> Reader:
    if target.kind == "time":
        return time_reader(spec.format, zone)
    if target.kind == "point":
        return point_reader(spec.format or "(lat, lon)")
    if target.kind == "degrees":
        return read_degrees(180.0 if target.name == "lon" else 90.0)
    if target.kind == "outcome":
        return _read_outcome
    plain: dict[str, Reader] = {
        "answer": read_answer,
        "grade": read_grade,
        "count": read_count,
        "urgency": read_urgency,
    }
    return plain.get(target.kind) or text_reader(target.name, target.longest)


def _read_outcome(cell: Cell) -> str:
    text = as_text(cell).lower()
    if text and text not in OUTCOMES:
        raise CellError(
            f"“{text[:40]}”不是状态；请用 map 对应到 {'、'.join(OUTCOMES)}",
            f"{text[:40]!r} is no status; map it to one of {', '.join(OUTCOMES)}",
        )
    return text
