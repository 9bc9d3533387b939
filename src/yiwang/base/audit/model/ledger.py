"""What the ledger says to the outside: checkpoints, receipts, and the manifest of a tile."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec

from yiwang.base.audit.model.canonical import timestamp
from yiwang.base.audit.model.journal import JournalEntry

#: How soon after the receipt the inclusion proof is promised, in seconds.
PROMISE_SECONDS: Final = 10

_RECEIPT: Final = "yiwang receipt v1"
_MANIFEST: Final = struct.Struct(">q16si")


class Leaf(NamedTuple):
    """Where a leaf of the tree comes from."""

    position: int
    subject: UUID
    seq: int


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A statement on the tree: at ``size`` leaves its root was ``root``; ``note`` is the signed text."""

    origin: str
    size: int
    root: bytes
    at: datetime
    algorithm: str = "sha256"
    note: str = ""


def pack(leaves: Iterable[Leaf]) -> bytes:
    """Return the manifest of a tile: 28 bytes per leaf."""
    return b"".join(_MANIFEST.pack(leaf.position, leaf.subject.bytes, leaf.seq) for leaf in leaves)


def unpack(manifest: bytes) -> Iterator[Leaf]:
    """Yield the leaves of a manifest in order; a broken tail is left out."""
    whole = len(manifest) - len(manifest) % _MANIFEST.size
    for position, subject, seq in _MANIFEST.iter_unpack(manifest[:whole]):
        yield Leaf(position, UUID(bytes=subject), seq)


def b64(raw: bytes) -> str:
    """Return standard base64 text."""
    return base64.b64encode(raw).decode()


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """Return the text that is signed: origin, size, root; then time and digest as extension lines."""
    return (
        f"{checkpoint.origin}\n{checkpoint.size}\n{b64(checkpoint.root)}\n"
        f"time {timestamp(checkpoint.at)}\ndigest {checkpoint.algorithm}\n"
    )


def parse_checkpoint(text: str, note: str = "") -> Checkpoint:
    """Return the checkpoint of a note's text; raises ``ValueError`` when it is not one."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1]:  # noqa: PLR2004 - origin, size, root, end
        raise ValueError("not a checkpoint")
    extras = dict(line.partition(" ")[::2] for line in lines[3:-1])
    root = base64.b64decode(lines[2], validate=True)
    at = datetime.fromisoformat(extras["time"])
    return Checkpoint(
        origin=lines[0],
        size=int(lines[1]),
        root=root,
        at=at,
        algorithm=extras.get("digest", "sha256"),
        note=note,
    )


def receipt_text(entry: JournalEntry) -> str:
    """Return the text a receipt signs: the entry is in the journal and will be in the tree in time."""
    return (
        f"{_RECEIPT}\nsubject {entry.subject}\nseq {entry.seq}\ntime {timestamp(entry.at)}\n"
        f"digest {entry.algorithm}\nentry {b64(entry.hash)}\npromise {PROMISE_SECONDS}\n"
    )


def proof_dict(leaf: int, entry_hash: bytes, path: Sequence[bytes], checkpoint: Checkpoint) -> dict[str, Any]:
    """Return the wire form of an inclusion proof; hashes are standard base64."""
    return {
        "leaf": leaf,
        "entry": b64(entry_hash),
        "size": checkpoint.size,
        "path": [b64(step) for step in path],
        "checkpoint": checkpoint.note,
    }
