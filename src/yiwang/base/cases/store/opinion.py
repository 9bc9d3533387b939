"""SQL of what many cases say together: for topics, bursts and people who come again and again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from yiwang.base.cases.store.wanted import LIVE, SHOWN, Wanted, Where, matching
from yiwang.infra.database import Row, Tx

# Callers are known by a few bytes of the keyed hash of their number: enough to count people by.
_CALLERS = """
(SELECT array_agg(DISTINCT encode(substr(p.phone_key, 1, 6), 'hex')) FROM cases_report r
    JOIN cases_reporter p ON p.report_id = r.id WHERE r.case_id = c.id AND p.phone_key IS NOT NULL) AS callers
"""
# When others said that they want it solved too; of very many the newest.
_VOTES = """
ARRAY(SELECT v.at FROM cases_vote v WHERE v.case_id = c.id ORDER BY v.at DESC LIMIT 1000) AS votes
"""
_VOICE = (
    "c.number, c.title, c.matter, c.path, c.unit, c.opened_at, c.closed_at, c.satisfaction, c.reports, "
    f"c.lon, c.lat, {_CALLERS}, {_VOTES}"
)
_DAILY = f"""
SELECT c.path[least($3::int, cardinality(c.path))] AS area, c.matter,
    (c.opened_at AT TIME ZONE $4)::date AS day, count(*) AS n
FROM cases_case c
WHERE c.opened_at >= $1 AND c.opened_at < $2 AND {SHOWN} AND c.matter IS NOT NULL AND cardinality(c.path) > 0
GROUP BY 1, 2, 3
"""
# One row per caller and matter; the instants stand beside the numbers they belong to, oldest first.
_AGAIN = f"""
SELECT phone_key, matter, count(*) AS n, array_agg(number ORDER BY at) AS numbers,
    array_agg(at ORDER BY at) AS instants, min(phone) AS phone, max(path) AS path
FROM (
    SELECT p.phone_key, c.matter, c.number, c.path, min(r.received_at) AS at, min(p.phone) AS phone
    FROM cases_report r JOIN cases_reporter p ON p.report_id = r.id JOIN cases_case c ON c.id = r.case_id
    WHERE r.received_at >= $1 AND p.phone_key IS NOT NULL AND c.matter IS NOT NULL AND {SHOWN}
        AND ($4::text[] IS NULL OR c.matter = ANY($4))
    GROUP BY p.phone_key, c.matter, c.number, c.path) AS told
GROUP BY phone_key, matter HAVING count(*) >= $2 ORDER BY n DESC LIMIT $3
"""
_OLD = f"""
SELECT c.number, c.matter, c.path, c.opened_at, c.closed_at FROM cases_case c
WHERE ({LIVE} OR c.closed_at > $2) AND {SHOWN} AND c.opened_at < $1 ORDER BY c.opened_at LIMIT $3
"""
_STREET = "c.path[least(3, cardinality(c.path))]"
# Tags were read at intake and are kept with the report; words of the city are looked for in its plain form.
_FLAGGED = f"""
SELECT c.number, c.matter, c.path, c.opened_at, found.tags, found.words FROM cases_case c
CROSS JOIN LATERAL (
    SELECT array_agg(DISTINCT t.code) FILTER (WHERE t.code IS NOT NULL) AS tags,
        array_agg(DISTINCT w.word) FILTER (WHERE w.word IS NOT NULL) AS words
    FROM cases_report r LEFT JOIN cases_hint h ON h.report_id = r.id
    LEFT JOIN LATERAL (
        SELECT e ->> 'code' AS code FROM jsonb_array_elements(coalesce(h.reading -> 'tags', '[]')) AS e
        WHERE e ->> 'code' = ANY($4)) AS t ON true
    LEFT JOIN LATERAL (
        SELECT word FROM unnest($5::text[]) AS word
        WHERE position(lower(word) IN lower(normalize(r.text, NFKC))) > 0) AS w ON true
    WHERE r.case_id = c.id) AS found
WHERE c.opened_at >= $1 AND c.opened_at < $2 AND ($3::text[] IS NULL OR c.number = ANY($3)) AND {SHOWN}
    AND (found.tags IS NOT NULL OR found.words IS NOT NULL)
ORDER BY c.opened_at DESC, c.id DESC LIMIT $6
"""

#: So many of the newest cases of a filter are drawn from.
_DRAWN_FROM = 50_000


async def told(tx: Tx, w: Wanted, limit: int) -> list[Row]:
    """Return reports of cases of a filter, drawn evenly; held until the transaction ends, so none is erased.

    Erased reports are left out: their salt is empty.
    """
    where = Where()
    matching(w, where)
    return await tx.fetch(
        f"WITH c AS MATERIALIZED (SELECT c.id, c.number, c.matter, c.path FROM cases_case c "
        f"WHERE {where.take()} ORDER BY c.opened_at DESC, c.id DESC LIMIT {_DRAWN_FROM}) "
        "SELECT r.id AS report, r.text, c.number, c.matter, c.path FROM c JOIN cases_report r "
        "ON r.case_id = c.id WHERE length(r.salt) > 0 AND r.text <> '' "
        f"ORDER BY md5(r.id::text) LIMIT {int(limit)} FOR SHARE OF r",
        *where.values,
    )


async def first_told(tx: Tx, w: Wanted, limit: int) -> dict[str, str]:
    """Return what the first report of each of the newest cases of a filter says, without erased ones."""
    where = Where()
    matching(w, where)
    rows = await tx.fetch(
        f"WITH c AS MATERIALIZED (SELECT c.id, c.number FROM cases_case c WHERE {where.take()} "
        f"ORDER BY c.opened_at DESC, c.id DESC LIMIT {int(limit)}) "
        "SELECT DISTINCT ON (c.number) c.number, r.text FROM c JOIN cases_report r ON r.case_id = c.id "
        "WHERE length(r.salt) > 0 AND r.text <> '' ORDER BY c.number, r.received_at, r.id",
        *where.values,
    )
    return {row["number"]: row["text"] for row in rows}


async def gathered(tx: Tx, w: Wanted, limit: int) -> list[Row]:
    """Return the newest cases of a filter with the people who reported each, and when others agreed."""
    where = Where()
    matching(w, where)
    return await tx.fetch_planned(
        f"SELECT {_VOICE} FROM cases_case c WHERE {where.take()} "
        f"ORDER BY c.opened_at DESC, c.id DESC LIMIT {int(limit)}",
        *where.values,
    )


async def grouped(tx: Tx, groups: Collection[tuple[str, str]], since: datetime, limit: int) -> list[Row]:
    """Return the newest cases of some pairs of matter and street, as :func:`gathered` does."""
    matters, streets = [matter for matter, _ in groups], [street for _, street in groups]
    return await tx.fetch_planned(
        f"SELECT {_VOICE} FROM cases_case c WHERE c.matter = ANY($1) AND c.opened_at >= $3 AND {SHOWN} "
        f"AND (c.matter, {_STREET}) IN (SELECT * FROM unnest($1::text[], $2::text[])) "
        f"ORDER BY c.opened_at DESC, c.id DESC LIMIT {int(limit)}",
        matters,
        streets,
        since,
    )


async def daily(tx: Tx, since: datetime, until: datetime, level: int, zone: str) -> list[Row]:
    """Return cases per area (``level`` steps below nothing: 1 is the city), matter and day of ``zone``."""
    return await tx.fetch(_DAILY, since, until, level, zone)


async def again(
    tx: Tx, since: datetime, least: int, limit: int, matters: Collection[str] | None = None
) -> list[Row]:
    """Return callers with at least ``least`` cases of one matter; numbers in full, to be masked."""
    return await tx.fetch(_AGAIN, since, least, limit, None if matters is None else list(matters))


async def old(tx: Tx, before: datetime, since: datetime, limit: int) -> list[Row]:
    """Return cases opened before an instant that are live or were so after ``since``, the oldest first."""
    return await tx.fetch(_OLD, before, since, limit)


async def flagged(
    tx: Tx,
    window: tuple[datetime, datetime],
    numbers: Collection[str] | None,
    tags: Collection[str],
    words: Collection[str],
    limit: int,
) -> list[Row]:
    """Return the cases opened in ``window`` whose reports carry one of ``tags`` or say one of ``words``."""
    some = None if numbers is None else list(numbers)
    return await tx.fetch(_FLAGGED, *window, some, list(tags), list(words), limit)


async def replied(tx: Tx, w: Wanted, limit: int) -> list[Row]:
    """Return the newest cases of a filter that were answered: what was asked first and replied last."""
    where = Where()
    matching(w, where)
    return await tx.fetch_planned(
        "SELECT c.number, c.unit, c.matter, c.closed_at, n.at AS replied_at, n.text AS reply, "
        "coalesce((SELECT r.text FROM cases_report r WHERE r.case_id = c.id ORDER BY r.received_at LIMIT 1), "
        "c.title) AS demand FROM cases_case c JOIN LATERAL (SELECT n.at, n.text FROM cases_note n "
        "WHERE n.case_id = c.id AND n.public AND n.kind = 'public_reply' AND n.text IS NOT NULL "
        f"ORDER BY n.at DESC, n.id DESC LIMIT 1) n ON true WHERE {where.take()} "
        f"ORDER BY c.opened_at DESC, c.id DESC LIMIT {int(limit)}",
        *where.values,
    )
