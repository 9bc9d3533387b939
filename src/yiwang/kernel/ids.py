"""Identifiers and secrets.

``id`` is a UUIDv7 (RFC 9562 §5.7): it sorts by time, so B-tree inserts stay at the right edge.
PostgreSQL 15 has no ``uuidv7()``, therefore ids are made here.
"""

from __future__ import annotations

import os
import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """Return a fresh UUIDv7: 48 bits of milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76
    value |= ((random >> 62) & 0xFFF) << 64
    value |= 0b10 << 62
    value |= random & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=value)


def new_secret(size: int = 24) -> str:
    """Return a URL-safe random secret of ``size`` bytes of entropy."""
    return secrets.token_urlsafe(size)
