"""The journal entry (流水) and its chain: each entry holds the hash of the one before it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.audit.model.canonical import commitment, digest, encode, settled, timestamp
from yiwang.kernel.actor import Actor

_SALT_BYTES = 16


class JournalEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One step in the life of a subject: who did what when, from which stage to which.

    ``seq`` starts at 1 per subject. ``actor`` is :attr:`Actor.key`. ``data`` is plain JSON and never
    holds personal data, only commitments to them. ``prev`` is the hash of the entry before (empty for
    the first). ``actor_mark`` commits to ``actor_name`` under ``actor_salt``, so that the name of a
    person can be erased while ``hash`` stays true; an erased name reads ``""`` with an empty salt.
    ``position`` is the place in the table (0 before it is stored).
    """

    stream: str
    subject: UUID
    seq: int
    at: datetime
    actor: str
    actor_name: str
    action: str
    origin: str | None
    target: str | None
    data: dict[str, Any]
    prev: bytes
    hash: bytes
    actor_salt: bytes = b""
    actor_mark: bytes = b""
    algorithm: str = "sha256"
    position: int = 0


class _Default:
    """The digest of new entries in this process: set once at the start, from the settings."""

    algorithm = "sha256"


def use_digest(algorithm: str) -> None:
    """Make ``algorithm`` (``sha256`` or ``sm3``) the digest of new entries in this process."""
    digest(algorithm)
    _Default.algorithm = algorithm
    _mark.cache_clear()


def default_digest() -> str:
    """Return the digest of new entries in this process."""
    return _Default.algorithm


@lru_cache(maxsize=4096)
def _mark(key: str, name: str, algorithm: str) -> tuple[bytes, bytes]:  # noqa: ARG001 - one salt per person
    """Return salt and commitment of an actor's name; kept, so that a busy actor costs one digest."""
    salt = os.urandom(_SALT_BYTES)
    return salt, commitment(salt, name, algorithm=algorithm)


def chain(  # noqa: PLR0917 - the fields of an entry in their fixed order
    stream: str,
    subject: UUID,
    seq: int,
    at: datetime,
    actor: Actor,
    action: str,
    origin: str | None,
    target: str | None,
    data: dict[str, Any],
    prev: bytes,
) -> JournalEntry:
    """Return the entry ``seq`` of ``subject`` with its hash over everything it says and ``prev``.

    ``prev`` is ``b""`` for ``seq`` 1. ``data`` may hold times, UUIDs and structs; the entry holds their
    JSON form. Raises ``journal_value`` for values without a unique JSON form. No I/O.
    """
    algorithm = _Default.algorithm
    salt, mark = _mark(actor.key, actor.name, algorithm)
    built, raw = settled(data)
    entry = JournalEntry(
        stream=stream,
        subject=subject,
        seq=seq,
        at=at,
        actor=actor.key,
        actor_name=actor.name,
        action=action,
        origin=origin,
        target=target,
        data=built,
        prev=prev,
        hash=b"",
        actor_salt=salt,
        actor_mark=mark,
        algorithm=algorithm,
    )
    return msgspec.structs.replace(entry, hash=digest(algorithm)(preimage(entry, raw)))


def preimage(entry: JournalEntry, data: bytes | None = None) -> bytes:
    """Return the exact bytes that are hashed: canonical JSON of all fields but name, salt and hash.

    ``data`` is the canonical JSON of ``entry.data`` where the caller has it already.
    """
    return msgspec.json.encode(
        {
            "v": 1,
            "stream": entry.stream,
            "subject": str(entry.subject),
            "seq": entry.seq,
            "at": timestamp(entry.at),
            "actor": entry.actor,
            "actor_mark": entry.actor_mark.hex(),
            "action": entry.action,
            "origin": entry.origin,
            "target": entry.target,
            "data": msgspec.Raw(encode(entry.data) if data is None else data),
            "prev": entry.prev.hex(),
        },
        order="deterministic",
    )


def entry_hash(entry: JournalEntry) -> bytes:
    """Return the hash that ``entry`` must carry."""
    return digest(entry.algorithm)(preimage(entry))


def broken_links(entries: Iterable[JournalEntry]) -> list[tuple[int, str]]:
    """Return ``(seq, what is wrong)`` for a subject's entries in order; empty when the chain is whole."""
    problems: list[tuple[int, str]] = []
    prev, expected = b"", 1
    for entry in entries:
        if entry.seq != expected:
            problems.append((expected, "missing"))
        elif entry.prev != prev:
            problems.append((entry.seq, "link"))
        if entry.hash != entry_hash(entry):
            problems.append((entry.seq, "changed"))
        prev, expected = entry.hash, entry.seq + 1
    return problems
