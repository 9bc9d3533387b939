"""The door of edge nodes."""

from __future__ import annotations

from yiwang.base.edges.errors import EdgeKeyError
from yiwang.base.edges.model.node import PRODUCT, STAGES, Node, NodeDraft
from yiwang.base.edges.model.rights import MANAGE
from yiwang.base.edges.usecases.looking import nodes
from yiwang.base.edges.usecases.nodes import enrol, new_key, register, revoke, set_devices
from yiwang.base.edges.usecases.taking import hear, recognise, take
from yiwang.base.edges.usecases.wire import (
    MOST_BYTES,
    MOST_ENTRIES,
    Answer,
    Beat,
    Bundle,
    Enrol,
    Enrolled,
    Entry,
    Sent,
    Taken,
)

__all__ = [
    "MANAGE",
    "MOST_BYTES",
    "MOST_ENTRIES",
    "PRODUCT",
    "STAGES",
    "Answer",
    "Beat",
    "Bundle",
    "EdgeKeyError",
    "Enrol",
    "Enrolled",
    "Entry",
    "Node",
    "NodeDraft",
    "Sent",
    "Taken",
    "enrol",
    "hear",
    "new_key",
    "nodes",
    "recognise",
    "register",
    "revoke",
    "set_devices",
    "take",
]
