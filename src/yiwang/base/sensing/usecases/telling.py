"""From messages to columns: who may speak, which number a name has, which unit a value comes in."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.sensing.errors import TelemetryFormError, TelemetryRefusedError
from yiwang.base.sensing.model.device import DeviceRef, KeyScope
from yiwang.base.sensing.model.readings import NO_FIXES, Fixes, Occurrence, Readings
from yiwang.base.sensing.model.telemetry import MOST_MESSAGES, TelemetryMessage, instant
from yiwang.base.sensing.usecases.inlet import inlet
from yiwang.base.sensing.usecases.resolving import Prop, directory
from yiwang.base.sensing.usecases.settler import micros
from yiwang.infra.database import Database
from yiwang.infra.metrics import REFUSED

_LISTED: Final = 20
_NAN: Final = math.nan


class Told(msgspec.Struct, kw_only=True):
    """The answer to messages: how many readings are stored, which were not, which will be kept apart."""

    accepted: int
    refused: list[dict[str, Any]]
    apart: list[dict[str, Any]]


class _Columns:
    """Readings as they gather."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.single: tuple[list[int], list[int], list[int], list[float]] = ([], [], [], [])
        self.blocks: list[tuple[NDArray[Any], ...]] = []
        self.fixes: list[tuple[int, int, float, float, float, float]] = []
        self.happened: list[Occurrence] = []
        self.refused: list[dict[str, Any]] = []
        self.apart: list[dict[str, Any]] = []

    def note(self, found: list[dict[str, Any]], index: int, reason: str, name: str) -> None:
        """Note what is wrong with a message; counted in full, listed in part."""
        REFUSED.labels(reason).inc()
        if len(found) < _LISTED:
            found.append({"index": index, "reason": reason, "name": name[:100]})

    def put(self, device: int, prop: int, at: int, value: float) -> None:
        """Add one reading."""
        d, p, a, v = self.single
        d.append(device)
        p.append(prop)
        a.append(at)
        v.append(value)

    def readings(self) -> Readings:
        """Return everything as columns."""
        d, p, a, v = self.single
        blocks = list(self.blocks)
        if d:
            blocks.append((np.array(d, np.int32), np.array(p, np.int32), np.array(a, np.int64), np.array(v)))
        if not blocks:
            none = np.zeros(0, np.int32)
            blocks.append((none, none, none.astype(np.int64), none.astype(np.float64)))
        columns = [np.concatenate(parts) for parts in zip(*blocks, strict=True)]
        moved = NO_FIXES
        if self.fixes:
            device, at, lon, lat, speed, heading = zip(*self.fixes, strict=True)
            moved = Fixes(
                device=np.array(device, np.int32),
                at=np.array(at, np.int64),
                lon=np.array(lon),
                lat=np.array(lat),
                speed=np.array(speed),
                heading=np.array(heading),
            )
        return Readings(
            device=columns[0],
            prop=columns[1],
            at=columns[2],
            value=columns[3],
            fixes=moved,
            occurrences=tuple(self.happened),
        )


async def tell(database: Database, scope: KeyScope | None, messages: Sequence[TelemetryMessage]) -> Told:
    """Store what ``messages`` say; see ``api.tell``."""
    if len(messages) > MOST_MESSAGES:
        raise TelemetryFormError(
            index=MOST_MESSAGES, why_zh=f"最多 {MOST_MESSAGES} 条", why_en=f"at most {MOST_MESSAGES} messages"
        )
    names = directory(database)
    refs = await names.refs([message.device for message in messages])
    readings, told = gather(micros(database.time.now()), scope, messages, refs, names.props)
    await inlet(database).append(readings)
    return told


def gather(
    now: int,
    scope: KeyScope | None,
    messages: Sequence[TelemetryMessage],
    refs: Mapping[str, DeviceRef],
    props: Callable[[int], Mapping[str, Prop]],
) -> tuple[Readings, Told]:
    """Return what ``messages`` say as columns, and the answer to them; see ``api.tell`` for what it raises.

    ``refs``: the devices among those named; ``props``: from a product's number to its properties.
    """
    made = _Columns(now)
    for index, message in enumerate(messages):
        ref = refs.get(message.device)
        if ref is None or (scope is not None and not scope.covers(ref)):
            made.note(made.refused, index, "unknown_device", message.device)
            continue
        _take(made, index, message, ref, props(ref.product))
    readings = made.readings()
    accepted = len(readings.device) + len(readings.fixes.device) + len(readings.occurrences)
    if not accepted and made.refused:
        first = made.refused[0]
        raise TelemetryRefusedError(field=f"{first['index']}.device", name=first["name"])
    return readings, Told(accepted=accepted, refused=made.refused, apart=made.apart)


def _take(
    made: _Columns, index: int, message: TelemetryMessage, ref: DeviceRef, props: Mapping[str, Prop]
) -> None:
    at = made.now if message.at is None else instant(message.at, index)
    values = message.values
    if message.times is not None:
        _take_column(made, index, message, ref, props)
    elif isinstance(values, dict):
        for name, value in values.items():
            _take_value(made, index, (ref.no, at, message.unit), props.get(name), name, value)
    elif message.property is not None and values is None:
        prop = props.get(message.property)
        _take_value(made, index, (ref.no, at, message.unit), prop, message.property, message.value)
    elif values is not None or message.property is not None:
        raise TelemetryFormError(
            field=f"{index}.values",
            index=index,
            why_zh="列式消息须同时有 property、times、values",
            why_en="a column needs property, times and values",
        )
    elif message.position is None and message.happened is None:
        raise TelemetryFormError(field=f"{index}", index=index, why_zh="没有数据", why_en="it says nothing")
    if (place := message.position) is not None:
        speed = _NAN if place.speed is None else place.speed
        heading = _NAN if place.heading is None else place.heading
        made.fixes.append((ref.no, at, place.lon, place.lat, speed, heading))
    if (happened := message.happened) is not None:
        made.happened.append(Occurrence(device=ref.no, name=happened.name, at=at, data=happened.data))


def _take_value(
    made: _Columns, index: int, of: tuple[int, int, str | None], prop: Prop | None, name: str, value: Any
) -> None:
    device, at, unit = of
    if value is None:
        return
    if prop is None:
        made.note(made.apart, index, "unknown_property", name)
        made.put(device, 0, at, float(value) if isinstance(value, int | float) else _NAN)
        return
    number, way = prop.number(value), prop.way_from(unit)
    if way is None:
        made.note(made.apart, index, "wrong_unit", unit or "")
        made.put(device, -prop.no, at, _NAN if number is None else number)
        return
    made.put(device, prop.no, at, _NAN if number is None else number * way[0] + way[1])


def _take_column(
    made: _Columns, index: int, message: TelemetryMessage, ref: DeviceRef, props: Mapping[str, Prop]
) -> None:
    times, values = message.times, message.values
    if message.property is None or times is None or not isinstance(values, list) or len(times) != len(values):
        raise TelemetryFormError(
            field=f"{index}.values",
            index=index,
            why_zh="times 与 values 须等长，并给出 property",
            why_en="times and values have equal length and property is given",
        )
    prop = props.get(message.property)
    at = np.array([instant(t, index) for t in times], np.int64)
    if prop is None:
        made.note(made.apart, index, "unknown_property", message.property)
        told = [float(v) if isinstance(v, int | float) else _NAN for v in values]
        number, factor, offset = 0, 1.0, 0.0
    else:
        told = [_NAN if (n := prop.number(v)) is None else n for v in values]
        way = prop.way_from(message.unit)
        if way is None:
            made.note(made.apart, index, "wrong_unit", message.unit or "")
        number, (factor, offset) = (-prop.no, (1.0, 0.0)) if way is None else (prop.no, way)
    there = np.array([v is not None for v in values], np.bool_)
    column = np.array(told, np.float64)
    if (factor, offset) != (1.0, 0.0):
        column = column * factor + offset
    n = len(times)
    block = (np.full(n, ref.no, np.int32), np.full(n, number, np.int32), at, column)
    made.blocks.append(block if there.all() else tuple(part[there] for part in block))
