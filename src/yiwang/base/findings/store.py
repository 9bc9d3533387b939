"""SQL of findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.findings.model.finding import Finding, digest
from yiwang.base.findings.model.strategy import Strategy
from yiwang.infra.database import Row, Tx, Work
from yiwang.infra.snapshots import Snapshot, bump


async def _strategies(tx: Tx) -> dict[str, tuple[int, Strategy]]:
    rows = await tx.fetch("SELECT code, version, body FROM findings_strategy ORDER BY code")
    return {row["code"]: (row["version"], msgspec.convert(row["body"], Strategy)) for row in rows}


#: Strategies by code, with their versions.
STRATEGIES: Snapshot[dict[str, tuple[int, Strategy]]] = Snapshot("findings.strategies", _strategies)


async def put_strategy(work: Work, code: str, strategy: Strategy) -> int:
    """Write a strategy as a new version of itself and return its number."""
    version: int = await work.tx.fetchval(
        "INSERT INTO findings_strategy (code, version, body, changed_at, changed_by) "
        "VALUES ($1, 1, $2, $3, $4) "
        "ON CONFLICT (code) DO UPDATE SET version = findings_strategy.version + 1, body = excluded.body, "
        "changed_at = excluded.changed_at, changed_by = excluded.changed_by RETURNING version",
        code,
        msgspec.to_builtins(strategy),
        work.now,
        work.actor.key,
    )
    await bump(work.tx, STRATEGIES.name)
    return version


async def take(tx: Tx, client: str, day: date, count: int) -> int:
    """Count what a client sends and return how many it sent this day."""
    sent: int = await tx.fetchval(
        "INSERT INTO findings_client (client, day, sent) VALUES ($1, $2, $3) "
        "ON CONFLICT (client, day) DO UPDATE SET sent = findings_client.sent + excluded.sent RETURNING sent",
        client,
        day,
        count,
    )
    return sent


async def limit_of(tx: Tx, client: str, usual: int) -> int:
    """Return what a client may send per day: its own limit, that of all others, or the usual one."""
    found: int | None = await tx.fetchval(
        "SELECT per_day FROM findings_limit WHERE client IN ($1, '') ORDER BY client = '' LIMIT 1", client
    )
    return usual if found is None else found


async def put_limit(tx: Tx, client: str, per_day: int) -> None:
    """Set what a client may send per day; ``""``: all others."""
    await tx.execute(
        "INSERT INTO findings_limit (client, per_day) VALUES ($1, $2) "
        "ON CONFLICT (client) DO UPDATE SET per_day = excluded.per_day",
        client,
        per_day,
    )


async def limits(tx: Tx) -> dict[str, int]:
    """Return the limits that are set."""
    rows = await tx.fetch("SELECT client, per_day FROM findings_limit ORDER BY client")
    return {row["client"]: row["per_day"] for row in rows}


async def senders(tx: Tx, since: date, today: date) -> list[Row]:
    """Return who sent findings since a day: today, and the most on one day."""
    return await tx.fetch(
        "SELECT client, max(sent) AS most, sum(sent) AS sent, sum(sent) FILTER (WHERE day = $2) AS today "
        "FROM findings_client WHERE day >= $1 GROUP BY client ORDER BY sum(sent) DESC LIMIT 200",
        since,
        today,
    )


async def lock(tx: Tx) -> None:
    """Let one batch be judged at a time: what is valid depends on what was before."""
    await tx.execute("SELECT pg_advisory_xact_lock(hashtext('findings'))")


async def known(tx: Tx, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Row]:
    """Return what is stored of these findings."""
    rows = await tx.fetch(
        'SELECT f.source, f.id, f.digest, f.outcome, f.strategy, f."case" FROM findings_finding f '
        "JOIN unnest($1::text[], $2::text[]) AS k (source, id) ON f.source = k.source AND f.id = k.id",
        [source for source, _ in keys],
        [one for _, one in keys],
    )
    return {(row["source"], row["id"]): row for row in rows}


async def before(tx: Tx, strategy: str, since: datetime, until: datetime, limit: int) -> list[Row]:
    """Return findings judged by a strategy, the newest of the span, oldest first."""
    rows = await tx.fetch(
        "SELECT seq, at, site, confidence, box, lon, lat, outcome FROM findings_finding "
        "WHERE strategy = $1 AND at BETWEEN $2 AND $3 ORDER BY at DESC, seq DESC LIMIT $4",
        strategy,
        since,
        until,
        limit,
    )
    return rows[::-1]


_INSERT = """
INSERT INTO findings_finding (source, id, digest, kind, site, at, received_at, client, confidence, box,
    lon, lat, picture, model, strategy, strategy_version, outcome, "into", path)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) RETURNING seq
"""


async def add(
    work: Work,
    finding: Finding,
    path: Sequence[str],
    strategy: tuple[str, int] | None,
    outcome: str,
    into: int | None,
) -> int:
    """Insert a judged finding, which lies in the areas ``path``, and return its number."""
    f = finding
    seq: int = await work.tx.fetchval(
        _INSERT,
        *(f.source, f.id, digest(f), f.kind, f.site, f.at, work.now, work.actor.key, f.confidence),
        *(None if f.box is None else list(f.box), f.lon, f.lat, f.picture, f.model),
        *(strategy or (None, None)),
        outcome,
        into,
        list(path),
    )
    return seq


async def bind(tx: Tx, seq: int, report: UUID | None, case: str | None, note: str | None) -> None:
    """Write what became of a valid finding."""
    await tx.execute(
        'UPDATE findings_finding SET report = $2, "case" = $3, note = $4 WHERE seq = $1',
        seq,
        report,
        case,
        note,
    )


async def of_cases(tx: Tx, numbers: Sequence[str]) -> list[Row]:
    """Return findings of these cases without a verdict, locked."""
    return await tx.fetch(
        'SELECT seq, "case", model FROM findings_finding WHERE "case" = ANY ($1) AND verdict IS NULL '
        "ORDER BY seq FOR UPDATE",
        list(numbers),
    )


async def judge(tx: Tx, seqs: Sequence[int], verdict: str) -> None:
    """Write whether findings were true."""
    await tx.execute("UPDATE findings_finding SET verdict = $2 WHERE seq = ANY ($1)", list(seqs), verdict)


async def find(
    tx: Tx,
    kind: str | None,
    site: str | None,
    outcome: str | None,
    before_seq: int | None,
    limit: int,
    area: str | None,
) -> list[dict[str, Any]]:
    """Return findings in ``area`` (``None``: wherever they are), what came last first."""
    rows = await tx.fetch(
        "SELECT seq, source, id, kind, site, at, received_at, confidence, box, lon, lat, picture, model, "
        'strategy, strategy_version, outcome, "into", "case", note, verdict FROM findings_finding '
        "WHERE ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR site = $2) "
        "AND ($3::text IS NULL OR outcome = $3) AND ($4::bigint IS NULL OR seq < $4) "
        "AND ($6::text IS NULL OR path @> ARRAY[$6]) ORDER BY seq DESC LIMIT $5",
        kind,
        site,
        outcome,
        before_seq,
        limit,
        area,
    )
    return [dict(row) for row in rows]


async def effect(tx: Tx, since: datetime) -> list[Row]:
    """Return counts by kind, strategy and outcome, and what came of the valid ones."""
    return await tx.fetch(
        "SELECT kind, strategy, outcome, count(*) AS n, "
        "count(*) FILTER (WHERE verdict = 'true') AS said_true, "
        "count(*) FILTER (WHERE verdict = 'false') AS said_false FROM findings_finding WHERE at >= $1 "
        "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        since,
    )


async def days(tx: Tx, since: datetime, zone: str, strategy: str | None) -> list[Row]:
    """Return counts by day of the city and outcome, of one strategy or of all findings."""
    return await tx.fetch(
        "SELECT (at AT TIME ZONE $2)::date AS day, outcome, count(*) AS n FROM findings_finding "
        "WHERE at >= $1 AND ($3::text IS NULL OR strategy = $3) GROUP BY 1, 2 ORDER BY 1, 2",
        since,
        zone,
        strategy,
    )


async def of_kind(tx: Tx, kind: str, since: datetime, limit: int) -> list[Row]:
    """Return the newest findings of a kind, oldest first."""
    rows = await tx.fetch(
        "SELECT at, site, confidence, box, lon, lat, outcome FROM findings_finding "
        "WHERE kind = $1 AND at >= $2 ORDER BY at DESC, seq DESC LIMIT $3",
        kind,
        since,
        limit,
    )
    return rows[::-1]


async def rates(tx: Tx, since: datetime, step: str, zone: str, limit: int) -> list[dict[str, Any]]:
    """Return counts by period, model, kind and site, the newest period first."""
    rows = await tx.fetch(
        "SELECT date_trunc($2, at AT TIME ZONE $3)::date AS period, model, source, kind, site, "
        "count(*) AS raw, "
        "count(*) FILTER (WHERE outcome = 'valid') AS valid, "
        "count(*) FILTER (WHERE verdict = 'true') AS said_true, "
        "count(*) FILTER (WHERE verdict = 'false') AS said_false FROM findings_finding WHERE at >= $1 "
        "GROUP BY 1, 2, 3, 4, 5 ORDER BY 1 DESC, raw DESC, 3, 4, 5 LIMIT $4",
        since,
        step,
        zone,
        limit,
    )
    return [dict(row) for row in rows]
