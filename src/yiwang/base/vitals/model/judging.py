"""Judging a series by a rule: pure, so that a rehearsal on the past and the watch are the same.

Robust limits (median and MAD) are not moved by the very outliers they shall find. The spread has a floor of
a twentieth of the median, and of what chance alone gives counts (Poisson: √median, one at least), so that a
series that hardly moved does not shout at the first case more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import Final

import msgspec

from yiwang.base.vitals.model.rule import COLOURS, Rule

#: Pieces of the same season that a dynamic limit needs.
LEAST: Final = 5
#: MAD to standard deviation, of a normal curve.
_SCALE: Final = 1.4826
_FLOOR: Final = 0.05
_SEVENTH: Final = 7


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of time: its value, what stood below it, and which season it is of."""

    period: str
    first: date
    value: float | None
    weight: float | None = None
    season: int = 0
    counted: bool = False
    skipped: bool = False


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A piece judged: level 0 is well; ``known`` is false where nothing can be said.

    ``limit`` is the mildest limit in the unit of the indicator; ``strength`` how far beyond:
    deviations, or of a static limit the share of it.
    """

    period: str
    value: float | None
    level: int = 0
    calm: bool = False
    known: bool = False
    limit: float | None = None
    middle: float | None = None
    strength: float | None = None


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    """From the piece that began it to the last one of it: ``until`` is null while it lasts."""

    since: str
    raised: str
    until: str | None
    level: int
    worst: float
    strength: float


def judge(rule: Rule, points: Sequence[Point]) -> list[Judged]:
    """Judge each piece by what was known before it."""
    found = []
    for at, point in enumerate(points):
        value = point.value
        thin = point.weight is not None and point.weight < rule.least
        if value is None or thin or point.skipped:
            found.append(Judged(period=point.period, value=value))
        elif rule.limits.kind == "static":
            found.append(_static(rule, point, value))
        else:
            found.append(_dynamic(rule, point, value, points[:at]))
    return found


def _static(rule: Rule, point: Point, value: float) -> Judged:
    limits = rule.limits
    first = _mildest(rule)
    return Judged(
        period=point.period,
        value=value,
        known=True,
        limit=first,
        level=_level(rule, value * rule.way, rule.way),
        calm=value * rule.way <= limits.clear * rule.way,
        strength=(value - first) * rule.way / max(abs(first), 1e-9),
    )


def _dynamic(rule: Rule, point: Point, value: float, before: Sequence[Point]) -> Judged:
    same = [p.value for p in before if p.value is not None and p.season == point.season and not p.skipped]
    same = same[-rule.limits.memory :]
    if len(same) < LEAST:
        return Judged(period=point.period, value=value)
    middle = median(same)
    chance = max(middle, 1.0) ** 0.5 if point.counted else 0.0
    spread = max(_SCALE * median(abs(v - middle) for v in same), _FLOOR * abs(middle), chance, 1e-9)
    strength = (value - middle) * rule.way / spread
    return Judged(
        period=point.period,
        value=value,
        known=True,
        limit=middle + rule.way * _mildest(rule) * spread,
        middle=middle,
        level=_level(rule, strength, 1),
        calm=strength <= rule.limits.clear,
        strength=strength,
    )


def _mildest(rule: Rule) -> float:
    return next(rule.limits.levels[c] for c in COLOURS if c in rule.limits.levels)


def _level(rule: Rule, value: float, way: int) -> int:
    """Return the gravest level whose limit ``value`` is beyond."""
    beyond = [
        n for n, c in enumerate(COLOURS, 1) if c in rule.limits.levels and value > rule.limits.levels[c] * way
    ]
    return max(beyond, default=0)


def episodes(rule: Rule, judged: Sequence[Judged]) -> list[Episode]:
    """Return the alerts that the rule raises over a series, the last one perhaps not over."""
    found: list[Episode] = []
    out: list[Judged] = []
    calm = 0
    for one in judged:
        if not one.known:
            continue
        if found and found[-1].until is None:
            last = found[-1]
            calm = calm + 1 if one.calm else 0
            if calm >= rule.clear_after:
                found[-1] = msgspec.structs.replace(last, until=one.period)
                out = []
            elif one.level and one.value is not None and (one.strength or 0.0) > last.strength:
                found[-1] = msgspec.structs.replace(
                    last, level=max(last.level, one.level), worst=one.value, strength=one.strength or 0.0
                )
            continue
        out = [*out, one] if one.level else []
        if len(out) >= rule.raise_after:
            worst = max(out, key=lambda j: j.strength or 0.0)
            found.append(
                Episode(
                    since=out[0].period,
                    raised=one.period,
                    until=None,
                    level=max(j.level for j in out),
                    worst=worst.value or 0.0,
                    strength=worst.strength or 0.0,
                )
            )
            calm = 0
    return found


def merged(rule: Rule, found: Sequence[Episode], order: Sequence[str]) -> list[Episode]:
    """Join what begins within ``quiet`` pieces after an end to what ended: it is the same again."""
    place = {period: n for n, period in enumerate(order)}
    joined: list[Episode] = []
    for one in found:
        last = joined[-1] if joined else None
        ended = None if last is None else last.until
        if last is not None and ended is not None and place[one.since] - place[ended] <= rule.quiet:
            joined[-1] = msgspec.structs.replace(
                last,
                until=one.until,
                level=max(last.level, one.level),
                strength=max(last.strength, one.strength),
                worst=one.worst if one.strength > last.strength else last.worst,
            )
        else:
            joined.append(one)
    return joined


def season_of(day: date, grain: str, *, rests: bool) -> int:
    """Return which pieces a day is like: its weekday, or one for all holidays and shifted days of rest."""
    if grain != "day":
        return 0
    return _SEVENTH if rests and day.weekday() < _SEVENTH - 2 else day.weekday()
