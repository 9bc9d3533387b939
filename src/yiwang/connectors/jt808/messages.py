"""Bodies of the messages that this door understands. Positions are WGS-84, as the standard says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from yiwang.connectors.jt808.frames import FrameError, digits

TERMINAL_ANSWER, HEARTBEAT, LOG_OFF, ASK_TIME = 0x0001, 0x0002, 0x0003, 0x0004
REGISTER, AUTHENTICATE, POSITION, BATCH = 0x0100, 0x0102, 0x0200, 0x0704
GENERAL_ANSWER, TIME_ANSWER, REGISTER_ANSWER = 0x8001, 0x8004, 0x8100
OK, FAILED, WRONG, UNSUPPORTED = range(4)

_CHINA: Final = timezone(timedelta(hours=8))
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO: Final = timedelta(microseconds=1)
_SOUTH, _WEST, _FIXED, _IGNITION = 4, 8, 2, 1
_HEAD: Final = 28
#: Items after the fixed part that have a name here: number → (name, bytes, factor).
_ITEMS: Final = {
    0x01: ("mileage", 4, 0.1),
    0x02: ("fuel", 2, 0.1),
    0x03: ("recorder_speed", 2, 0.1),
    0x30: ("signal", 1, 1.0),
    0x31: ("satellites", 1, 1.0),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A report of a position: degrees, km/h, degrees from north, microseconds since 1970."""

    at: int
    lon: float
    lat: float
    speed: float
    heading: float
    #: Whether the terminal knew where it was.
    fixed: bool
    #: Bits of the alarm word; the lowest is the driver's emergency button.
    alarm: int
    values: dict[str, float] = field(default_factory=dict)


def instant(data: bytes) -> int:
    """Return microseconds since 1970 of a time in digits, in China's time."""
    text = digits(data)
    try:
        found = datetime.strptime(text, "%y%m%d%H%M%S").replace(tzinfo=_CHINA)
    except ValueError:
        raise FrameError("no time") from None
    return (found - _EPOCH) // _MICRO


def time_digits(moment: datetime) -> bytes:
    """Return the digits of ``moment`` in China's time."""
    return bytes.fromhex(moment.astimezone(_CHINA).strftime("%y%m%d%H%M%S"))


def position(body: bytes) -> Place:
    """Read 0x0200."""
    if len(body) < _HEAD:
        raise FrameError("a position ends too early")
    alarm, status, lat, lon = (int.from_bytes(body[n : n + 4], "big") for n in (0, 4, 8, 12))
    height, speed, heading = (int.from_bytes(body[n : n + 2], "big") for n in (16, 18, 20))
    if lat > 90_000_000 or lon > 180_000_000 or heading > 360:  # noqa: PLR2004 - the ends of the earth
        raise FrameError("a position off the earth")
    values = {"altitude": float(height), "ignition": float(status & _IGNITION), "alarm_bits": float(alarm)}
    at = _HEAD
    while at < len(body):
        if at + 2 > len(body) or at + 2 + body[at + 1] > len(body):
            raise FrameError("an item ends too early")
        number, size = body[at], body[at + 1]
        known = _ITEMS.get(number)
        if known is not None and known[1] == size:
            values[known[0]] = int.from_bytes(body[at + 2 : at + 2 + size], "big") * known[2]
        at += 2 + size
    return Place(
        at=instant(body[22:28]),
        lon=lon / 1e6 * (-1 if status & _WEST else 1),
        lat=lat / 1e6 * (-1 if status & _SOUTH else 1),
        speed=speed / 10,
        heading=float(heading % 360),
        fixed=bool(status & _FIXED),
        alarm=alarm,
        values=values,
    )


def batch(body: bytes) -> list[Place]:
    """Read 0x0704: positions that were kept while there was no connection."""
    if len(body) < 3:  # noqa: PLR2004 - count and kind
        raise FrameError("a batch ends too early")
    count, at, found = int.from_bytes(body[:2], "big"), 3, []
    for _ in range(count):
        size = int.from_bytes(body[at : at + 2], "big")
        if at + 2 + size > len(body):
            raise FrameError("a batch ends too early")
        found.append(position(body[at + 2 : at + 2 + size]))
        at += 2 + size
    if at != len(body):
        raise FrameError("a batch goes on after its end")
    return found


def credentials(body: bytes, *, new: bool) -> str:
    """Read 0x0102: the code that the terminal was given when it registered."""
    data = body
    if new:
        if not body or len(body) < 1 + body[0]:
            raise FrameError("an authentication ends too early")
        data = body[1 : 1 + body[0]]
    return data.rstrip(b"\0").decode("gbk", "replace")


def answer(serial: int, kind: int, result: int) -> bytes:
    """Return the body of the general answer 0x8001."""
    return serial.to_bytes(2, "big") + kind.to_bytes(2, "big") + bytes((result,))


def register_answer(serial: int, result: int, code: str = "") -> bytes:
    """Return the body of 0x8100."""
    return serial.to_bytes(2, "big") + bytes((result,)) + code.encode("gbk")
