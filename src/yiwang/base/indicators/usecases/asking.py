"""Asking: the value of an indicator, its parts, and the cases behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.indicators.definition import CASES
from yiwang.base.indicators.errors import OutOfSightError
from yiwang.base.indicators.model import periods
from yiwang.base.indicators.model.book import Book, Indicator, Measure
from yiwang.base.indicators.model.composite import needs_peers
from yiwang.base.indicators.model.cuts import NONE, By, Cut
from yiwang.base.indicators.model.expressions import Node
from yiwang.base.indicators.model.expressions import names as names_in
from yiwang.base.indicators.model.values import REASONS, Sum, Value, value_of
from yiwang.base.indicators.store import facts as fact_store
from yiwang.base.indicators.store import readings
from yiwang.base.indicators.store import sums as store
from yiwang.base.indicators.usecases import backends
from yiwang.base.indicators.usecases.defining import book as load_book
from yiwang.base.indicators.usecases.freshness import Freshness, freshness, told
from yiwang.base.matters import api as matters
from yiwang.infra.database import Work
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import InvalidInputError

#: So many parts are answered, by how much they count.
MOST_PARTS: Final = 500
MOST_CASES: Final = 200
SIDES: Final = ("numerator", "denominator", "rest", "missing")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which indicator, of which period and part of the city; ``version``: not the one in force.

    ``assessed``: as assessment counts, without the cases that were excluded (剔除). ``backend``: who counts
    (``BACKENDS``), all alike.
    """

    code: str
    period: str
    area: str | None = None
    unit: str | None = None
    matter: str | None = None
    channel: str | None = None
    version: int | None = None
    assessed: bool = False
    backend: str = "auto"


@dataclass(frozen=True, slots=True)
class Ground:
    """A question understood: definitions, the cut that the asker may see, names."""

    book: Book
    indicator: Indicator
    period: periods.Period
    cut: Cut
    tree: geography.AreaTree
    directory: identity.Directory
    catalogue: matters.Catalogue
    as_of: datetime | None
    backend: str = "auto"
    past: store.Past | None = None


async def understood(work: Work, asked: Asked, book: Book | None = None) -> Ground:
    """Return the ground of a question; raises what is wrong with it, or out of the asker's sight.

    ``book``: other definitions than those in force.
    """
    book = book or await load_book(work.tx)
    indicator = book.get(asked.code, asked.version)
    period = periods.period(asked.period)
    whole = periods.since_new_year(period) if indicator.data.kind == "cumulative" else period
    tree, directory = await geography.areas(work.tx), await identity.directory(work.tx)
    catalogue = await matters.catalogue(work.tx)
    for name in ("matter", "channel"):
        if getattr(asked, name) is not None and book.sources_of(indicator) != [CASES]:
            raise InvalidInputError(
                field=name, why_zh="这个指标不全由案件统计，不能这样限定",
                why_en="this indicator is not counted of cases alone and cannot be narrowed so",
            )  # fmt: skip
    area = _area(work.actor, asked.area, tree)
    units = await _units(work, asked.unit, directory)
    state = await fact_store.state(work.tx)
    cut = Cut(
        first=whole.first,
        end=whole.end,
        area=area,
        level=len(tree.path(area)) if area is not None else 0,
        units=units,
        matters=_matters(asked.matter, catalogue),
        channel=asked.channel,
        assessed=asked.assessed,
    )
    return Ground(
        book, indicator, period, cut, tree, directory, catalogue,
        None if state is None else state["as_of"], asked.backend,
    )  # fmt: skip


def _area(actor: Actor, asked: str | None, tree: geography.AreaTree) -> str | None:
    """Return the area to be counted; raises ``indicator_out_of_sight``."""
    own = None if actor.is_system else actor.area
    wanted = own if asked is None else asked
    if wanted is None:
        return None
    path = tree.path(wanted)
    if not path or (own is not None and own not in path):
        raise OutOfSightError(what_zh="区域", what_en="area", key=wanted[:20])
    return wanted


async def _units(work: Work, asked: str | None, directory: identity.Directory) -> tuple[str, ...] | None:
    """Return the units to be counted; a mere handler sees the own unit and those below it.

    A unit is asked for by its code, also one that is no more, or by a name that only one has.
    """
    actor = work.actor
    bound = not actor.is_system and actor.unit is not None and actor.roles <= {"handler"}
    own = directory.subtree(actor.unit) | {actor.unit} if bound and actor.unit is not None else None
    if asked is None:
        return None if own is None else tuple(sorted(own))
    named = [unit.code for unit in directory.units() if unit.name == asked]
    code = named[0] if directory.unit(asked) is None and len(named) == 1 else asked
    known = code in own if own is not None else directory.unit(code) is not None
    if not known and (own is not None or not await fact_store.has_unit(work.tx, code)):
        raise OutOfSightError(what_zh="单位", what_en="unit", key=asked[:40])
    return tuple(sorted(directory.subtree(code) | {code}))


def _matters(asked: str | None, catalogue: matters.Catalogue) -> tuple[str, ...] | None:
    if asked is None:
        return None
    leaf = catalogue.find(asked)
    return tuple(catalogue.under(asked if leaf is None else leaf.key)) or (asked,)


async def sums_of(work: Work, ground: Ground, by: By | None) -> dict[str, dict[str, Sum]]:
    """Return the sums of all measures of the indicator by part; one statement per source, basis and kind."""
    groups: dict[tuple[str, str, bool], list[Measure]] = {}
    for measure in ground.book.measures_of(ground.indicator).values():
        groups.setdefault((measure.data.source, measure.data.on, measure.additive), []).append(measure)
    found: dict[str, dict[str, Sum]] = {}
    for (source, basis, _), measures in groups.items():
        if source == CASES:
            parts = await _of_cases(work, ground, basis, measures, by)
        else:
            parts = await readings.totals(work.tx, ground.book.sources[source], measures, ground.cut, by)
        for key, sums in parts.items():
            found.setdefault(key, {}).update(sums)
    return found


async def _of_cases(
    work: Work, ground: Ground, basis: str, measures: Sequence[Measure], by: By | None
) -> dict[str, dict[str, Sum]]:
    if ground.past is not None:
        return await store.totals(work.tx, basis, measures, ground.cut, by, rolled=None, past=ground.past)
    return await backends.totals(work, ground.book, basis, measures, ground.cut, by, ground.backend)


async def peers_of(work: Work, ground: Ground) -> list[dict[str, Sum]]:
    """Return the sums of the areas of the same level, for an index that is measured against them."""
    if ground.indicator.data.kind != "composite" or not needs_peers(ground.indicator.data):
        return []
    parts = await sums_of(work, *_beside(ground))
    return [sums for key, sums in parts.items() if key != NONE]


def _beside(ground: Ground) -> tuple[Ground, By]:
    """Return the question for the areas beside the one asked for; of the city for those right below it."""
    tree, area = ground.tree, ground.cut.area
    path = tree.path(area) if area is not None else ()
    above = path[-2] if len(path) > 1 else next(iter(tree.children(None)), None)
    level = max(len(path), 2)
    cut = msgspec.structs.replace(ground.cut, area=above, level=level - 1 if above is not None else 0)
    below = tree.children(above) if above is not None else ()
    return replace(ground, cut=cut), By(dimension="area", level=level, areas=below)


async def value(work: Work, asked: Asked, book: Book | None = None) -> dict[str, Any]:
    """Return ``{value, numerator, denominator, as_of, version, fresh …}``; where there is none, a ``reason``.

    What is not ``fresh`` is grey, whatever its value.
    """
    ground = await understood(work, asked, book)
    sums = (await sums_of(work, ground, None)).get("", {})
    found = value_of(ground.book, ground.indicator, sums, await peers_of(work, ground))
    fresh = await freshness(work, ground.book, ground.indicator, ground.cut, ground.tree)
    return _answer(ground, asked, await reasoned(work, ground, found, fresh), fresh)


def _answer(ground: Ground, asked: Asked, found: Value, fresh: list[Freshness]) -> dict[str, Any]:
    data = ground.indicator.data
    state = told(fresh)
    instants = [one.as_of for one in fresh if one.as_of is not None]
    return {
        "code": data.code, "value": found.value, "numerator": _whole(found.numerator),
        "denominator": _whole(found.denominator), "missing": found.missing, "unit": data.unit,
        "as_of": min(instants, default=None), "version": data.version, "period": ground.period.text,
        "first": ground.period.first, "last": ground.period.end - timedelta(days=1), "area": ground.cut.area,
        "unit_code": asked.unit, "matter": asked.matter, "channel": asked.channel,
        "light": _light(data, found) if state["state"] == "fresh" else "grey", "fresh": state,
        **_why(found), **_index(found),
    }  # fmt: skip


def _index(found: Value) -> dict[str, Any]:
    """Return what an index is made of: points, weight and share of each part, and what is left out."""
    one = found.scored
    if one is None:
        return {}
    return {
        "parts": one.given, "points": one.points, "weights": one.weights, "groups": one.groups,
        "left_out": list(one.left_out),
    }  # fmt: skip


def _whole(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number


def _why(found: Value) -> dict[str, Any]:
    if found.reason is None:
        return {}
    zh, en = REASONS[found.reason]
    return {"reason": {"code": found.reason, "zh": zh, "en": en}}


def _light(data: Any, found: Value) -> str | None:
    """Return the colour by the indicator's thresholds; without a value it is grey, never green."""
    if found.value is None:
        return "grey"
    limits = data.threshold
    if limits is None:
        return None
    below = -1 if data.direction == "down" else 1
    if found.value * below < limits.bad * below:
        return "red"
    return "yellow" if found.value * below < limits.warn * below else "green"


async def reasoned(work: Work, ground: Ground, found: Value, fresh: Sequence[Freshness] = ()) -> Value:
    """Say more exactly why there is nothing: no data at all in the period, or a step that is not recorded."""
    if found.reason == "no_data" and any(one.state != "fresh" for one in fresh if one.source != CASES):
        return msgspec.structs.replace(found, reason="not_delivered")
    if CASES not in ground.book.sources_of(ground.indicator):
        return found
    reach = await fact_store.reach(work.tx)
    today = work.now.astimezone(ZoneInfo(ground.tree.city.timezone)).date()
    if reach is None or ground.cut.end <= reach[0] or ground.cut.first > max(reach[1], today):
        return Value(value=None, reason="no_data")
    counted_none = found.value == 0 and ground.indicator.data.kind != "ratio"
    if counted_none or found.reason == "zero_denominator":
        for basis in {m.data.on for m in ground.book.measures_of(ground.indicator).values() if m.of_cases}:
            if await store.lacking(work.tx, basis, ground.cut):
                return msgspec.structs.replace(found, value=None, reason="missing")
    return found


async def drill(work: Work, asked: Asked, dimension: str, grain: str = "month") -> dict[str, Any]:
    """Return the value and its parts by ``area`` (below), ``time``, ``matter``, ``unit`` or ``channel``.

    Parts of what has no area, matter or unit are the part ``-``: parts add up to the whole.
    """
    ground = await understood(work, asked)
    by = _by(ground, dimension, grain)
    found = await sums_of(work, ground, by)
    whole = await value(work, asked)
    compared = needs_peers(ground.indicator.data)
    peers = [sums for key, sums in found.items() if key != NONE] if dimension == "area" and compared else None
    if peers is None:
        peers = await peers_of(work, ground)
    rows = [_row(ground, asked, by, key, (sums, peers)) for key, sums in found.items()]
    if whole["fresh"]["state"] != "fresh":
        rows = [row | {"light": "grey"} for row in rows]
    if dimension == "time":
        rows.sort(key=lambda row: row["key"])
    else:
        rows.sort(key=lambda row: (-(row["denominator"] or row["value"] or 0), row["key"]))
    return {"by": dimension, "whole": whole, "parts": rows[:MOST_PARTS], "more": len(rows) > MOST_PARTS}


def _by(ground: Ground, dimension: str, grain: str) -> By:
    able = ground.book.drill_of(ground.indicator)
    if dimension not in able:
        raise InvalidInputError(
            field="by", why_zh=f"可按 {'、'.join(able)} 展开", why_en=f"divide by one of {', '.join(able)}"
        )
    if grain not in periods.GRAINS:
        raise InvalidInputError(
            field="grain",
            why_zh=f"可用 {'、'.join(periods.GRAINS)}",
            why_en=f"use {', '.join(periods.GRAINS)}",
        )
    return areas_below(ground) if dimension == "area" else By(dimension=dimension, grain=grain)


def areas_below(ground: Ground) -> By:
    """Return the division of a cut into the areas right below it, and what lies in none of them."""
    top = ground.cut.area or next(iter(ground.tree.children(None)), None)
    below = ground.tree.children(top) if top is not None else ()
    nowhere = [NONE] if ground.cut.area is None else []
    areas = (*below, *(f"{top}{NONE}" for _ in below[:1]), *nowhere)
    return By(dimension="area", level=max(ground.cut.level, 1) + 1, areas=areas)


def _row(
    ground: Ground, asked: Asked, by: By, key: str, counted: tuple[Mapping[str, Sum], list[dict[str, Sum]]]
) -> dict[str, Any]:
    found = value_of(ground.book, ground.indicator, *counted)
    shown = key
    ask: dict[str, Any] = {"period": ground.period.text}
    if by.dimension == "time":
        first = datetime.fromisoformat(key).date()
        shown = periods.name_of(first, by.grain)
        ask["period"] = shown
    elif key != NONE:
        ask[by.dimension] = key
    kept = {
        n: getattr(asked, n) for n in ("area", "unit", "matter", "channel") if getattr(asked, n) is not None
    }
    return {
        "key": shown, "name": _name(ground, by.dimension, key), "value": found.value,
        "numerator": _whole(found.numerator), "denominator": _whole(found.denominator),
        "missing": found.missing, "light": _light(ground.indicator.data, found),
        "ask": None if key == NONE else kept | ask, **_why(found),
    }  # fmt: skip


def _name(ground: Ground, dimension: str, key: str) -> str | None:
    found: Any = None
    match dimension:
        case "area":
            found = ground.tree.get(key)
        case "unit":
            found = ground.directory.unit(key)
        case "matter":
            found = ground.catalogue.get(key)
    return None if found is None else found.name


async def behind(
    work: Work, asked: Asked, side: str, after: str = "", limit: int = MOST_CASES
) -> dict[str, Any]:
    """Return numbers of the cases behind a value: ``GET /api/v1/cases?number=…`` lists exactly them.

    ``numerator``: those that count in it; ``denominator``: all; ``rest``: those that do not count in the
    numerator; ``missing``: those left out because the source says too little. Of several measures the first.
    """
    if side not in SIDES:
        raise InvalidInputError(
            field="side", why_zh=f"可用 {'、'.join(SIDES)}", why_en=f"use {', '.join(SIDES)}"
        )
    ground = await understood(work, asked)
    under = side == "denominator" and ground.indicator.denominator is not None
    tree = ground.indicator.denominator if under else ground.indicator.numerator or ground.indicator.formula
    measure = next(_measures(ground.book, tree, ground.indicator), None)
    if measure is None or not measure.of_cases:
        return {"numbers": [], "next": None}
    kind = {"numerator": "giving", "denominator": "counted"}.get(side, side)
    numbers = await store.cases(work.tx, store.Side(measure, kind), ground.cut, after, limit)
    return {
        "measure": {"code": measure.data.code, "zh": measure.data.zh, "en": measure.data.en},
        "numbers": numbers, "next": numbers[-1] if len(numbers) == limit else None,
    }  # fmt: skip


def _measures(book: Book, tree: Node | None, indicator: Indicator) -> Iterator[Measure]:
    """Yield the measures that a tree comes down to, the leftmost first."""
    for name in names_in(tree) if tree is not None else indicator.names():
        if name in book.measures:
            yield book.measures[name]
        else:
            one = book.indicators[name]
            yield from _measures(book, one.numerator or one.formula, one)
