"""All SQL of geography, and its snapshot."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import shapely

from yiwang.base.geography.model.address.gazetteer import Gazetteer
from yiwang.base.geography.model.address.houses import House
from yiwang.base.geography.model.address.names import Name
from yiwang.base.geography.model.areas import Area, AreaTree, City
from yiwang.base.geography.model.places import Place
from yiwang.infra.database import Row, Tx
from yiwang.infra.snapshots import Snapshot, bump

_COLUMNS = "code, name, level, parent, grade, lon, lat, area_m2"

AreaRow = tuple[
    UUID, str, str, str, str | None, str | None, bytes | None, float | None, float | None, float | None
]


def _area(row: Row) -> Area:
    return Area(
        code=row["code"],
        name=row["name"],
        level=row["level"],
        parent=row["parent"],
        grade=row["grade"],
        lon=row["lon"],
        lat=row["lat"],
        area_m2=row["area_m2"],
    )


async def current_areas(tx: Tx) -> list[tuple[Area, bytes | None]]:
    """Return all areas in force with their polygons."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS}, polygon FROM geography_area WHERE valid_to IS NULL ORDER BY code"
    )
    return [(_area(row), row["polygon"]) for row in rows]


async def areas_at(tx: Tx, at: datetime) -> list[Area]:
    """Return the areas that were in force at ``at``, by code."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM geography_area "
        "WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) ORDER BY code",
        at,
    )
    return [_area(row) for row in rows]


async def versions(tx: Tx, code: str) -> list[Row]:
    """Return all versions of one area, newest first, without polygons."""
    return await tx.fetch(
        f"SELECT {_COLUMNS}, valid_from, valid_to, changed_by FROM geography_area "
        "WHERE code = $1 ORDER BY valid_from DESC, valid_to DESC NULLS FIRST LIMIT 100",
        code,
    )


async def lock(tx: Tx) -> None:
    """Let one change of areas run at a time; readers are not held up."""
    await tx.execute("SELECT pg_advisory_xact_lock(hashtext('geography'))")


async def close(tx: Tx, codes: Sequence[str], at: datetime) -> None:
    """End the validity of the current versions of ``codes``."""
    await tx.execute(
        "UPDATE geography_area SET valid_to = greatest($2, valid_from) "
        "WHERE code = ANY($1) AND valid_to IS NULL",
        list(codes),
        at,
    )


async def insert(tx: Tx, rows: Sequence[AreaRow], at: datetime, by: str) -> None:
    """Add new current versions."""
    await tx.copy(
        "geography_area",
        (
            "id",
            "code",
            "name",
            "level",
            "parent",
            "grade",
            "polygon",
            "lon",
            "lat",
            "area_m2",
            "valid_from",
            "changed_by",
        ),
        [(*row, at, by) for row in rows],
    )


async def city(tx: Tx) -> City:
    """Return the city profile, or the one that says it is not set."""
    row = await tx.fetchrow("SELECT code, name, name_en, timezone, crs, lon, lat FROM geography_city")
    return City(**dict(row)) if row else City()


async def save_city(tx: Tx, profile: City) -> None:
    """Store the city profile."""
    await tx.execute(
        "INSERT INTO geography_city (code, name, name_en, timezone, crs, lon, lat) "
        'VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT ("only") DO UPDATE SET '
        "code = $1, name = $2, name_en = $3, timezone = $4, crs = $5, lon = $6, lat = $7",
        profile.code,
        profile.name,
        profile.name_en,
        profile.timezone,
        profile.crs,
        profile.lon,
        profile.lat,
    )


def _build(profile: City, rows: list[tuple[Area, bytes | None]]) -> AreaTree:
    with_polygon = [(area.code, wkb) for area, wkb in rows if wkb is not None]
    shapes = shapely.from_wkb([wkb for _, wkb in with_polygon])
    polygons = {code: shape for (code, _), shape in zip(with_polygon, shapes, strict=True)}
    return AreaTree(profile, [area for area, _ in rows], polygons)


async def load_tree(tx: Tx) -> AreaTree:
    """Return the tree of all areas in force; the index is built beside the event loop."""
    profile, rows = await city(tx), await current_areas(tx)
    return await asyncio.to_thread(_build, profile, rows)


AREAS: Snapshot[AreaTree] = Snapshot("areas", load_tree)


PlaceRow = tuple[str, str, list[str], str, str | None, float, float, int, list[str]]
#: code, name, carrier, sort, number, aliases, area, lon, lat
AddressRow = tuple[str, str, str, str, str, list[str], str | None, float, float]
_MOST_LOOKED = 400


async def places_digest(tx: Tx) -> bytes | None:
    """Return which list of places is loaded, and keep others from loading one meanwhile."""
    await tx.execute("SELECT pg_advisory_xact_lock(hashtext('geography.places'))")
    found: bytes | None = await tx.fetchval("SELECT digest FROM geography_gazetteer")
    return found


async def replace_places(tx: Tx, rows: Sequence[PlaceRow], digest: bytes, at: datetime) -> None:
    """Put ``rows`` in place of all places."""
    await tx.execute("DELETE FROM geography_place")
    await tx.copy(
        "geography_place", ("name", "word", "grams", "kind", "area", "lon", "lat", "rank", "aliases"), rows
    )
    await tx.execute(
        "INSERT INTO geography_gazetteer (digest, places, loaded_at) VALUES ($1, $2, $3) "
        'ON CONFLICT ("only") DO UPDATE SET digest = $1, places = $2, loaded_at = $3',
        digest,
        len(rows),
        at,
    )
    await bump(tx, NAMES.name)


async def places(tx: Tx, words: str, pairs: Sequence[str], stretches: Sequence[str]) -> list[Place]:
    """Return places whose name is in ``words`` or that ``words`` are a part of, the best known first."""
    inside = "starts_with(word, $1)" if len(words) == 1 else "grams @> $2 AND position($1 in word) > 0"
    rows = await tx.fetch(
        f"""
SELECT name, word, kind, area, lon, lat, rank, aliases FROM (
    (SELECT * FROM geography_place WHERE word = ANY($3) LIMIT {_MOST_LOOKED})
    UNION
    (SELECT * FROM geography_place WHERE {inside} AND $2::text[] IS NOT NULL LIMIT {_MOST_LOOKED})
) AS found ORDER BY rank, word, area, lon
""",
        words,
        list(pairs),
        list(stretches),
    )
    return [
        Place(
            name=row["name"],
            word=row["word"],
            kind=row["kind"],
            area=row["area"],
            lon=row["lon"],
            lat=row["lat"],
            rank=row["rank"],
        )
        for row in rows
    ]


async def addresses(tx: Tx, codes: Sequence[str] | None = None) -> list[Row]:
    """Return the standard addresses with ``codes`` (``None``: all), by code."""
    chosen = "" if codes is None else "WHERE code = ANY($1)"
    return await tx.fetch(
        f"SELECT {', '.join(_ADDRESS)} FROM geography_address {chosen} ORDER BY code",
        *([] if codes is None else [list(codes)]),
    )


async def write_addresses(
    tx: Tx, rows: Sequence[AddressRow], gone: Sequence[str], at: datetime, by: str
) -> None:
    """Put ``rows`` in place of those with their codes, and remove those with the codes ``gone``."""
    await tx.execute("DELETE FROM geography_address WHERE code = ANY($1)", [*(row[0] for row in rows), *gone])
    await tx.copy(
        "geography_address", (*_ADDRESS, "changed_at", "changed_by"), [(*row, at, by) for row in rows]
    )
    await bump(tx, NAMES.name)


_ADDRESS = ("code", "name", "carrier", "sort", "number", "aliases", "area", "lon", "lat")


async def load_names(tx: Tx) -> tuple[list[Name], list[House]]:
    """Return every named place and every standard address."""
    found = await tx.fetch(
        "SELECT name, kind, area, lon, lat, rank, aliases FROM geography_place ORDER BY id"
    )
    listed = await addresses(tx)
    return await asyncio.to_thread(_names, found, listed)


def _names(found: Sequence[Row], listed: Sequence[Row]) -> tuple[list[Name], list[House]]:
    names = [
        Name(name=name, kind=kind, area=area, lon=lon, lat=lat, rank=rank, aliases=tuple(aliases))
        for name, kind, area, lon, lat, rank, aliases in found
    ]
    houses: list[House] = []
    for code, name, carrier, sort, number, aliases, area, lon, lat in listed:
        if sort == "place" or aliases:
            kind = "address" if sort == "place" else "estate" if sort == "building" else "road"
            called = name if sort == "place" else carrier
            names.append(
                Name(name=called, kind=kind, area=area, lon=lon, lat=lat, rank=3, aliases=tuple(aliases))
            )
        if sort != "place":
            houses.append(
                House(
                    code=code,
                    name=name,
                    carrier=carrier,
                    sort=sort,
                    number=number,
                    lon=lon,
                    lat=lat,
                    area=area,
                )
            )
    return names, houses


async def load_gazetteer(tx: Tx) -> Gazetteer:
    """Return the gazetteer with the areas in force; it is built beside the event loop."""
    tree = await AREAS.get(tx)
    names, houses = await load_names(tx)
    return await asyncio.to_thread(Gazetteer, tree, names, houses)


NAMES: Snapshot[Gazetteer] = Snapshot("places", load_gazetteer)


async def gazetteer(tx: Tx) -> Gazetteer:
    """Return the gazetteer in memory, with the areas and the names as they are now."""
    tree = await AREAS.get(tx)
    held = await NAMES.get(tx)
    if held.tree is not tree:
        # Areas that changed bring their places along only when the list is placed anew: until then the
        # names stand as they did, in the tree that is.
        held = held.on(tree)
    return held
