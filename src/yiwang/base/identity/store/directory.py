"""SQL of units, posts and persons, and the directory's snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yiwang.base.identity.model.directory import Directory, Person, Post, Unit
from yiwang.infra.database import Row, Tx
from yiwang.infra.snapshots import Snapshot
from yiwang.kernel.ids import new_id

_PERSON = """
SELECT p.person, p.code, p.unit, p.posts, coalesce(d.name, '') AS name
FROM identity_person p LEFT JOIN identity_person_data d ON d.person = p.person
WHERE p.valid_to IS NULL ORDER BY p.code
"""
#: Columns of each versioned table, in the order of the rows given to :func:`insert`.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "unit": ("code", "name", "kind", "parent", "area"),
    "post": ("code", "name", "unit", "duty", "roles"),
    "person": ("person", "code", "unit", "posts"),
}


async def lock(tx: Tx) -> None:
    """Let one change of the directory run at a time; readers are not held up."""
    await tx.execute("SELECT pg_advisory_xact_lock(hashtext('directory'))")


async def units(tx: Tx) -> list[Unit]:
    """Return the units in force, by code."""
    rows = await tx.fetch(
        "SELECT code, name, kind, parent, area FROM identity_unit WHERE valid_to IS NULL ORDER BY code"
    )
    return [Unit(**dict(row)) for row in rows]


async def posts(tx: Tx) -> list[Post]:
    """Return the posts in force, by code."""
    rows = await tx.fetch(
        "SELECT code, name, unit, duty, roles FROM identity_post WHERE valid_to IS NULL ORDER BY code"
    )
    return [Post(**{**dict(row), "roles": tuple(row["roles"])}) for row in rows]


async def persons(tx: Tx) -> list[Person]:
    """Return the persons in force, by staff number."""
    rows = await tx.fetch(_PERSON)
    return [
        Person(
            id=row["person"],
            code=row["code"],
            name=row["name"],
            unit=row["unit"],
            posts=tuple(row["posts"]),
        )
        for row in rows
    ]


async def close(tx: Tx, what: str, codes: Sequence[str], at: datetime) -> None:
    """End the validity of the current versions of ``codes`` in the table of ``what``."""
    await tx.execute(
        f"UPDATE identity_{what} SET valid_to = greatest($2, valid_from) "
        "WHERE code = ANY($1) AND valid_to IS NULL",
        list(codes),
        at,
    )


async def insert(tx: Tx, what: str, rows: Sequence[Sequence[Any]], at: datetime, by: str) -> None:
    """Add current versions to the table of ``what``; the rows are in the order of its columns."""
    await tx.copy(
        f"identity_{what}",
        ("id", *_COLUMNS[what], "valid_from", "changed_by"),
        [(new_id(), *row, at, by) for row in rows],
    )


async def versions(tx: Tx, what: str, code: str) -> list[Row]:
    """Return all versions of one unit, post or person, newest first."""
    return await tx.fetch(
        f"SELECT {', '.join(_COLUMNS[what])}, valid_from, valid_to, changed_by FROM identity_{what} "
        "WHERE code = $1 ORDER BY valid_from DESC, valid_to DESC NULLS FIRST LIMIT 100",
        code,
    )


async def ids_of_codes(tx: Tx, codes: Sequence[str]) -> dict[str, UUID]:
    """Return the lasting ids of staff numbers, also of people who left."""
    rows = await tx.fetch(
        "SELECT DISTINCT ON (code) code, person FROM identity_person "
        "WHERE code = ANY($1) ORDER BY code, valid_from DESC",
        list(codes),
    )
    return {row["code"]: row["person"] for row in rows}


async def personal_data(tx: Tx, keys: Sequence[UUID]) -> dict[UUID, tuple[str, str, str]]:
    """Return name, phone and e-mail of ``keys``."""
    rows = await tx.fetch(
        "SELECT person, name, phone, email FROM identity_person_data WHERE person = ANY($1)", list(keys)
    )
    return {row["person"]: (row["name"], row["phone"], row["email"]) for row in rows}


async def save_personal_data(tx: Tx, rows: Sequence[tuple[UUID, str, str, str]]) -> None:
    """Store name, phone and e-mail."""
    await tx.executemany(
        "INSERT INTO identity_person_data (person, name, phone, email) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (person) DO UPDATE SET name = $2, phone = $3, email = $4",
        rows,
    )


async def erase_personal_data(tx: Tx, key: UUID) -> int:
    """Delete a person's name, phone and e-mail; return how many rows that were."""
    return await tx.execute("DELETE FROM identity_person_data WHERE person = $1", key)


async def load(tx: Tx) -> Directory:
    """Return the directory in force."""
    return Directory(await units(tx), await posts(tx), await persons(tx))


DIRECTORY: Snapshot[Directory] = Snapshot("directory", load)
