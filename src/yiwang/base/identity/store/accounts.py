"""SQL of accounts, credentials and sign-in attempts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from yiwang.base.identity.model.accounts import Account
from yiwang.infra.database import Row, Tx

_ACCOUNT = (
    "id, name, roles, person, unit, area, password IS NOT NULL AS has_password, "
    "created_at, password_at, disabled_at, signed_in_at"
)
_FIND = """
SELECT c.id, c.kind, c.label, c.expires_at, c.used_at, c.by_link, c.account,
       coalesce(a.roles, c.roles) AS roles, coalesce(a.name, c.label) AS name,
       CASE WHEN a.id IS NULL THEN c.person ELSE a.person END AS person,
       CASE WHEN a.id IS NULL THEN c.unit ELSE a.unit END AS unit,
       CASE WHEN a.id IS NULL THEN c.area ELSE a.area END AS area
FROM identity_credential c LEFT JOIN identity_account a ON a.id = c.account
WHERE c.digest = $1 AND c.revoked_at IS NULL AND a.disabled_at IS NULL
"""
_FAILED = """
INSERT INTO identity_attempt AS t (key, failures, started_at) VALUES ($1, 1, $2)
ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN t.started_at < $2::timestamptz - $3::interval THEN 1 ELSE t.failures + 1 END,
    started_at = CASE WHEN t.started_at < $2::timestamptz - $3::interval THEN $2 ELSE t.started_at END,
    locked_until = CASE
        WHEN t.started_at >= $2::timestamptz - $3::interval AND t.failures + 1 >= $4
            THEN $2::timestamptz + $3::interval
        WHEN t.locked_until > $2 THEN t.locked_until END
"""


def _account(row: Row) -> Account:
    return Account(**{**dict(row), "roles": tuple(row["roles"])})


async def accounts(tx: Tx, after: str, limit: int, q: str) -> list[Account]:
    """Return up to ``limit`` accounts whose name follows ``after`` and contains ``q``, by name."""
    rows = await tx.fetch(
        f"SELECT {_ACCOUNT} FROM identity_account "
        "WHERE name > $1 AND position($3 in name) > 0 ORDER BY name LIMIT $2",
        after,
        limit,
        q,
    )
    return [_account(row) for row in rows]


async def account(tx: Tx, name: str) -> Account | None:
    """Return the account with the folded ``name``."""
    row = await tx.fetchrow(f"SELECT {_ACCOUNT} FROM identity_account WHERE name = $1", name)
    return _account(row) if row else None


async def account_by_id(tx: Tx, key: UUID) -> Account | None:
    """Return the account with the id ``key``."""
    row = await tx.fetchrow(f"SELECT {_ACCOUNT} FROM identity_account WHERE id = $1", key)
    return _account(row) if row else None


async def accounts_named(tx: Tx, names: Sequence[str]) -> list[Account]:
    """Return the accounts among ``names``."""
    rows = await tx.fetch(f"SELECT {_ACCOUNT} FROM identity_account WHERE name = ANY($1)", list(names))
    return [_account(row) for row in rows]


async def roles_of_persons(tx: Tx, persons: Sequence[UUID], except_names: Sequence[str]) -> list[Row]:
    """Return ``person, roles`` of the enabled accounts of ``persons`` other than ``except_names``."""
    return await tx.fetch(
        "SELECT person, roles FROM identity_account "
        "WHERE person = ANY($1) AND disabled_at IS NULL AND NOT name = ANY($2)",
        list(persons),
        list(except_names),
    )


async def roles_in_use(tx: Tx) -> set[str]:
    """Return the roles that at least one enabled account holds."""
    rows = await tx.fetch(
        "SELECT DISTINCT unnest(roles) AS role FROM identity_account WHERE disabled_at IS NULL"
    )
    return {row["role"] for row in rows}


async def insert_account(tx: Tx, values: Account, by: str) -> None:
    """Add an account without a password."""
    await tx.execute(
        "INSERT INTO identity_account (id, name, roles, person, unit, area, created_at, created_by) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values.id,
        values.name,
        list(values.roles),
        values.person,
        values.unit,
        values.area,
        values.created_at,
        by,
    )


async def update_account(tx: Tx, values: Account) -> None:
    """Store roles, person, unit, area and whether the account is disabled."""
    await tx.execute(
        "UPDATE identity_account SET roles = $2, person = $3, unit = $4, area = $5, disabled_at = $6 "
        "WHERE id = $1",
        values.id,
        list(values.roles),
        values.person,
        values.unit,
        values.area,
        values.disabled_at,
    )


async def password_of(tx: Tx, name: str) -> Row | None:
    """Return ``id, password, password_at`` of the enabled account with the folded ``name``."""
    return await tx.fetchrow(
        "SELECT id, password, password_at FROM identity_account WHERE name = $1 AND disabled_at IS NULL",
        name,
    )


async def set_password(tx: Tx, key: UUID, hashed: str, at: datetime) -> None:
    """Store an argon2 hash."""
    await tx.execute(
        "UPDATE identity_account SET password = $2, password_at = $3 WHERE id = $1", key, hashed, at
    )


async def signed_in(tx: Tx, key: UUID, at: datetime) -> None:
    """Note a successful sign-in."""
    await tx.execute("UPDATE identity_account SET signed_in_at = $2 WHERE id = $1", key, at)


async def add_credential(tx: Tx, values: dict[str, Any]) -> None:
    """Store a credential; the keys of ``values`` are columns."""
    names = ", ".join(values)
    marks = ", ".join(f"${n}" for n in range(1, len(values) + 1))
    await tx.execute(f"INSERT INTO identity_credential ({names}) VALUES ({marks})", *values.values())


async def find_credential(tx: Tx, digest: bytes) -> Row | None:
    """Return a credential that is neither revoked nor of a disabled account, with who it stands for."""
    return await tx.fetchrow(_FIND, digest)


async def take_link(tx: Tx, digest: bytes, now: datetime) -> UUID | None:
    """Use up a one-time link; return its account, or ``None`` if it is not valid (any more)."""
    found: UUID | None = await tx.fetchval(
        "UPDATE identity_credential SET revoked_at = $2, used_at = $2 "
        "WHERE digest = $1 AND kind = 'link' AND revoked_at IS NULL AND expires_at > $2 RETURNING account",
        digest,
        now,
    )
    return found


async def touch(tx: Tx, key: UUID, now: datetime) -> None:
    """Note, to the minute, that a credential was used."""
    await tx.execute(
        "UPDATE identity_credential SET used_at = $2::timestamptz "
        "WHERE id = $1 AND used_at < $2::timestamptz - interval '30 seconds'",
        key,
        now,
    )


async def revoke_digest(tx: Tx, digest: bytes, now: datetime) -> int:
    """Revoke one credential by the digest of its secret; return how many that were."""
    return await tx.execute(
        "UPDATE identity_credential SET revoked_at = $2 WHERE digest = $1 AND revoked_at IS NULL", digest, now
    )


async def revoke(tx: Tx, key: UUID, now: datetime) -> int:
    """Revoke one credential by id; return how many that were."""
    return await tx.execute(
        "UPDATE identity_credential SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", key, now
    )


async def revoke_of_account(tx: Tx, account: UUID, kinds: Sequence[str], now: datetime) -> int:
    """Revoke the live credentials of an account of the given kinds; return how many that were."""
    return await tx.execute(
        "UPDATE identity_credential SET revoked_at = $3 "
        "WHERE account = $1 AND kind = ANY($2) AND revoked_at IS NULL",
        account,
        list(kinds),
        now,
    )


async def revoke_other_sessions(tx: Tx, account: UUID, keep: bytes, now: datetime) -> None:
    """Revoke the sessions and links of an account except the session whose digest is ``keep``."""
    await tx.execute(
        "UPDATE identity_credential SET revoked_at = $3 WHERE account = $1 AND digest <> $2 "
        "AND kind IN ('session', 'link') AND revoked_at IS NULL",
        account,
        keep,
        now,
    )


async def revoke_of_person(tx: Tx, person: UUID, now: datetime) -> int:
    """Revoke the live tokens that stand for a person; return how many that were."""
    return await tx.execute(
        "UPDATE identity_credential SET revoked_at = $2 WHERE person = $1 AND revoked_at IS NULL", person, now
    )


async def names_of_person(tx: Tx, person: UUID) -> list[str]:
    """Return the names of the enabled accounts of a person."""
    rows = await tx.fetch(
        "SELECT name FROM identity_account WHERE person = $1 AND disabled_at IS NULL ORDER BY name", person
    )
    return [row["name"] for row in rows]


async def credentials(tx: Tx, kind: str, now: datetime, after: UUID, limit: int) -> list[Row]:
    """Return the live credentials of one kind, oldest first, never their digests."""
    return await tx.fetch(
        "SELECT c.id, c.kind, c.label, c.roles, c.unit, c.area, c.person, a.name AS account, "
        "c.created_at, c.created_by, c.expires_at, c.used_at "
        "FROM identity_credential c LEFT JOIN identity_account a ON a.id = c.account "
        "WHERE c.kind = $1 AND c.revoked_at IS NULL AND c.expires_at > $2 AND c.id > $3 "
        "ORDER BY c.id LIMIT $4",
        kind,
        now,
        after,
        limit,
    )


async def failed(tx: Tx, key: str, now: datetime, window: timedelta, most: int) -> None:
    """Count one failure of ``key`` in its window; the ``most``-th locks it for a window's length."""
    await tx.execute(_FAILED, key, now, window, most)


async def locked_until(tx: Tx, keys: Sequence[str], now: datetime) -> datetime | None:
    """Return until when the longest locked of ``keys`` is locked, if one is."""
    found: datetime | None = await tx.fetchval(
        "SELECT max(locked_until) FROM identity_attempt WHERE key = ANY($1) AND locked_until > $2",
        list(keys),
        now,
    )
    return found


async def forgive(tx: Tx, key: str) -> None:
    """Forget the failures of ``key``."""
    await tx.execute("DELETE FROM identity_attempt WHERE key = $1", key)


async def forgive_one(tx: Tx, key: str) -> None:
    """Take back one counted failure of ``key``."""
    await tx.execute(
        "UPDATE identity_attempt SET failures = failures - 1, locked_until = NULL "
        "WHERE key = $1 AND failures > 0",
        key,
    )


async def sweep(tx: Tx, before: datetime) -> None:
    """Delete what can no longer matter: old attempts, long expired or revoked sessions and links."""
    await tx.execute("DELETE FROM identity_attempt WHERE coalesce(locked_until, started_at) < $1", before)
    await tx.execute(
        "DELETE FROM identity_credential WHERE kind <> 'token' AND (expires_at < $1 OR revoked_at < $1)",
        before,
    )
