"""Messages of the HTTP door: readings one by one or as a column, positions, what has happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, TypeAlias

import msgspec
from msgspec import Meta

from yiwang.base.sensing.errors import TelemetryFormError

#: Milliseconds since 1970, or ISO 8601 with an offset.
Instant: TypeAlias = int | str
Value: TypeAlias = float | bool | str | None

MOST_MESSAGES: Final = 10_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO: Final = timedelta(microseconds=1)
_LONGEST: Final = 4_102_444_800_000  # 2100 in milliseconds


class Position(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a device is: degrees on WGS-84, km/h, degrees from north."""

    lon: float
    lat: float
    speed: float | None = None
    heading: float | None = None


class Happened(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something of the thing model's ``events`` that has happened."""

    name: Annotated[str, Meta(min_length=1, max_length=60)]
    data: dict[str, Any] = {}


class TelemetryMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One message. ``at`` is when it was measured (now, if not given).

    Either ``property`` and ``value``; or ``values`` by property; or ``property``, ``times`` and ``values``
    as a list of the same length; and besides these, or alone, ``position`` and ``happened``.
    """

    device: str
    at: Instant | None = None
    property: str | None = None
    value: Value = None
    unit: str | None = None
    times: list[Instant] | None = None
    values: dict[str, Value] | list[Value] | None = None
    position: Position | None = None
    happened: Happened | None = None


decoder: Final = msgspec.json.Decoder(list[TelemetryMessage] | TelemetryMessage)


def instant(value: Instant, index: int) -> int:
    """Return microseconds since 1970; raises ``telemetry_form``."""
    if isinstance(value, int):
        if not -_LONGEST < value < _LONGEST:
            raise TelemetryFormError(
                field=f"{index}.at",
                index=index,
                why_zh="时间应为 1970 年起的毫秒数",
                why_en="times are milliseconds since 1970",
            )
        return value * 1000
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise TelemetryFormError(
            field=f"{index}.at",
            index=index,
            why_zh="时间应为带时区的 ISO 8601",
            why_en="times are ISO 8601 with an offset",
        )
    return (found - _EPOCH) // _MICRO
