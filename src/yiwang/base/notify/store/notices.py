"""SQL of notices: many rows per statement, every look bounded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yiwang.base.notify.model.notice import NoticeDraft, audiences
from yiwang.infra.database import Row, Tx
from yiwang.kernel.actor import Actor
from yiwang.kernel.ids import new_id

#: The unread are counted up to this and then "or more".
MOST_COUNTED = 100
#: How far back the count looks in each audience: a reader of a small area in a busy city looks no further.
SCANNED = 2000

_INSERT = """
INSERT INTO notify_notice (id, at, audience, within, path, kind, level, subject, params, dedupe)
SELECT id, $1, audience, within, coalesce(string_to_array(path, ' '), '{}'), kind, level, subject, params,
    dedupe
FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::jsonb[], $10::uuid[]) AS fresh (id, audience, within, path, kind, level, subject, params, dedupe)
ON CONFLICT (dedupe) DO NOTHING
RETURNING dedupe
"""
# $1 audiences, $2 roles, $3 area, $4 reader; the same rule as model.notice.is_for
_MINE = """(n.within IS NULL OR n.within = ANY($2))
    AND (n.path = '{}' OR $3::text IS NULL OR $3 = ANY(n.path))"""
_SINCE = "coalesce((SELECT upto FROM notify_mark WHERE reader = $4), '-infinity')"
_LIST = f"""
SELECT found.*, coalesce(found.own_read_at, CASE WHEN found.at <= m.upto THEN m.read_at END) AS read_at
FROM unnest($1::text[]) AS a (audience)
CROSS JOIN LATERAL (
    SELECT n.id, n.at, n.kind, n.level, n.subject, n.params, r.read_at AS own_read_at
    FROM notify_notice n LEFT JOIN notify_read r ON r.reader = $4 AND r.notice = n.id
    WHERE n.audience = a.audience AND {_MINE}
        AND ($5::timestamptz IS NULL OR (n.at, n.id) < ($5, $6::uuid))
        AND ($7::boolean IS NULL OR $7 = (r.read_at IS NULL AND n.at > {_SINCE}))
    ORDER BY n.at DESC, n.id DESC LIMIT $8) AS found
LEFT JOIN notify_mark m ON m.reader = $4
ORDER BY found.at DESC, found.id DESC LIMIT $8
"""
_COUNT = f"""
SELECT count(*) FROM (
    SELECT 1 FROM unnest($1::text[]) AS a (audience)
    CROSS JOIN LATERAL (
        SELECT id, within, path FROM notify_notice
        WHERE audience = a.audience AND at > {_SINCE}
        ORDER BY at DESC, id DESC LIMIT $5) AS n
    WHERE {_MINE} AND NOT EXISTS (SELECT 1 FROM notify_read r WHERE r.reader = $4 AND r.notice = n.id)
    LIMIT $6) AS unread
"""
_READ = f"""
INSERT INTO notify_read (reader, notice, read_at)
SELECT $4, n.id, $5 FROM notify_notice n
WHERE n.id = ANY($6) AND n.audience = ANY($1) AND {_MINE} AND n.at > {_SINCE}
ON CONFLICT DO NOTHING
"""
_READ_RECENT = f"""
INSERT INTO notify_read (reader, notice, read_at)
SELECT $4, n.id, $5 FROM notify_notice n
WHERE n.audience = ANY($1) AND {_MINE} AND n.at > greatest({_SINCE}, $6)
ON CONFLICT DO NOTHING
"""
_MARK = """
INSERT INTO notify_mark (reader, upto, read_at) VALUES ($1, $2, $3)
ON CONFLICT (reader) DO UPDATE SET upto = $2, read_at = $3 WHERE notify_mark.upto < $2
"""


async def insert(tx: Tx, drafts: Sequence[NoticeDraft], at: datetime) -> set[UUID]:
    """Store ``drafts`` in one statement and return the keys of those that were not there yet.

    In the order of their keys, so that two transactions with the same ones never wait in a circle.
    """
    rows = sorted({d.key: d for d in drafts}.items())
    stored = await tx.fetch(
        _INSERT,
        at,
        [new_id() for _ in rows],
        [d.target.audience for _, d in rows],
        [d.target.within for _, d in rows],
        [" ".join(d.target.path) or None for _, d in rows],
        [d.kind for _, d in rows],
        [d.level for _, d in rows],
        [d.subject for _, d in rows],
        [d.params for _, d in rows],
        [key for key, _ in rows],
    )
    return {row["dedupe"] for row in stored}


def _scope(actor: Actor) -> tuple[list[str], list[str], str | None, str]:
    return audiences(actor), sorted(actor.roles), actor.area, actor.key


async def listed(
    tx: Tx, actor: Actor, *, unread: bool | None, before: tuple[datetime, UUID] | None, limit: int
) -> list[Row]:
    """Return the notices for ``actor``, newest first, older than ``before``."""
    at, key = before or (None, None)
    return await tx.fetch(_LIST, *_scope(actor), at, key, unread, limit)


async def count_unread(tx: Tx, actor: Actor) -> int:
    """Return how many notices ``actor`` has not read, up to :data:`MOST_COUNTED`."""
    found: int = await tx.fetchval(_COUNT, *_scope(actor), SCANNED, MOST_COUNTED)
    return found


async def mark_read(tx: Tx, actor: Actor, ids: Sequence[UUID], at: datetime) -> int:
    """Note that ``actor`` has read those of ``ids`` that are for the actor; return how many were new."""
    return await tx.execute(_READ, *_scope(actor), at, list(ids))


async def mark_all(tx: Tx, actor: Actor, at: datetime, upto: datetime) -> None:
    """Note that ``actor`` has read everything: by a mark up to ``upto``, one by one what came after.

    A notice older than now may still be uncommitted in another transaction; a mark at the present would
    swallow it unseen.
    """
    await tx.execute(_READ_RECENT, *_scope(actor), at, upto)
    await tx.execute(_MARK, actor.key, upto, at)


async def sweep(tx: Tx, before: datetime, limit: int) -> int:
    """Delete up to ``limit`` notices older than ``before``, with who has read them."""
    return await tx.execute(
        "DELETE FROM notify_notice WHERE id IN (SELECT id FROM notify_notice WHERE at < $1 LIMIT $2)",
        before,
        limit,
    )
