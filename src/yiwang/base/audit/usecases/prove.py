"""Receipts and proofs: what a citizen, or anyone, can check without trusting us."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from yiwang.base.audit.model import merkle
from yiwang.base.audit.model.canonical import digest
from yiwang.base.audit.model.journal import JournalEntry
from yiwang.base.audit.model.ledger import Checkpoint, b64, proof_dict, receipt_text
from yiwang.base.audit.store import journal as journal_store
from yiwang.base.audit.store import ledger as store
from yiwang.infra.database import Tx
from yiwang.infra.signing import Signer
from yiwang.kernel.errors import InvalidInputError


def sign_receipt(signer: Signer, entry: JournalEntry) -> dict[str, Any]:
    """Return a signed promise that ``entry`` is in the journal and will be in the tree within 10 s."""
    return {
        "subject": str(entry.subject),
        "seq": entry.seq,
        "entry": b64(entry.hash),
        "note": signer.sign(receipt_text(entry)),
        "key": signer.public.line(),
    }


async def proof(tx: Tx, subject: UUID, seq: int) -> dict[str, Any] | None:
    """Return the inclusion proof of an entry against the newest checkpoint; ``None`` until sealed."""
    entry = await journal_store.entry(tx, subject, seq)
    newest = await store.newest_checkpoint(tx)
    if entry is None or newest is None:
        return None
    leaf = await store.leaf_index(tx, entry.position)
    if leaf is None or leaf >= newest["size"]:
        return None
    intervals = merkle.inclusion_intervals(leaf, newest["size"])
    path = await _hashes(tx, intervals)
    checkpoint = Checkpoint(
        origin="", size=newest["size"], root=newest["root"], at=newest["at"], note=newest["note"]
    )
    return proof_dict(leaf, entry.hash, path, checkpoint)


async def consistency(tx: Tx, old: int, new: int) -> dict[str, Any]:
    """Return the proof that the log of ``old`` leaves is a prefix of that of ``new`` leaves.

    Raises ``invalid_input`` unless ``0 < old <= new <= sealed size``.
    """
    log = await store.get_log(tx)
    size = 0 if log is None else log["size"]
    if not 0 < old <= new <= size:
        raise InvalidInputError(
            field="from", why_zh=f"应满足 0 < from ≤ to ≤ {size}", why_en=f"must be 0 < from <= to <= {size}"
        )
    path = await _hashes(tx, merkle.consistency_intervals(old, new))
    return {"from": old, "to": new, "path": [b64(step) for step in path]}


async def _hashes(tx: Tx, intervals: list[merkle.Interval]) -> list[bytes]:
    log = await store.get_log(tx)
    if log is None:
        return []
    hasher = digest(log["algorithm"])
    tiles = await store.tiles(tx, merkle.tiles_needed(intervals))
    return [merkle.interval_hash(hasher, interval, tiles) for interval in intervals]
