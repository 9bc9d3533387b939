"""SQL of assistance."""

from __future__ import annotations

from datetime import datetime

from yiwang.base.assist.model.writer import Written
from yiwang.infra.database import Tx, Work
from yiwang.kernel.ids import new_id


async def calls_since(tx: Tx, who: str, since: datetime) -> int:
    """Return how often an actor asked since then."""
    found: int = await tx.fetchval("SELECT count(*) FROM assist_call WHERE who = $1 AND at >= $2", who, since)
    return found


async def add(
    work: Work, purpose: str, case: str | None, model: str, written: Written, millis: int, outcome: str
) -> None:
    """Record a call."""
    await work.tx.execute(
        'INSERT INTO assist_call (id, at, who, purpose, "case", model, tokens_in, tokens_out, millis, '
        "outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        new_id(),
        work.now,
        work.actor.key,
        purpose,
        case,
        model,
        written.tokens_in,
        written.tokens_out,
        millis,
        outcome,
    )
