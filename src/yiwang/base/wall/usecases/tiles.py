"""Tiles of the wall's map: what was ever reported as counted cells, what lives as clusters or cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import shapely

from yiwang.base.geography import api as geography
from yiwang.base.wall.model.cells import BITS, Tile, centre
from yiwang.base.wall.model.face import ALL_TIME, CELL, STREET, ZOOMS
from yiwang.base.wall.model.face import months as months_between
from yiwang.base.wall.model.mvt import EXTENT, Layer
from yiwang.base.wall.store import reading as store
from yiwang.base.wall.usecases.panels import community_of, daily_keys, leaves, scope
from yiwang.infra.database import Tx, Work
from yiwang.kernel.errors import InvalidInputError, NotFoundError

FIRST, LAST = min(ZOOMS), max(ZOOMS) + 1
#: Longer spans are widened to whole months, for which cells are kept.
EXACT_DAYS = 62
_DOT = 9  # a dot of the closest zoom is a 512th of a tile
_MOST_DOTS = 16_000
_CLUSTER = 3  # clusters of live cases: 8 by 8 to a tile
_MOST_CASES = 4_000
_EXTENT_BITS = EXTENT.bit_length() - 1
_SOON = timedelta(hours=4)
Days = tuple[date, date]
Matters = tuple[str, ...] | None


def _checked(z: int, x: int, y: int, days: Days | None) -> Tile:
    tile = Tile(z, x, y)
    if not tile.is_known or not FIRST <= z <= LAST:
        raise NotFoundError(what_zh="瓦片", what_en="tile", key=f"{z}/{x}/{y}")
    if days is not None and days[0] > days[1]:
        raise InvalidInputError(field="from", why_zh="起始日晚于结束日", why_en="starts after its end")
    return tile


async def months(work: Work, area: str | None = None, of: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the months in which cases were opened, and how many were ``opened``; the oldest first.

    Raises ``not_found`` for an area out of sight or an unknown matter.
    """
    tree = await geography.areas(work.tx)
    wanted, chosen = scope(work.actor, tree, area), await leaves(work.tx, of)
    tops = tree.children(None)
    shown = wanted or (tops[0] if len(tops) == 1 else None)
    path = tree.path(shown) if shown is not None else ()
    if len(path) <= STREET if chosen is None else wanted is None:
        rows = await store.months(work.tx, daily_keys(shown, wanted, chosen))
    else:
        rows = await store.months_below(work.tx, wanted, chosen, community_of(path))
    return [dict(row) for row in rows]


async def history_tile(
    work: Work,
    z: int,
    x: int,
    y: int,
    *,
    days: Days | None = None,
    area: str | None = None,
    of: Sequence[str] = (),
) -> bytes:
    """Return how many cases were opened where: layer ``history``, squares with ``n``, at zoom 14 dots.

    ``days`` (inclusive) of more than two months are widened to whole months, unless only some matters are
    asked for (``of``). Raises ``not_found`` for a tile that there is not, an area out of sight, an unknown
    matter.
    """
    tile = _checked(z, x, y, days)
    tree = await geography.areas(work.tx)
    wanted = scope(work.actor, tree, area)
    if z == LAST:
        level, counted = await _dots(work.tx, tile, days, await leaves(work.tx, of))
    else:
        level = z + CELL
        counted = await _cells(work.tx, tile, level, days, await leaves(work.tx, of))
    return _drawn(tile, level, _inside(tree, wanted, level, counted), dots=z == LAST)


def _by_month(days: Days) -> bool:
    """Tell whether the cells that are kept by month answer: long spans, and months from first to last day."""
    whole = days[0].day == 1 and (days[1] + timedelta(days=1)).day == 1
    return whole or (days[1] - days[0]).days > EXACT_DAYS


async def _cells(tx: Tx, tile: Tile, level: int, days: Days | None, of: Matters) -> dict[int, int]:
    span = tile.span(level)
    if of is None and (days is None or _by_month(days)):
        buckets = [ALL_TIME] if days is None else months_between(*days)
        rows = await store.cells(tx, tile.z, buckets, span)
    else:
        rows = await store.points(tx, tile.span(BITS), 2 * (BITS - level), days, of)
    return {row["cell"]: row["n"] for row in rows}


async def _dots(tx: Tx, tile: Tile, days: Days | None, of: Matters) -> tuple[int, dict[int, int]]:
    """Return the level of the dots and their counts; coarser where there are too many for one tile."""
    level = tile.z + _DOT
    rows = await store.points(tx, tile.span(BITS), 2 * (BITS - level), days, of)
    counted = Counter({row["cell"]: row["n"] for row in rows})
    while len(counted) > _MOST_DOTS:
        level -= 1
        coarser: Counter[int] = Counter()
        for cell, n in counted.items():
            coarser[cell >> 2] += n
        counted = coarser
    return level, counted


def _inside(
    tree: geography.AreaTree, area: str | None, level: int, counted: dict[int, int]
) -> dict[int, int]:
    """Return the cells whose middle lies in ``area``; all of them for the whole city."""
    if area is None or not counted:
        return counted
    polygon = tree.polygons.get(area)
    if polygon is None:
        return {}
    middles = np.array([centre(level, cell) for cell in counted])
    hit: Sequence[bool] = shapely.contains_xy(polygon, middles[:, 0], middles[:, 1])
    return {cell: n for (cell, n), inside in zip(counted.items(), hit, strict=True) if inside}


def _drawn(tile: Tile, level: int, counted: dict[int, int], *, dots: bool) -> bytes:
    layer = Layer("history", ["n"])
    size = EXTENT >> (level - tile.z)
    for cell, n in counted.items():
        column, row = tile.inside(level, cell)
        if dots:
            layer.point(column * size + size // 2, row * size + size // 2, (n,))
        else:
            layer.square(column * size, row * size, size, (n,))
    return layer.encode()


async def live_tile(
    work: Work, z: int, x: int, y: int, *, area: str | None = None, of: Sequence[str] = ()
) -> bytes:
    """Return live cases: layer ``live``, points with ``n``, ``late``, ``soon``; from zoom 14 on each case.

    A cluster stands where one of its cases is, so that none lies outside the city.

    Single cases have ``number``, ``stage`` and ``late`` or ``soon`` of 0 or 1. Raises ``not_found``.
    """
    tile = _checked(z, x, y, None)
    tree = await geography.areas(work.tx)
    wanted, chosen = scope(work.actor, tree, area), await leaves(work.tx, of)
    soon_until = work.now + _SOON
    layer = Layer("live", ["n", "late", "soon", "number", "stage"])
    if z < LAST:
        shift = 2 * (BITS - z - _CLUSTER)
        instants = (work.now, soon_until)
        rows = await store.live_cells(work.tx, tile.span(BITS), shift, instants, wanted, chosen)
        for row in rows:
            layer.point(*_at(tile, row["place"]), (row["n"], row["late"], row["soon"]))
        return layer.encode()
    for row in await store.live_cases(work.tx, tile.span(BITS), wanted, chosen, _MOST_CASES):
        due = row["due_at"]
        late = int(due is not None and due < work.now)
        soon = int(due is not None and not late and due < soon_until)
        layer.point(*_at(tile, row["place"]), (1, late, soon, row["number"], row["stage"]))
    return layer.encode()


def _at(tile: Tile, place: int) -> tuple[int, int]:
    """Return where a place lies in the tile, in units of its extent."""
    column, line = tile.inside(BITS, place)
    finer = BITS - tile.z - _EXTENT_BITS
    return (column >> finer, line >> finer) if finer >= 0 else (column << -finer, line << -finer)
