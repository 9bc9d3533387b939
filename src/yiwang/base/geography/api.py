"""The door of geography: areas (区域), the city, and where a point lies."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from yiwang.base.geography import store
from yiwang.base.geography.model.address.gazetteer import Gazetteer
from yiwang.base.geography.model.address.houses import House
from yiwang.base.geography.model.address.learning import AddressTagger, learn_addresses
from yiwang.base.geography.model.address.names import Name
from yiwang.base.geography.model.address.register import AddressDraft
from yiwang.base.geography.model.address.resolving import AddressCandidate, resolve, resolve_many
from yiwang.base.geography.model.address.tagging import Marked, Part, parts, read_marked, score
from yiwang.base.geography.model.areas import Area, AreaTree, City
from yiwang.base.geography.model.codes import GRADES, LEVEL_NAMES, LEVELS, RANK, Level, level_of
from yiwang.base.geography.model.collection import feature_collection
from yiwang.base.geography.model.coverage import TOLERANCE_M, TOLERANCE_M2, Coverage, check_coverage
from yiwang.base.geography.model.drafts import AreaDraft, settle
from yiwang.base.geography.model.polygons import polygon_from_geojson, to_wkb
from yiwang.base.geography.model.rights import CHANGE_AREAS
from yiwang.base.geography.usecases import change, register
from yiwang.base.geography.usecases.gazetteer import find_places, load_places, shown, use_places
from yiwang.infra.database import Tx, Work
from yiwang.kernel.rows import ChangeSummary, RowProblem

__all__ = [
    "CHANGE_AREAS",
    "GRADES",
    "LEVELS",
    "LEVEL_NAMES",
    "RANK",
    "AddressCandidate",
    "AddressDraft",
    "AddressTagger",
    "Area",
    "AreaDraft",
    "AreaTree",
    "City",
    "Coverage",
    "Gazetteer",
    "House",
    "Level",
    "Marked",
    "Name",
    "Part",
    "addresses",
    "areas",
    "areas_at",
    "check",
    "check_drafts",
    "feature_collection",
    "find_places",
    "gazetteer",
    "learn_addresses",
    "level_of",
    "load_places",
    "parts",
    "polygon_from_geojson",
    "read_marked",
    "resolve",
    "resolve_many",
    "retire_area",
    "save_addresses",
    "save_areas",
    "save_city",
    "score",
    "shown",
    "to_wkb",
    "use_places",
    "versions",
]


async def areas(tx: Tx) -> AreaTree:
    """Return all areas in force as one tree in memory (no SQL while it is fresh)."""
    return await store.AREAS.get(tx)


async def gazetteer(tx: Tx) -> Gazetteer:
    """Return all names by which addresses are resolved, in memory (no SQL while it is fresh).

    It renews itself when places, standard addresses or areas change. :func:`resolve` and
    :func:`resolve_many` read texts by it, without I/O.
    """
    return await store.gazetteer(tx)


async def areas_at(tx: Tx, at: datetime) -> list[Area]:
    """Return the areas that were in force at ``at`` (UTC), by code, without polygons."""
    return await store.areas_at(tx, at)


async def versions(tx: Tx, code: str) -> list[dict[str, Any]]:
    """Return all versions of one area, newest first, without polygons."""
    return [dict(row) for row in await store.versions(tx, code)]


async def check(
    tx: Tx,
    level: str = "grid",
    *,
    parent: str | None = None,
    tolerance_m2: float = TOLERANCE_M2,
    tolerance_m: float = TOLERANCE_M,
) -> Coverage:
    """Return the gaps and overlaps of the areas of ``level`` inside the area above them, in m².

    Computed beside the event loop; pieces below both tolerances are left out.
    """
    tree = await areas(tx)
    return await asyncio.to_thread(
        check_coverage, tree, level, parent=parent, tolerance_m2=tolerance_m2, tolerance_m=tolerance_m
    )


async def save_areas(work: Work, drafts: Sequence[AreaDraft], *, complete: bool = False) -> ChangeSummary:
    """Create or change areas, all or nothing; unchanged ones are not touched.

    A changed area gets a new version and its old one is closed at ``work.now``. With ``complete`` the
    drafts are the whole city: areas missing from them are retired. Announces ``geography.areas_changed``.
    Raises :class:`~yiwang.kernel.rows.RowsRefusedError` with every problem found.
    """
    return await change.save_areas(work, drafts, complete=complete)


async def check_drafts(tx: Tx, drafts: Sequence[AreaDraft]) -> list[RowProblem]:
    """Return what :func:`save_areas` would refuse, without changing anything."""
    known = {area.code: area for area in (await areas(tx)).all()}
    return settle(drafts, known)[1]


async def save_addresses(
    work: Work, drafts: Sequence[AddressDraft], *, complete: bool = False
) -> ChangeSummary:
    """Enter or change standard addresses by code, all or nothing; unchanged ones are not touched.

    With ``complete`` the drafts are the whole register: addresses missing from them are removed. Raises
    :class:`~yiwang.kernel.rows.RowsRefusedError` with every problem found.
    """
    return await register.save_addresses(work, drafts, complete=complete)


async def addresses(tx: Tx) -> list[dict[str, Any]]:
    """Return every standard address, by code."""
    return [dict(row) for row in await store.addresses(tx)]


async def retire_area(work: Work, code: str) -> None:
    """Retire an area without others below it; raises ``not_found`` and ``area_in_use``."""
    await change.retire_area(work, code)


async def save_city(work: Work, profile: City) -> None:
    """Set the profile of the city; raises ``invalid_input``, ``unknown_crs``, ``invalid_coordinate``."""
    await change.save_city(work, profile)
