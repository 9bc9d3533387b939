"""The door of the journal, the ledger and the security audit trail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from yiwang.base.audit.model.canonical import commitment
from yiwang.base.audit.model.journal import JournalEntry, chain, default_digest, preimage, use_digest
from yiwang.base.audit.store import journal as journal_store
from yiwang.base.audit.store import ledger as ledger_store
from yiwang.base.audit.store import trail as trail_store
from yiwang.base.audit.store.trail import TrailFilter
from yiwang.base.audit.usecases.prove import consistency, proof, sign_receipt
from yiwang.base.audit.usecases.seal import HEAD, seal
from yiwang.base.audit.usecases.trail import forget_actor, record
from yiwang.base.audit.usecases.verify import Problem, Verdict, Verifier
from yiwang.infra.database import Row, Tx
from yiwang.infra.signing import Keyring, PublicKey, Signer, keys

__all__ = [
    "JournalEntry",
    "Problem",
    "TrailFilter",
    "Verdict",
    "acts",
    "append",
    "chain",
    "checkpoint",
    "commitment",
    "consistency",
    "copy_line",
    "default_digest",
    "forget_actor",
    "history",
    "last",
    "load",
    "preimage",
    "proof",
    "public_keys",
    "record",
    "seal",
    "sign_receipt",
    "signer",
    "steps",
    "touched",
    "trail",
    "use_digest",
    "verify",
]


async def append(tx: Tx, entries: Sequence[JournalEntry]) -> None:
    """Store ``entries`` (any number, any subjects) with one statement, in the caller's transaction.

    Raises ``journal_conflict`` (409) when a ``(subject, seq)`` exists already: somebody else moved the
    subject first.
    """
    if entries:
        await journal_store.append(tx, entries)


async def load(tx: Tx, text: bytes) -> None:
    """Store entries given in COPY's text format: for loading millions, each hashed by the caller.

    Columns: stream, subject, seq, at, actor, actor_name, actor_salt, actor_mark, action, origin, target,
    data, algorithm, prev, hash. What is wrong in them, :func:`verify` will find.
    """
    await journal_store.load(tx, text)


def copy_line(entry: JournalEntry) -> str:
    """Return ``entry`` as a line for :func:`load`; pure, so that a thread can make many."""
    return journal_store.copy_line(entry)


async def history(tx: Tx, subject: UUID, *, after: int = 0, limit: int | None = None) -> list[JournalEntry]:
    """Return the journal of ``subject`` in order, from ``seq > after``, at most ``limit`` entries."""
    return await journal_store.history(tx, subject, after, limit)


async def last(tx: Tx, subject: UUID) -> JournalEntry | None:
    """Return the newest entry of ``subject``, whose hash and seq the next one continues."""
    return await journal_store.last(tx, subject)


def signer() -> Signer:
    """Return the signer of this installation, for :func:`sign_receipt`.

    Raises ``signing_key`` (503) when the key folder is not set or not usable.
    """
    return keys().signer()


async def checkpoint(tx: Tx) -> str | None:
    """Return the newest signed checkpoint as its note, or ``None`` before the first sealing."""
    newest = await ledger_store.newest_checkpoint(tx)
    return None if newest is None else str(newest["note"])


async def public_keys(tx: Tx) -> list[PublicKey]:
    """Return every key that has signed checkpoints or receipts here, oldest first."""
    published = [PublicKey.parse(line) for line in await ledger_store.key_lines(tx)]
    return published + [key for key in keys().public_keys() if key not in published]


async def trail(
    tx: Tx, wanted: TrailFilter, *, before: int | None = None, limit: int = 100
) -> list[JournalEntry]:
    """Return security records that match ``wanted``, newest first, from positions below ``before``."""
    return await trail_store.find(tx, wanted, 2**63 - 1 if before is None else before, limit)


async def verify(
    tx: Tx, keyring: Keyring, *, head: str | None = None, progress: Callable[[int], None] | None = None
) -> Verdict:
    """Check the whole journal, tree, checkpoints and signatures; about 30,000 rows/s.

    Only keys of ``keyring`` are trusted, never those stored in the database. ``head`` is a checkpoint
    from elsewhere; without one, the copy that the sealer keeps beside the keys is used.
    """
    known = keyring.kept(HEAD) if head is None else head
    return await Verifier(tx, keyring.public_keys(), known, progress).run()


async def steps(tx: Tx, subjects: Sequence[UUID], *, without: Sequence[str] = ()) -> list[Row]:
    """Return what was done with ``subjects``, in their order, then by the journal's own number.

    Each row: ``place`` of the subject (from 1), ``at``, ``action``, ``target`` (stage after it), ``unit``
    (what the entry calls so, if anything). Actions ``without`` are left out.
    """
    return await journal_store.steps(tx, subjects, without)


async def acts(
    tx: Tx, subjects: Sequence[UUID], *, without: Sequence[str] = (), keys: Sequence[str] = ()
) -> list[Row]:
    """Return the steps of ``subjects`` in the order of :func:`steps`, each with who did it.

    Each row: ``place`` of the subject (from 1), ``at``, ``actor``, ``action``, ``origin``, ``target``, and
    ``said``: what the entry keeps under ``keys``, in their order.
    """
    return await journal_store.acts(tx, subjects, without, keys)


async def touched(
    tx: Tx, subjects: Sequence[UUID], *, actions: Sequence[str] = (), actors: Sequence[str] = ()
) -> list[UUID]:
    """Return the ``subjects`` whose journal has an entry of another action by another actor.

    ``actors`` are keys (:attr:`Actor.key`). Answers "was anything done here beyond these?".
    """
    return await journal_store.touched(tx, subjects, actions, actors)
