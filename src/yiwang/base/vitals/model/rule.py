"""A rule on an indicator: data, versioned, tried on the past before it is switched on."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

#: Colours from the mildest on, as warnings have them; a level is the place in this list, from 1.
COLOURS: Final = ("blue", "yellow", "orange", "red")
Colour = Literal["blue", "yellow", "orange", "red"]
Text = Annotated[str, Meta(min_length=1, max_length=60)]
Code = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{1,59}$")]


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a value turns to a colour, and where it is well again (hysteresis).

    ``static``: values in the unit of the indicator. ``dynamic``: how many robust deviations (1.4826 · MAD)
    from the median of the last ``memory`` pieces of the same season: the weekday, days off by themselves.
    """

    kind: Literal["static", "dynamic"]
    levels: Annotated[dict[Colour, float], Meta(min_length=1)]
    clear: float
    memory: Annotated[int, Meta(ge=5, le=60)] = 8


class Dispatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which colour on an alert becomes a report, and of which matter."""

    at: Colour
    matter: Annotated[str, Meta(max_length=64)] | None = None


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is watched, how often, when an alert is raised, and when it is over.

    ``raise_after`` pieces in a row beyond a limit raise it, ``clear_after`` in a row on the good side of
    ``clear`` end it; a piece without a value does neither. ``least``: so many must stand below a quotient to
    be judged. ``quiet``: within so many pieces after an end, the same again is no new alert. ``each``: every
    area right below the city by itself; else the city as a whole.
    """

    code: Code
    indicator: Code
    zh: Text
    en: Annotated[str, Meta(min_length=1, max_length=120)]
    grain: Literal["day", "week", "month"] = "day"
    side: Literal["above", "below"]
    limits: Limits
    each: bool = False
    raise_after: Annotated[int, Meta(ge=1, le=12)] = 1
    clear_after: Annotated[int, Meta(ge=1, le=12)] = 1
    least: Annotated[float, Meta(ge=0)] = 0
    quiet: Annotated[int, Meta(ge=0, le=90)] = 0
    skip_holidays: bool = False
    dispatch: Dispatch | None = None
    advice_zh: Annotated[str, Meta(max_length=500)] = ""
    advice_en: Annotated[str, Meta(max_length=1000)] = ""

    @property
    def way(self) -> int:
        """Return 1 if more is worse, -1 if less is."""
        return 1 if self.side == "above" else -1

    def flaw(self) -> tuple[str, str] | None:
        """Return in zh and en what does not hold together, if anything."""
        limits = [self.limits.levels[c] for c in COLOURS if c in self.limits.levels]
        ways = [limit * (self.way if self.limits.kind == "static" else 1) for limit in limits]
        if any(b <= a for a, b in pairwise(ways)):
            return "颜色越重，界限须越严", "a graver colour needs a farther limit"
        clear = self.limits.clear * (self.way if self.limits.kind == "static" else 1)
        if clear > ways[0]:
            return "消警界限不能比报警界限更远", "it cannot be well again beyond the limit"
        if self.limits.kind == "dynamic" and ways[0] <= 0:
            return "动态界限须大于零", "a dynamic limit is above zero"
        if self.dispatch is not None and self.dispatch.at not in self.limits.levels:
            return "转办颜色不在界限之中", "there is no limit of the colour to be dispatched at"
        return None
