"""Topics that name a series by its number, as SensorThings has it: ``v1.1/Datastreams(…)/Observations``."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from yiwang.sdk.uplink.payloads import instant
from yiwang.sdk.uplink.said import NotYoursError, Said, UnreadableError

#: A series' number: the device's and the property's, side by side.
SHIFT: Final = 1 << 20
_TOPIC: Final = re.compile(r"v1\.1/Datastreams\((\d{1,16})\)/Observations")


class _Observed(msgspec.Struct):
    result: float | bool | str
    phenomenonTime: str | None = None  # noqa: N815 - the standard's name


_OBSERVED: Final = msgspec.json.Decoder(_Observed)


def series(device: int, prop: int) -> int:
    """Return the number of a series."""
    return device * SHIFT + prop


def series_of(topic: str) -> tuple[int, int] | None:
    """Return the numbers of device and property that a topic names; ``None``: it is no such topic."""
    match = _TOPIC.fullmatch(topic)
    return None if match is None else divmod(int(match[1]), SHIFT)


def observed(payload: bytes, device: str, name: str | None, now: int) -> Said:
    """Return what the message says about the property ``name``; raises ``message_unreadable``."""
    if name is None:
        raise NotYoursError(topic=device)
    try:
        found = _OBSERVED.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError(why_zh=f"内容格式有误（{error}）", why_en=str(error)) from None
    begun = None if found.phenomenonTime is None else found.phenomenonTime.partition("/")[0]
    return Said(device, [instant(begun, now)], {name: [found.result]})
