"""Readers of payloads: JSON in the forms that devices of several platforms already speak."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeAlias, cast

import msgspec

from yiwang.sdk.uplink.said import LONGEST_NAME, Fix, Happening, Said, Scalar, UnreadableError

_MILLI: Final = 1000
#: Instants beyond the year 9999 are a mistake of units.
_LATEST: Final = 253_402_300_800_000_000
_NAN: Final = math.nan
#: The most rows of one message.
MOST_ROWS: Final = 10_000

Instant: TypeAlias = int | str
Cell: TypeAlias = float | bool | str | None


class Position(msgspec.Struct, forbid_unknown_fields=True):
    """Where a device is."""

    lon: float
    lat: float
    speed: float | None = None
    heading: float | None = None


class Happened(msgspec.Struct, forbid_unknown_fields=True):
    """Something that has happened, within a message of readings."""

    name: str
    data: dict[str, Any] = {}


class Row(msgspec.Struct, forbid_unknown_fields=True):
    """Values of one instant."""

    values: dict[str, Cell] = {}
    at: Instant | None = None
    position: Position | None = None


class Sheet(msgspec.Struct, forbid_unknown_fields=True):
    """Values of one instant, or columns of many; also one message of the HTTP door."""

    values: dict[str, Cell | list[Cell]] | list[Cell] = {}
    at: Instant | list[Instant] | None = None
    position: Position | list[Position] | None = None
    property: str | None = None
    value: Cell = None
    times: list[Instant] | None = None
    unit: str | None = None
    happened: Happened | None = None


class Occurred(msgspec.Struct, forbid_unknown_fields=True):
    """Something that happened."""

    name: str
    at: Instant | None = None
    data: dict[str, Any] = {}


class Reported(msgspec.Struct):
    """A report in the form of JetLinks."""

    properties: dict[str, Cell]
    timestamp: Instant | None = None


class Stated(msgspec.Struct):
    """A happening in the form of JetLinks."""

    data: dict[str, Any] | Cell = None
    timestamp: Instant | None = None


class Timed(msgspec.Struct):
    """A value with its time."""

    value: Cell
    time: Instant | None = None


class Posted(msgspec.Struct):
    """A property post in the form ``/sys/…/thing/event/property/post``."""

    params: dict[str, Timed | Cell]


class Batch(msgspec.Struct):
    """The inner part of a batch post."""

    properties: dict[str, list[Timed]] = {}


class Batched(msgspec.Struct):
    """A batch post."""

    params: Batch


class Told(msgspec.Struct):
    """The inner part of a happening of that form."""

    value: dict[str, Any] = {}
    time: Instant | None = None


class Announced(msgspec.Struct):
    """A happening of that form."""

    params: Told


class Stamped(msgspec.Struct):
    """Values with a time in the form of ThingsBoard."""

    ts: int
    values: dict[str, Cell]


_SHEET: Final = msgspec.json.Decoder(Sheet)
_ROWS: Final = msgspec.json.Decoder(list[Row])
_OCCURRED: Final = msgspec.json.Decoder(Occurred | list[Occurred])
_REPORTED: Final = msgspec.json.Decoder(Reported)
_STATED: Final = msgspec.json.Decoder(Stated)
_POSTED: Final = msgspec.json.Decoder(Posted)
_BATCHED: Final = msgspec.json.Decoder(Batched)
_ANNOUNCED: Final = msgspec.json.Decoder(Announced)
_STAMPED: Final = msgspec.json.Decoder(Stamped)
_STAMPED_MANY: Final = msgspec.json.Decoder(list[Stamped])
_PLAIN: Final = msgspec.json.Decoder(dict[str, Cell])

#: Reads (payload, device, name from the topic, now in microseconds).
Reader: TypeAlias = Callable[[bytes, str, str, int], Said]


def _bad(why_zh: str, why_en: str) -> UnreadableError:
    return UnreadableError(why_zh=why_zh, why_en=why_en)


def instant(given: Instant | None, now: int) -> int:
    """Return microseconds since 1970 of milliseconds or an ISO 8601 text with a zone; ``now`` of nothing."""
    if given is None:
        return now
    if isinstance(given, int):
        found = given * _MILLI
    else:
        try:
            moment = datetime.fromisoformat(given)
        except ValueError:
            raise _bad("时间格式有误", "a time is not ISO 8601") from None
        if moment.tzinfo is None:
            raise _bad("时间缺少时区", "a time has no zone")
        found = round(moment.timestamp() * 1_000_000)
    if not 0 < found < _LATEST:
        raise _bad("时间超出范围", "a time is out of range")
    return found


def _decode(decoder: msgspec.json.Decoder[Any], payload: bytes) -> Any:
    try:
        return decoder.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _bad(f"内容格式有误（{error}）", str(error)) from None


def _name(name: str) -> str:
    if not 0 < len(name) <= LONGEST_NAME:
        raise _bad("名称为空或过长", "a name is empty or too long")
    return name


def _fix(position: Position, at: int) -> Fix:
    speed = _NAN if position.speed is None else position.speed
    heading = _NAN if position.heading is None else position.heading
    return Fix(at, position.lon, position.lat, speed, heading)


def _one(device: str, at: int, values: dict[str, Any]) -> Said:
    return Said(device, [at], {_name(name): [value] for name, value in values.items()})


def _columns(device: str, sheet: Sheet, values: dict[str, Any], at: list[Instant], now: int) -> Said:
    if len(at) > MOST_ROWS:
        raise _bad(f"一条消息最多 {MOST_ROWS} 行", f"a message has at most {MOST_ROWS} rows")
    if set(map(type, at)) == {int}:
        instants = [_MILLI * each for each in cast("list[int]", at)]
        if not 0 < min(instants) <= max(instants) < _LATEST:
            raise _bad("时间超出范围", "a time is out of range")
    else:
        instants = [instant(each, now) for each in at]
    said = Said(device, instants)
    for name, column in values.items():
        if not isinstance(column, list) or len(column) != len(instants):
            raise _bad(
                f"“{name[:40]}”的值与时间个数不符", f"{name[:40]!r} has not as many values as instants"
            )
        said.columns[_name(name)] = column
    if isinstance(sheet.position, Position):
        raise _bad("多行消息的位置应为列表", "the positions of several rows are a list")
    if sheet.position is not None:
        if len(sheet.position) != len(instants):
            raise _bad("位置与时间个数不符", "there are not as many positions as instants")
        said.fixes = [_fix(p, i) for p, i in zip(sheet.position, instants, strict=True)]
    return said


def _rows(device: str, rows: list[Row], now: int) -> Said:
    """Turn rows into columns; a property that some rows do not have is ``None`` there."""
    if len(rows) > MOST_ROWS:
        raise _bad(f"一条消息最多 {MOST_ROWS} 行", f"a message has at most {MOST_ROWS} rows")
    said = Said(device)
    columns: dict[str, list[Scalar]] = {}
    for n, row in enumerate(rows):
        at = instant(row.at, now)
        said.at.append(at)
        for name, value in row.values.items():
            column = columns.get(name)
            if column is None:
                column = columns[_name(name)] = []
            column.extend([None] * (n - len(column)))
            column.append(value)
        if row.position is not None:
            said.fixes.append(_fix(row.position, at))
    for column in columns.values():
        column.extend([None] * (len(rows) - len(column)))
    said.columns = columns
    return said


def readings(payload: bytes, device: str, name: str, now: int) -> Said:
    """Read our own form: an object of one instant, an object of columns, or a list of objects."""
    del name
    if payload.lstrip()[:1] == b"[":
        return _rows(device, _decode(_ROWS, payload), now)
    sheet = _decode(_SHEET, payload)
    if sheet.property is not None or sheet.times is not None:
        _name_values(sheet)
    values = sheet.values
    if not isinstance(values, dict):
        raise _bad("列表值须同时给出 property 与 times", "a list of values needs property and times")
    if isinstance(sheet.at, list):
        said = _columns(device, sheet, values, sheet.at, now)
    elif isinstance(sheet.position, list) or any(isinstance(value, list) for value in values.values()):
        raise _bad("多个值需要多个时间", "several values need several instants")
    else:
        said = _one(device, instant(sheet.at, now), values)
        if sheet.position is not None:
            said.fixes.append(_fix(sheet.position, said.at[0]))
    said.unit = sheet.unit
    if sheet.happened is not None:
        at = said.at[0] if said.at else now
        said.happenings.append(Happening(_name(sheet.happened.name), at, sheet.happened.data))
    return said


def _name_values(sheet: Sheet) -> None:
    """Bring ``property`` with ``value``, or with ``times`` and ``values``, to columns by name."""
    by_name = isinstance(sheet.values, dict) and bool(sheet.values)
    if sheet.property is None or isinstance(sheet.at, list) or by_name:
        raise _bad("property、times、values 的组合有误", "property, times and values do not go together")
    if sheet.times is not None:
        if not isinstance(sheet.values, list) or sheet.at is not None or sheet.position is not None:
            raise _bad("列式消息须有 property、times、values", "a column has property, times and values")
        sheet.at, sheet.values = sheet.times, {sheet.property: sheet.values}
    elif isinstance(sheet.values, dict):
        sheet.values = {sheet.property: sheet.value}


def occurrences(payload: bytes, device: str, name: str, now: int) -> Said:
    """Read what happened, in our own form."""
    del name
    found = _decode(_OCCURRED, payload)
    several = found if isinstance(found, list) else [found]
    return Said(device, happenings=[Happening(_name(o.name), instant(o.at, now), o.data) for o in several])


def reported(payload: bytes, device: str, name: str, now: int) -> Said:
    """Read ``/{product}/{device}/properties/report``."""
    del name
    found = _decode(_REPORTED, payload)
    return _one(device, instant(found.timestamp, now), found.properties)


def stated(payload: bytes, device: str, name: str, now: int) -> Said:
    """Read ``/{product}/{device}/event/{name}``."""
    found = _decode(_STATED, payload)
    data = found.data if isinstance(found.data, dict) else {"value": found.data}
    return Said(device, happenings=[Happening(_name(name), instant(found.timestamp, now), data)])


def posted(payload: bytes, device: str, name: str, now: int) -> Said:
    """Read ``/sys/{product}/{device}/thing/event/property/post``."""
    del name
    by_instant: dict[int, dict[str, Scalar]] = {}
    for key, given in _decode(_POSTED, payload).params.items():
        timed = given if isinstance(given, Timed) else Timed(given)
        by_instant.setdefault(instant(timed.time, now), {})[key] = timed.value
    return _of_instants(device, by_instant, now)


def batched(payload: bytes, device: str, name: str, now: int) -> Said:
    """Read ``/sys/{product}/{device}/thing/event/property/batch/post``."""
    del name
    by_instant: dict[int, dict[str, Scalar]] = {}
    for key, several in _decode(_BATCHED, payload).params.properties.items():
        for timed in several:
            by_instant.setdefault(instant(timed.time, now), {})[key] = timed.value
    return _of_instants(device, by_instant, now)


def _of_instants(device: str, by_instant: dict[int, dict[str, Scalar]], now: int) -> Said:
    if len(by_instant) == 1:
        [(at, values)] = by_instant.items()
        return _one(device, at, values)
    said = _rows(device, [Row(values=values) for values in by_instant.values()], now)
    said.at = list(by_instant)
    return said


def announced(payload: bytes, device: str, name: str, now: int) -> Said:
    """Read ``/sys/{product}/{device}/thing/event/{name}/post``."""
    told = _decode(_ANNOUNCED, payload).params
    return Said(device, happenings=[Happening(_name(name), instant(told.time, now), told.value)])


def telemetry(payload: bytes, device: str, name: str, now: int) -> Said:
    """Read ``v1/devices/me/telemetry``: plain values, values with a time, or a list of those."""
    del name
    if payload.lstrip()[:1] == b"[":
        several = _decode(_STAMPED_MANY, payload)
        return _rows(device, [Row(at=s.ts, values=s.values) for s in several], now)
    try:
        stamped = _STAMPED.decode(payload)
    except msgspec.DecodeError:
        return _one(device, now, _decode(_PLAIN, payload))
    return _one(device, instant(stamped.ts, now), stamped.values)
