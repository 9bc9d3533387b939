"""The gazetteer 地名库: loading the places that the base map leaves, and finding what an address means."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from yiwang.base.geography import store
from yiwang.base.geography.model.address.resolving import AddressCandidate, resolve
from yiwang.base.geography.model.areas import AreaTree
from yiwang.base.geography.model.places import (
    Asked,
    Listed,
    Place,
    area_places,
    distinct,
    grams,
    read,
    score,
    taken_apart,
    told,
    word_of,
)
from yiwang.infra.database import Database, Work
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.text import clean_text

log = logging.getLogger(__name__)

MOST_PLACES: Final = 20
_LONGEST_ADDRESS: Final = 200
_path: Path | None = None
_seen: tuple[object, ...] | None = None


def use_places(path: Path) -> None:
    """Say where the list of places lies; it need not exist."""
    global _path, _seen
    _path, _seen = path, None


async def load_places(database: Database) -> int | None:
    """Load the list if it, or the areas, changed since it was loaded; returns how many places, or ``None``.

    A list that cannot be read is told in the log and leaves the places as they are.
    """
    global _seen  # noqa: PLW0603
    if _path is None:
        return None
    try:
        found = await asyncio.to_thread(_path.stat)
    except FileNotFoundError:
        return None
    async with database.reading(SYSTEM) as work:
        tree = await store.AREAS.get(work.tx)
    mark = (found.st_mtime_ns, found.st_size, found.st_ino, tree)
    if mark == _seen:
        return None
    text = await asyncio.to_thread(_path.read_text, "utf-8")
    try:
        listed = read(text)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        log.warning("the list of places %s cannot be read: %s", _path, error)
        _seen = mark
        return None
    digest = await asyncio.to_thread(_digest, text, tree)
    places = await asyncio.to_thread(_placed, listed, tree)
    count: int | None = None
    async with database.work(SYSTEM) as work:
        if await store.places_digest(work.tx) != digest:
            rows = [
                (p.name, p.word, grams(p.word), p.kind, p.area, p.lon, p.lat, p.rank, list(p.aliases))
                for p in places
            ]
            await store.replace_places(work.tx, rows, digest, work.now)
            count = len(rows)
    _seen = mark
    return count


def _digest(text: str, tree: AreaTree) -> bytes:
    codes = "".join(f"{a.code}{a.area_m2}" for a in tree.all() if a.level != "grid")
    return hashlib.sha256(f"2\n{codes}\n{text}".encode()).digest()


def _placed(listed: list[Listed], tree: AreaTree) -> list[Place]:
    """Return the places with their areas, each name once per kind and area."""
    where = tree.locate_many(np.array([p.lon for p in listed]), np.array([p.lat for p in listed]))
    found = [
        Place(
            name=one.name,
            word=word_of(one.name),
            kind=one.kind,
            area=_above_grids(tree, code),
            lon=one.lon,
            lat=one.lat,
            rank=one.rank,
            aliases=one.aliases,
        )
        for one, code in zip(listed, where, strict=True)
        if word_of(one.name)
    ]
    return distinct(found)


def _above_grids(tree: AreaTree, code: str | None) -> str | None:
    path = tree.path(code or "")
    return next((c for c in reversed(path) if (a := tree.get(c)) is not None and a.level != "grid"), None)


async def find_places(
    work: Work, text: str, *, near: tuple[float, float] | None = None, limit: int = 8
) -> list[dict[str, Any]]:
    """Return the places that ``text`` may mean, the likeliest first.

    First what the resolver reads in it, with confidence and reason; then areas and places of the base map
    whose names go on with the words or hold them, for whoever is still typing; those have neither.
    ``near`` (longitude, latitude) prefers what is close. One statement. Raises ``invalid_input``.
    """
    if not 0 < limit <= MOST_PLACES:
        raise InvalidInputError(
            field="limit", why_zh=f"应在 1 到 {MOST_PLACES} 之间", why_en=f"must be 1 to {MOST_PLACES}"
        )
    book = await store.gazetteer(work.tx)
    tree = book.tree
    cleaned = clean_text(text, field="q", longest=_LONGEST_ADDRESS)
    asked = taken_apart(cleaned, tree)
    if not asked.words and not asked.within:
        return []
    read = [shown(one, tree) for one in resolve(book, cleaned, near) if one.lon is not None]
    found = area_places(tree, asked)
    if asked.words:
        found += await store.places(work.tx, asked.words, grams(asked.words), asked.stretches())
    ranked = sorted(
        distinct(found),
        key=lambda place: (
            -score(place, asked, tree.path(place.area or ""), near),
            place.name,
            place.area or "",
        ),
    )
    completed = [told(place, asked, tree) for place in ranked]
    return _once([*read, *completed])[:limit]


def shown(one: AddressCandidate, tree: AreaTree) -> dict[str, Any]:
    """Return a candidate as people read it, with the address that would be written for it."""
    place = Place(
        name=one.name, word="", kind=one.kind, area=one.area, lon=one.lon or 0.0, lat=one.lat or 0.0, rank=0
    )
    return told(place, Asked("", "", ()), tree) | {
        "lon": one.lon,
        "lat": one.lat,
        "confidence": one.confidence,
        "accuracy_m": one.accuracy_m,
        "reason": {"zh": one.reason_zh, "en": one.reason_en},
        "code": one.code,
        "start": one.start,
        "end": one.end,
    }


def _once(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return places without those that were told before: the same address, or the same point."""
    kept: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in found:
        address, spot = (one["address"], one["path"]), (one["name"], one["lon"], one["lat"])
        if address not in kept and spot not in kept:
            kept[address] = kept[spot] = one
    return list({id(one): one for one in kept.values()}.values())
