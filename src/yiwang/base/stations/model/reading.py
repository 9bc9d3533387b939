"""What a station's values say: which guard is reached, how far, how it moves, how much fell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from yiwang.base.stations.definition import Group, Guard

RANKS: Final = {"blue": 1, "yellow": 2, "orange": 3, "red": 4}
#: Sums are made of means of so many seconds.
EVERY_S: Final = 900
_HOUR_S: Final = 3600


class Bin(msgspec.Struct, frozen=True):
    """The mean of a quarter of an hour that began at ``at`` (seconds since 1970)."""

    at: float
    mean: float
    last: float


class Fall(msgspec.Struct, frozen=True, kw_only=True):
    """How much fell in a window, and which share of it had data."""

    hours: int
    amount: float
    covered: float


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """A guard of one station, with its own number."""

    zh: str
    en: str
    level: str
    value: float
    hours: int | None = None
    above: float | None = None


def falls(bins: Sequence[Bin], windows: Sequence[int], now: float) -> list[Fall]:
    """Return the sums of a rate per hour over ``windows`` of hours before ``now``; a gap adds nothing."""
    made = []
    for hours in windows:
        within = [b for b in bins if b.at >= now - hours * _HOUR_S - EVERY_S / 2]
        amount = sum(b.mean for b in within) * EVERY_S / _HOUR_S
        covered = min(1.0, len(within) * EVERY_S / (hours * _HOUR_S))
        made.append(Fall(hours=hours, amount=round(amount, 2), covered=round(covered, 2)))
    return made


def trend(value: float | None, bins: Sequence[Bin], minutes: int, now: float) -> float | None:
    """Return by how much ``value`` differs from ``minutes`` ago; ``None`` where nothing was said then."""
    then = now - minutes * 60
    near = [b for b in bins if abs(b.at - then) <= EVERY_S]
    if value is None or not near:
        return None
    return round(value - min(near, key=lambda b: abs(b.at - then)).last, 3)


def limits(
    group: Group, attributes: Mapping[str, Any], value: float | None, fell: Sequence[Fall]
) -> list[Limit]:
    """Return the guards of one station, lowest level first, each with how far the value is above it."""
    found = []
    for guard in group.guards:
        own = _number(guard, attributes)
        if own is None:
            continue
        said = value
        if guard.hours is not None:
            said = next((f.amount for f in fell if f.hours == guard.hours), None)
        found.append(
            Limit(
                zh=guard.zh,
                en=guard.en,
                level=guard.level,
                value=own,
                hours=guard.hours,
                above=None if said is None else round(said - own, 3),
            )
        )
    return sorted(found, key=lambda limit: RANKS[limit.level])


def _number(guard: Guard, attributes: Mapping[str, Any]) -> float | None:
    own = attributes.get(guard.attribute) if guard.attribute is not None else None
    if isinstance(own, str):
        try:
            own = float(own)
        except ValueError:
            own = None
    if isinstance(own, int | float) and not isinstance(own, bool):
        return float(own)
    return guard.otherwise


def reached(found: Sequence[Limit]) -> Limit | None:
    """Return the highest guard that is reached."""
    return next((one for one in reversed(found) if one.above is not None and one.above >= 0), None)


def urgency(found: Sequence[Limit], value: float | None) -> tuple[float, float]:
    """Return what stations are ordered by, the most urgent smallest."""
    top = reached(found)
    if top is not None and top.above is not None:
        return -RANKS[top.level], -top.above
    nearest = max((one.above for one in found if one.above is not None), default=None)
    return (0, -nearest) if nearest is not None else (1, 0 if value is not None else 1)
