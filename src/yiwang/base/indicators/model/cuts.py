"""What a figure is asked for: a period, a part of the city, and by what it is to be divided."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import msgspec

#: What has no area, matter or unit is one part too: parts always add up to the whole.
NONE: Final = "-"
#: What is summed per day and per month: the deepest level of areas, alone (the street) and together with one
#: of :data:`CROSSED`. A district has hardly more cases on a day than matters or units that they are of.
DEPTHS: Final = {"month": (3, 2), "day": (3, 1)}
CROSSED: Final = ("unit", "matter", "channel")


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """Facts of the days from ``first`` to before ``end``; empty parts are no condition.

    ``level`` is the place of ``area`` on a path (the city is 1; 0: everything). ``units`` and ``matters``
    hold all codes meant, those below included. ``assessed``: cases excluded from assessment are left out.
    """

    first: date
    end: date
    area: str | None = None
    level: int = 0
    units: tuple[str, ...] | None = None
    matters: tuple[str, ...] | None = None
    channel: str | None = None
    assessed: bool = False


class By(msgspec.Struct, frozen=True, kw_only=True):
    """How a cut is divided: into ``areas`` right below (at ``level``), pieces of time, or a dimension."""

    dimension: str
    level: int = 0
    areas: tuple[str, ...] = ()
    grain: str = "month"


def crossed(cut: Cut, by: By | None) -> set[str]:
    """Return the dimensions other than area and time that are needed."""
    asked = {"unit": cut.units, "matter": cut.matters, "channel": cut.channel}
    found = {name for name, value in asked.items() if value is not None}
    return found | ({by.dimension} & set(asked) if by is not None else set())


def kept(cut: Cut, by: By | None) -> frozenset[str]:
    """Return the grains whose sums can answer: ``month``, ``day``, both or none."""
    across = crossed(cut, by)
    if len(across) > 1:
        return frozenset()
    level = level_of(cut, by)
    deep = {grain for grain, depths in DEPTHS.items() if level <= depths[len(across)]}
    fine = by is not None and by.dimension == "time" and by.grain in {"day", "week"}
    return frozenset(deep - {"month"} if fine else deep)


def level_of(cut: Cut, by: By | None) -> int:
    """Return the level of areas whose sums answer; with another dimension at least that of the city."""
    level = by.level if by is not None and by.dimension == "area" else cut.level
    return max(level, 1) if crossed(cut, by) else level


def months(cut: Cut) -> list[date]:
    """Return the first days of the whole months in a cut."""
    found, first = [], cut.first if cut.first.day == 1 else following(cut.first)
    while (after := following(first)) <= cut.end:
        found.append(first)
        first = after
    return found


def following(day: date) -> date:
    """Return the first day of the month after that of ``day``."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def days_of_month(first: date) -> list[date]:
    """Return all days of the month that begins on ``first``."""
    return [first + timedelta(days=n) for n in range((following(first) - first).days)]
