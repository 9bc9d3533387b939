"""What everybody may see of open cases 附近的问题、公开热力图, and joining one (我也遇到了).

Single cases are shown of matters that a pack names (a dark lamp, a broken cover), never with words, names
or the exact place. The heat map counts squares; a square that holds the cases of few people is not shown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

import numpy as np

from yiwang.base.cases.errors import NotJoinableError
from yiwang.base.cases.model.number import check
from yiwang.base.cases.model.report import ReportInput
from yiwang.base.cases.model.rules import PublicRule
from yiwang.base.cases.model.state import OVER
from yiwang.base.cases.store import around as store
from yiwang.base.cases.store import reports as report_store
from yiwang.base.cases.store.rules import RULES
from yiwang.base.cases.usecases.public import stage_words
from yiwang.base.geography import api as geography
from yiwang.base.matters import api as matters
from yiwang.infra.database import Database, Row, Work
from yiwang.kernel.errors import NotFoundError
from yiwang.kernel.geometry import check_position, distance_m

_METRES_PER_DEGREE: Final = 111_195.0
_DIGITS: Final = 3  # decimal places of a shown place: about 100 m
_COARSE: Final = 10.0**-_DIGITS
_STREET: Final = 3  # city, district, street
_STEP_M: Final = 50
_MOST_FOUND, _MOST_SHOWN = 300, 50
#: Counts are shown in steps, so that two answers do not tell of the one case between them.
_COUNT_STEP, _SHARE_STEP = 5, 10
_LEFT_OUT: Final = ("rejected", "not_filed", "void", "merged")
_MIDDLE: Final = 35.0  # degrees north, for a city that has not said where it is


async def near(work: Work, lon: float, lat: float, radius_m: float) -> dict[str, Any]:
    """Return ``{items}``: open problems around a point, nearest first, as everybody may see them.

    Places are rounded before anything is measured by them, so that asking from many points tells no more
    than asking from one. Raises ``invalid_coordinate``.
    """
    check_position(lon, lat, field="lon")
    rules, _ = await RULES.get(work.tx)
    catalogue = await matters.catalogue(work.tx)
    tree = await geography.areas(work.tx)
    shown = _shown_matters(catalogue, rules.public)
    up = radius_m / _METRES_PER_DEGREE + _COARSE
    aside = up / max(math.cos(math.radians(lat)), 0.01)
    since = work.now - timedelta(days=rules.public.days)
    box = (lon - aside, lat - up, lon + aside, lat + up)
    rows = await store.near(work.tx, box, sorted(OVER), shown, since, _MOST_FOUND)
    items = []
    for row in rows:
        east, north = round(row["lon"], _DIGITS), round(row["lat"], _DIGITS)
        away = distance_m(lon, lat, east, north)
        matter = catalogue.get(row["matter"])
        if away > radius_m or matter is None:
            continue
        zh, en = stage_words(row["stage"])
        item = {
            "number": row["number"],
            "matter": matter.name,
            "status": {"zh": zh, "en": en},
            "street": _street(tree, row["path"]),
            "opened_on": row["opened_at"].astimezone(ZoneInfo(tree.city.timezone)).date().isoformat(),
            "reports": row["reports"],
            "votes": row["votes"],
            "lon": east,
            "lat": north,
            "distance_m": max(_STEP_M, round(away / _STEP_M) * _STEP_M),
        }
        items.append((away, item))
    items.sort(key=lambda pair: (pair[0], pair[1]["number"]))
    return {"items": [item for _, item in items[:_MOST_SHOWN]]}


def _shown_matters(catalogue: matters.Catalogue, rule: PublicRule) -> list[str]:
    return [
        m.key
        for m in catalogue.leaves()
        if (m.class_code in rule.near_classes or m.key in rule.near_matters)
        and m.key not in rule.hidden_matters
    ]


async def check_joinable(work: Work, number: str, report: ReportInput) -> None:
    """Raise ``not_joinable`` unless the case is open and of those that :func:`near` shows.

    A repeat of a report that was stored already is never refused: its sender only lacks the answer.
    """
    if await published(work, number) is not None:
        return
    external = report.external_id
    if external is None or not await report_store.known(work.tx, [(report.source, external)]):
        raise NotJoinableError(field="joins")


async def published(work: Work, number: str) -> Row | None:
    """Return an open case of those that :func:`near` shows, or ``None``; raises ``invalid_number``."""
    check(number)
    rules, _ = await RULES.get(work.tx)
    row = await store.joinable(work.tx, number)
    shown = _shown_matters(await matters.catalogue(work.tx), rules.public)
    if row is None or row["stage"] in OVER or row["lon"] is None or row["matter"] not in shown:
        return None
    return row


@dataclass(frozen=True)
class _Made:
    """The heat map of a day, and by which rule it was made."""

    end: datetime
    rule: PublicRule
    maps: dict[tuple[str | None, int], dict[str, Any]]


_maps: WeakKeyDictionary[Database, _Made] = WeakKeyDictionary()
#: So many periods can be looked at, each following the one before without overlapping: the difference of
#: two that overlap would tell of the few cases between them.
PERIODS: Final = 4


async def heat(database: Database, work: Work, kind: str | None = None, back: int = 0) -> dict[str, Any]:
    """Return the heat map ``{from, to, back, kind, kinds, cell_m, at_least, cells}``.

    Made once per day and process. It counts the cases of whole days up to yesterday, so that looking
    twice a day tells nothing about today's reports; ``back`` (0 to 3) so many periods earlier. ``kind`` is
    the code of a class of matters; ``kinds`` are those there are. One statement. Raises ``not_found``
    for another kind.
    """
    rules, _ = await RULES.get(work.tx)
    kinds = _kinds(await matters.catalogue(work.tx), rules.public)
    if kind is not None and kind not in kinds:
        raise NotFoundError(what_zh="问题种类", what_en="kind of problem", key=kind)
    rule = rules.public
    tree = await geography.areas(work.tx)
    city = tree.city
    zone = ZoneInfo(city.timezone)
    today = work.now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    known = _maps.get(database)
    if known is None or (known.end, known.rule) != (today, rule):
        known = _maps[database] = _Made(today, rule, {})
    if (kind, back) in known.maps:
        return known.maps[kind, back]
    end = today - timedelta(days=rule.days * back)
    start = end - timedelta(days=rule.days)
    north = rule.cell_m / _METRES_PER_DEGREE
    latitude = city.lat if city.lat is not None else _MIDDLE
    east = north / max(math.cos(math.radians(latitude)), 0.1)
    rows = await store.squares(
        work.tx,
        (start, end),
        (east, north),
        rule.hidden_matters,
        _LEFT_OUT,
        rule.at_least,
        None if kind is None else kinds[kind][1],
    )
    cells = _cells(rows, east, north, tree)
    made = {
        "from": start.date().isoformat(),
        "to": (end - timedelta(days=1)).date().isoformat(),
        "back": back,
        "kind": kind,
        "kinds": [{"code": code, "name": name} for code, (name, _) in kinds.items()],
        "cell_m": rule.cell_m,
        "at_least": rule.at_least,
        "cells": cells,
    }
    known.maps[kind, back] = made
    return made


def _kinds(catalogue: matters.Catalogue, rule: PublicRule) -> dict[str, tuple[str, list[str]]]:
    """Return the classes of matters that count on the map: code → name and keys of its matters."""
    found: dict[str, tuple[str, list[str]]] = {}
    for matter in catalogue.leaves():
        if matter.key not in rule.hidden_matters:
            found.setdefault(matter.class_code, (matter.class_name, []))[1].append(matter.key)
    return dict(sorted(found.items()))


def _cells(rows: Sequence[Row], east: float, north: float, tree: geography.AreaTree) -> list[dict[str, Any]]:
    """Return the squares with the street of their middle, counts and shares in steps."""
    lons = np.array([(row["x"] + 0.5) * east for row in rows], dtype=np.float64)
    lats = np.array([(row["y"] + 0.5) * north for row in rows], dtype=np.float64)
    middles = tree.locate_many(lons, lats) if rows else []
    return [
        {
            "west": round(row["x"] * east, 6),
            "south": round(row["y"] * north, 6),
            "east": round((row["x"] + 1) * east, 6),
            "north": round((row["y"] + 1) * north, 6),
            "street": _street(tree, tree.path(middle) if middle is not None else ()),
            "cases": row["cases"] // _COUNT_STEP * _COUNT_STEP,
            "closed_percent": round(100 * row["closed"] / row["cases"] / _SHARE_STEP) * _SHARE_STEP,
        }
        for row, middle in zip(rows, middles, strict=True)
    ]


def _street(tree: geography.AreaTree, path: Sequence[str]) -> str:
    """Return district and street of a path, by name."""
    return "".join(area.name for code in path[1:_STREET] if (area := tree.get(code)) is not None)
