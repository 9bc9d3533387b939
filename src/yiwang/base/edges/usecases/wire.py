"""What a node and the centre say to each other; both sides use these very structures."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from yiwang.base.alarms import api as alarms
from yiwang.base.sensing import api as sensing

#: Entries, and bytes of their bodies, that go up at once.
MOST_ENTRIES = 2000
MOST_BYTES = 600_000


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """All a node needs to work by itself. ``etag`` names its content."""

    etag: str = ""
    node: int
    code: str
    name: str
    products: list[sensing.Product]
    devices: list[sensing.Behind]
    keys: list[sensing.KeyDigest]
    rules: list[alarms.EdgeRule]
    city: alarms.EdgeCity


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A line of a node's journal: readings as a parcel, or what was decided; ``at`` in microseconds."""

    seq: int
    at: int
    kind: Literal["readings", "signal", "confirm"]
    body: bytes


class Enrol(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A node hands in its one-time key."""

    key: Annotated[str, Meta(max_length=200)]
    journal: UUID
    program: Annotated[str, Meta(max_length=40)] = ""


class Enrolled(msgspec.Struct, frozen=True, kw_only=True):
    """Its secret, told this once."""

    code: str
    name: str
    secret: str


class Beat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A node says how it is. ``oldest``: seconds that the oldest entry waits; sizes in MB."""

    journal: UUID
    bundle: str | None = None
    program: Annotated[str, Meta(max_length=40)] = ""
    waiting: Annotated[int, Meta(ge=0)] = 0
    oldest: Annotated[float, Meta(ge=0)] = 0
    memory: Annotated[float, Meta(ge=0)] = 0
    disk: Annotated[float, Meta(ge=0)] = 0
    alarms: Annotated[int, Meta(ge=0)] = 0


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """How far its journal was taken in; and the bundle, where the node has another one."""

    taken: int
    bundle: Bundle | None = None


class Sent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Entries of a journal, in order."""

    journal: UUID
    entries: Annotated[list[Entry], Meta(max_length=MOST_ENTRIES)]


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """Entries up to here are committed at the centre."""

    taken: int
