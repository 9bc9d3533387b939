"""Parts of questions that several routes share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import AwareDatetime

from yiwang.base.sensing.model.wanted import DeviceFilter, Ring
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_Word = Annotated[str | None, Query(max_length=100)]
_Many = Annotated[list[str] | None, Query(max_length=1000)]
_CORNERS = 3
_MOST_CORNERS = 1000
#: No number of a place or a distance in metres is larger.
_FURTHEST = 1e7
_FAR = datetime(1900, 1, 1, tzinfo=UTC)


def device_filter(
    *,
    device: Annotated[_Many, Query(description="codes of devices")] = None,
    q: _Word = None,
    product: _Word = None,
    state: _Word = None,
    unit: _Word = None,
    keeper: _Word = None,
    source: _Word = None,
    means: _Word = None,
    city_state: _Word = None,
    online: bool | None = None,
    area: _Word = None,
    tag: _Many = None,
    attribute: Annotated[_Many, Query(description="name=value")] = None,
    gateway: _Word = None,
    near: Annotated[str | None, Query(description="longitude,latitude,metres", max_length=80)] = None,
    polygon: Annotated[str | None, Query(description="lon,lat;lon,lat;…", max_length=60_000)] = None,
) -> DeviceFilter:
    """Return which devices are asked for."""
    pairs = [part.partition("=") for part in attribute or ()]
    return DeviceFilter(
        codes=None if device is None else tuple(device),
        text=q,
        product=product,
        state=state,
        unit=unit,
        keeper=keeper,
        source=source,
        means=means,
        city_state=city_state,
        online=online,
        area=area,
        tags=tuple(tag or ()),
        attributes={name: value for name, _, value in pairs},
        gateway=gateway,
        near=_near(near),
        polygon=_ring(polygon),
    )


Devices = Annotated[DeviceFilter, Depends(device_filter)]


def _numbers(text: str, field: str, count: int) -> tuple[float, ...]:
    try:
        found = tuple(float(part) for part in text.split(","))
    except ValueError:
        found = ()
    if len(found) != count or not all(-_FURTHEST < value < _FURTHEST for value in found):
        raise InvalidInputError(
            field=field,
            why_zh=f"应为 {count} 个数，用逗号分隔",
            why_en=f"must be {count} numbers with commas",
        )
    return found


def _near(text: str | None) -> tuple[float, float, float] | None:
    if text is None:
        return None
    lon, lat, metres = _numbers(text, "near", 3)
    return lon, lat, metres


def _ring(text: str | None) -> Ring | None:
    if text is None:
        return None
    points = [_numbers(part, "polygon", 2) for part in text.split(";") if part]
    if not _CORNERS <= len(points) <= _MOST_CORNERS:
        raise InvalidInputError(
            field="polygon", why_zh="应有 3 到 1000 个点", why_en="must have 3 to 1000 points"
        )
    return tuple((lon, lat) for lon, lat in points)


def span(start: datetime | None, end: datetime | None, now: datetime) -> tuple[datetime, datetime]:
    """Return the time asked for; the last 24 hours if nothing is said."""
    try:
        last = (end or now).astimezone(UTC)
        first = (start or last - timedelta(days=1)).astimezone(UTC)
    except OverflowError:
        first = last = _FAR
    if not _FAR < first <= last:
        raise InvalidInputError(
            field="from", why_zh="晚于结束时间，或太早", why_en="is after the end, or too early"
        )
    return first, last


def after(cursor: str | None, *kinds: Callable[[Any], Any]) -> tuple[Any, ...] | None:
    """Return the values of a cursor, each as its kind; raises ``invalid_input``."""
    if cursor is None:
        return None
    values = web.Cursor.decode(cursor, len(kinds))
    try:
        return tuple(kind(value) for kind, value in zip(kinds, values, strict=True))
    except (ValueError, TypeError, OverflowError):
        raise InvalidInputError(field="cursor", why_zh="翻页标记无效", why_en="not a valid cursor") from None


def number(value: Any) -> int:
    """Return a number that the database can hold; raises ``ValueError``."""
    found = int(value)
    if not -(2**62) < found < 2**62:
        raise ValueError(found)
    return found


def instant(value: Any) -> int:
    """Return microseconds that lie within what a calendar can say; raises ``ValueError``."""
    found = number(value)
    if not -62_000_000_000_000_000 < found < 253_000_000_000_000_000:  # noqa: PLR2004 - years 6 to 9987
        raise ValueError(found)
    return found


Start = Annotated[AwareDatetime | None, Query(alias="from")]
End = Annotated[AwareDatetime | None, Query(alias="to", description="exclusive; now, if not given")]
Moment = Annotated[
    AwareDatetime | None, Query(alias="at", description="as of this moment; now, if not given")
]
