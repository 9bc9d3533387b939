"""What the demo's devices say: curves of the day, a storm now and then, and faults like those of real ones.

Everything follows from the device and the instant, so that a start from anew goes on where it was.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from yiwang.entry.demo.sensors import KINDS, Kind

_DAY: Final = 86_400
_CITY: Final = 8 * 3600  # seconds ahead of UTC, as the fictional city is
_ROUND: Final = 40 * 60.0  # a truck's way there and back

#: Half of the numbers that a checksum may be.
_HALF: Final = 0x7FFF_FFFF

Message = dict[str, Any]


def _noise(*seed: int) -> float:
    """Return a number from -1 to 1 that follows from ``seed``."""
    return zlib.crc32(repr(seed).encode()) / _HALF - 1


def _clock(at: int) -> float:
    """Return the hour of the city's day."""
    return ((at + _CITY) % _DAY) / 3600


def storm(at: int) -> float:
    """Return how hard it rains, 0 to 1: one day in four has a shower of about two hours."""
    day = (at + _CITY) // _DAY
    if day % 4 != 1:
        return 0.0
    peak = 14 + 5 * _noise(day, 3)
    return math.exp(-(((_clock(at) - peak) / 0.8) ** 2))


def _people(at: int) -> float:
    hour = _clock(at)
    return math.exp(-(((hour - 9) / 2.5) ** 2)) + 1.2 * math.exp(-(((hour - 18.5) / 2.5) ** 2))


def _battery(n: int, at: int) -> float:
    return round(100 - ((at / _DAY + n * 7) % 300) / 3, 1)


def _level(n: int, at: int) -> Message:
    tide = 0.35 * math.sin(2 * math.pi * at / 44_700 + n)
    swell = 1.6 * storm(at - 2400)
    value = 2.2 + n % 5 * 0.2 + tide + swell + 0.01 * _noise(n, at // 60)
    return {"level": round(value, 2), "battery": _battery(n, at)}


def _rain(n: int, at: int) -> Message:
    value = max(0.0, 38 * storm(at) * (1 + 0.3 * _noise(n, at // 300)))
    return {"rain": round(value, 1), "battery": _battery(n, at)}


def _manhole(n: int, at: int) -> Message:
    tilt = 35.0 if n % 23 == 7 and int(_clock(at)) == 11 else 1.0 + _noise(n, at // 600)  # noqa: PLR2004
    water = max(0.0, 0.2 + 1.1 * storm(at - 1200) + 0.05 * _noise(n, at // 600, 1))
    return {"tilt": round(max(0.0, tilt)), "water": round(water, 2), "battery": _battery(n, at)}


def _smoke(n: int, at: int) -> Message:
    smoke = max(0.0, 0.6 + 0.4 * _noise(n, at // 600))
    if n % 31 == 4 and _noise(n, at // 3600, 2) > 0.97:  # noqa: PLR2004
        smoke = 12 + 4 * _noise(n, at // 600, 3)
    warmth = 21 + 5 * math.sin(2 * math.pi * (_clock(at) - 9) / 24) + 0.5 * _noise(n, at // 600, 1)
    return {"smoke": round(smoke, 1), "temperature": round(warmth, 1), "battery": _battery(n, at)}


def _camera(n: int, at: int) -> Message:
    status = "blocked" if n % 19 == 3 and 13 <= _clock(at) < 15 else "ok"  # noqa: PLR2004
    people = (5 + n % 7 * 6) * _people(at) * (1 + 0.2 * _noise(n, at // 300))
    return {"status": status, "people": max(0, round(people))}


def _truck(n: int, at: int) -> Message:
    full = (at / _ROUND + n) % 1 < 0.5  # noqa: PLR2004
    return {
        "load": round(42 + 3 * _noise(n, at // 1200), 1) if full else 15.2,
        "tarpaulin": full or n % 9 == 2,  # noqa: PLR2004
    }


def _air(n: int, at: int) -> Message:
    busy = _people(at)
    dust = (32 + 40 * busy + n % 5 * 6) * (1 - 0.6 * storm(at)) * (1 + 0.15 * _noise(n, at // 300))
    noise = 44 + 18 * busy + 4 * _noise(n, at // 300, 1)
    return {"pm25": round(dust), "pm10": round(dust * 1.7), "noise": round(noise, 1)}


def _depth(n: int, at: int) -> Message:
    value = max(0.0, (12 + n % 6 * 9) * storm(at - 1800) + 0.6 * _noise(n, at // 600))
    return {"depth": round(value), "battery": _battery(n, at)}


def _pump(n: int, at: int) -> Message:
    strength = storm(at - 1800)
    running = strength > 0.15  # noqa: PLR2004
    state = "fault" if n == 5 and _clock(at) > 17 else "running" if running else "stopped"  # noqa: PLR2004
    flow = (3 + n % 4) * min(1.0, strength + 0.3) if state == "running" else 0.0
    return {"running": state, "flow": round(flow, 1), "start_level": 2.5}


_SAYS: Final[dict[str, Callable[[int, int], Message]]] = {
    "SW": _level, "SR": _rain, "SM": _manhole, "SY": _smoke, "SV": _camera, "ST": _truck, "SA": _air,
    "SJ": _depth, "SP": _pump,
}  # fmt: skip


def values(kind: Kind, n: int, at: int) -> Message | None:
    """Return what the ``n``-th device of ``kind`` says of the instant ``at`` (seconds); ``None``: nothing.

    Every 37th is silent for some hours of the day; some send nonsense now and then.
    """
    if n % 37 == 5 and int(_clock(at)) % 8 in {2, 3}:  # noqa: PLR2004
        return None
    said = _SAYS[kind.prefix](n, at)
    if _noise(n, at // kind.every, 99) > 0.999:  # noqa: PLR2004
        first = next(iter(said))
        said[first] = said[first] if isinstance(said[first], str) else 9999
    return said


def messages(places: dict[str, tuple[float, float]], since: int, now: int) -> list[Message]:
    """Return what all devices say of the instants after ``since`` up to ``now`` (seconds)."""
    made: list[Message] = []
    for kind in KINDS:
        for n in range(1, kind.count + 1):
            code = f"{kind.prefix}{n:03d}"
            phase = n * 7 % kind.every
            first = since - (since - phase) % kind.every + kind.every
            for at in range(first, now + 1, kind.every):
                said = values(kind, n, at)
                if said is None:
                    continue
                message: Message = {"device": code, "at": at * 1000, "values": said}
                if kind.product.model.position and code in places:
                    message["position"] = _position(n, at, places[code])
                made.append(message)
    return made


def _position(n: int, at: int, home: tuple[float, float]) -> Message:
    """Return where a truck is: between its site and a tip some kilometres away, back and forth."""
    share = (at / _ROUND + n) % 1
    way = 1 - abs(2 * share - 1)
    far = 0.02 + 0.002 * (n % 6)
    angle = n * 2.4
    standing = share < 0.05 or 0.48 < share < 0.55  # noqa: PLR2004
    return {
        "lon": round(home[0] + far * way * math.cos(angle), 6),
        "lat": round(home[1] + far * way * math.sin(angle) * 0.9, 6),
        "speed": 0 if standing else round(34 + 9 * _noise(n, at // 30), 1),
        "heading": round((90 - math.degrees(angle) + (180 if share > 0.5 else 0)) % 360, 1),  # noqa: PLR2004
    }


def history(now: datetime) -> int:
    """Return from when on the devices have something to say when they are new: half a day back."""
    return int((now.astimezone(UTC) - timedelta(hours=12)).timestamp())
