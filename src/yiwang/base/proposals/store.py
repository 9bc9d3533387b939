"""SQL of proposals."""

from __future__ import annotations

from uuid import UUID

import msgspec

from yiwang.base.proposals.model.proposal import Proposal
from yiwang.infra.database import Tx


async def put(tx: Tx, proposal: Proposal) -> None:
    """Store a proposal as it is now."""
    await tx.execute(
        "INSERT INTO proposals_proposal (id, state, at, body) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (id) DO UPDATE SET state = $2, body = $4",
        proposal.id,
        proposal.state,
        proposal.at,
        msgspec.to_builtins(proposal),
    )


async def get(tx: Tx, proposal: UUID, *, lock: bool = False) -> Proposal | None:
    """Return a proposal, locked if it is to be changed."""
    query = "SELECT body FROM proposals_proposal WHERE id = $1"
    row = await tx.fetchrow(f"{query} FOR UPDATE" if lock else query, proposal)
    return None if row is None else msgspec.convert(row["body"], Proposal)


async def newest(tx: Tx, limit: int) -> list[Proposal]:
    """Return proposals, newest first."""
    rows = await tx.fetch("SELECT body FROM proposals_proposal ORDER BY at DESC, id DESC LIMIT $1", limit)
    return [msgspec.convert(row["body"], Proposal) for row in rows]
