"""Doing things once: what a repeat of a request is recognised by.

A telephone in a cellar sends again what it had no answer to. Its key, made with the draft, belongs to its
caller; the mark of an act also carries what was asked, so that a key used for something else is refused.
Marks of acts are part of the case's state: they commit, roll back and come out of a backup with the act.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from yiwang.kernel.text import clean_text

LONGEST_KEY = 200
#: Marks that a case remembers. A repeat comes within some acts of the first, not after fifty others.
MOST_MARKS = 50

_OWNER, _BODY = 20, 12
_SECRET = 12  # bytes: as long as a random one


def clean_key(key: str) -> str:
    """Return a client's key without controls; raises ``invalid_input`` naming the header."""
    return clean_text(key, field="Idempotency-Key", longest=LONGEST_KEY, required=True)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def mark_of(caller: str, key: str, action: str, body: Mapping[str, Any]) -> str:
    """Return the mark of an act: whose key, and what was asked (the expected version left out)."""
    asked = {name: value for name, value in body.items() if name != "version"}
    content = msgspec.json.encode(asked, order="deterministic").decode()
    return f"{_digest(caller, key)[:_OWNER]}.{_digest(action, content)[:_BODY]}"


def met(marks: Iterable[str], mark: str) -> bool | None:
    """Tell whether the act of ``mark`` was done: ``True``, ``False`` (another one was), ``None`` (no)."""
    owner = mark.partition(".")[0]
    found = next((known for known in marks if known.partition(".")[0] == owner), None)
    return None if found is None else found == mark


def file_id(caller: str, key: str, digest: str) -> UUID:
    """Return the id of an uploaded file: the same file under the same key is the same one (UUIDv8)."""
    raw = bytearray(hashlib.sha256(f"{caller}\n{key}\n{digest}".encode()).digest()[:16])
    raw[6] = 0x80 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return UUID(bytes=bytes(raw))


def secret_of(installation: bytes, key: str) -> str:
    """Return the receipt's secret of a report with a key.

    Who lost the answer asks again with the same key and gets the same secret; nobody else can make it,
    because the key is known to its sender alone and is not stored.
    """
    raw = hmac.new(installation, f"receipt\n{key}".encode(), hashlib.sha256).digest()[:_SECRET]
    return base64.b32encode(raw).decode().rstrip("=")
