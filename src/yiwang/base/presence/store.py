"""All SQL of presence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yiwang.base.presence.model.duty import Duty
from yiwang.infra.database import Row, Tx
from yiwang.kernel.actor import Actor

_DUTY = "since, seen_at, lon, lat, accuracy_m"


def _duty(row: Row | None) -> Duty | None:
    return None if row is None else Duty(**{key: row[key] for key in Duty.__struct_fields__})


async def begin(tx: Tx, actor: Actor, key: UUID, home: Sequence[str], now: datetime) -> bool:
    """Put ``actor`` on duty; tells whether that is new."""
    return bool(
        await tx.execute(
            "INSERT INTO presence_latest (actor, id, person, label, unit, roles, home, path, since, seen_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $8) ON CONFLICT (actor) DO NOTHING",
            actor.key,
            key,
            actor.person,
            actor.name,
            actor.unit,
            sorted(actor.roles),
            list(home),
            now,
        )
    )


async def own(tx: Tx, actor: str) -> Duty | None:
    """Return the duty of ``actor``, if on duty."""
    return _duty(await tx.fetchrow(f"SELECT {_DUTY} FROM presence_latest WHERE actor = $1", actor))


async def moved(
    tx: Tx, actor: str, spot: tuple[float, float], accuracy_m: int | None, path: Sequence[str], now: datetime
) -> Duty | None:
    """Overwrite the position of ``actor``; ``None`` if not on duty. An empty ``path`` is the home's."""
    return _duty(
        await tx.fetchrow(
            "UPDATE presence_latest SET lon = $2, lat = $3, accuracy_m = $4, "
            "seen_at = greatest(seen_at, $6), "
            "path = CASE WHEN cardinality($5::text[]) > 0 THEN $5::text[] ELSE home END "
            f"WHERE actor = $1 RETURNING {_DUTY}",
            actor,
            *spot,
            accuracy_m,
            list(path),
            now,
        )
    )


async def end(tx: Tx, actor: str) -> bool:
    """Delete what is known of ``actor``; tells whether there was anything."""
    return bool(await tx.execute("DELETE FROM presence_latest WHERE actor = $1", actor))


async def present(tx: Tx, area: str | None, limit: int) -> list[Row]:
    """Return who is on duty in ``area`` (``None``: everywhere), those heard last first."""
    return await tx.fetch(
        f"SELECT id, person, label, unit, roles, path, {_DUTY} FROM presence_latest "
        "WHERE $1::text IS NULL OR $1 = ANY(path) ORDER BY seen_at DESC, id LIMIT $2",
        area,
        limit,
    )


async def holding(tx: Tx, role: str, area: str, limit: int) -> list[tuple[UUID, list[str]]]:
    """Return the persons on duty in ``area`` who hold ``role``, each with the areas they are in."""
    rows = await tx.fetch(
        "SELECT person, path FROM presence_latest WHERE person IS NOT NULL AND $1 = ANY(roles) "
        "AND $2 = ANY(path) ORDER BY person LIMIT $3",
        role,
        area,
        limit,
    )
    return [(row["person"], row["path"]) for row in rows]


async def look(tx: Tx, reader: str, area: str | None, now: datetime, unless_after: datetime) -> bool:
    """Note a look; tells whether it must go on record: not if one after ``unless_after`` is."""
    return bool(
        await tx.execute(
            "INSERT INTO presence_look (reader, area, at) VALUES ($1, $2, $3) "
            "ON CONFLICT (reader, area) DO UPDATE SET at = $3 WHERE presence_look.at <= $4",
            reader,
            area or "",
            now,
            unless_after,
        )
    )


async def forget(tx: Tx, persons: Sequence[UUID]) -> int:
    """Delete what is known of ``persons``."""
    return await tx.execute("DELETE FROM presence_latest WHERE person = ANY($1)", list(persons))


async def persons(tx: Tx) -> list[UUID]:
    """Return the persons on duty."""
    rows = await tx.fetch("SELECT person FROM presence_latest WHERE person IS NOT NULL")
    return [row["person"] for row in rows]


async def silent_between(tx: Tx, after: datetime, until: datetime) -> bool:
    """Tell whether somebody was last heard of in that time: they have just become lost."""
    found = await tx.fetchval(
        "SELECT EXISTS (SELECT FROM presence_latest WHERE seen_at > $1 AND seen_at <= $2)", after, until
    )
    return bool(found)


async def expire(tx: Tx, heard_before: datetime, looked_before: datetime) -> int:
    """Delete positions not renewed since; returns how many. Old notes of looks go as well."""
    await tx.execute("DELETE FROM presence_look WHERE at < $1", looked_before)
    return await tx.execute("DELETE FROM presence_latest WHERE seen_at < $1", heard_before)
