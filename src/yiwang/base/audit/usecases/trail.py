"""The security audit trail: who did what to what, with which success (安全审计)."""

from __future__ import annotations

import secrets
from typing import Any, Final
from uuid import UUID, uuid5

from yiwang.base.audit.model.journal import JournalEntry, chain
from yiwang.base.audit.store import journal as journal_store
from yiwang.base.audit.store import trail as store
from yiwang.base.audit.usecases.verify import FORGET
from yiwang.infra.database import Work

STREAM: Final = "audit"
#: Chains of actors without an account (public, failed sign-ins): spread, so that they do not queue up.
_SHARDS: Final = 16
_NAMES: Final = UUID("6f1c1c52-5d0b-5c0e-9a3c-1d1f5b1e7a10")


def chain_of(actor_key: str) -> UUID:
    """Return the subject under which the acts of ``actor_key`` are chained."""
    shared = actor_key.startswith("role:")
    name = f"{actor_key}#{secrets.randbelow(_SHARDS)}" if shared else actor_key
    return uuid5(_NAMES, name)


async def record(
    work: Work,
    action: str,
    object_kind: str,
    object_id: str | UUID,
    detail: dict[str, Any],
    *,
    success: bool = True,
) -> JournalEntry:
    """Add one act of ``work.actor`` to the trail, in the caller's transaction.

    ``action`` is ``area.verb`` (``account.create``, ``session.open``, ``personal.read``). ``object_kind``
    and ``object_id`` name what was acted on. ``detail`` is plain JSON without personal data and without
    secrets. A refused or failed act is recorded with ``success=False`` in a transaction of its own,
    because that of the act is rolled back.
    """
    subject = chain_of(work.actor.key)
    await store.lock_chain(work.tx, subject)
    newest = await journal_store.last(work.tx, subject)
    data = {
        "object_kind": object_kind,
        "object_id": str(object_id),
        "success": success,
        "detail": detail,
        "roles": sorted(work.actor.roles),
        "unit": work.actor.unit,
    }
    seq, prev = (1, b"") if newest is None else (newest.seq + 1, newest.hash)
    entry = chain(STREAM, subject, seq, work.now, work.actor, action, None, None, data, prev)
    await journal_store.append(work.tx, [entry])
    return entry


async def forget_actor(work: Work, actor_key: str, basis: str) -> int:
    """Erase the name of ``actor_key`` from every journal entry and record that it was done and why.

    Hashes and proofs stay valid: they cover a salted commitment, and the salt goes with the name.
    Returns the number of entries.
    """
    await record(work, FORGET, "actor", actor_key, {"basis": basis})
    return await store.forget_actor(work.tx, actor_key)
