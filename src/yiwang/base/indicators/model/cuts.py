"""What a figure is asked for: a period, a part of the city, and by what it is to be divided."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec

#: What has no area, matter or unit is one part too: parts always add up to the whole.
NONE: Final = "-"
#: Areas are rolled up to the street, with one other dimension to the district.
_DEEPEST, _DEEPEST_CROSSED = 3, 2


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


def can_roll(cut: Cut, by: By | None) -> bool:
    """Tell whether the sums kept per day can answer."""
    across = crossed(cut, by)
    level = by.level if by is not None and by.dimension == "area" else cut.level
    return level <= _DEEPEST if not across else len(across) == 1 and level <= _DEEPEST_CROSSED
