"""What a node takes over: thing models, devices, keys, rules in force, what these ask of the city."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from yiwang.base.alarms import api as alarms
from yiwang.base.edges.model.node import Node
from yiwang.base.edges.usecases.wire import Bundle
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Tx


async def make_bundle(tx: Tx, node: Node) -> Bundle:
    """Return the bundle of ``node`` as it is now.

    What stands raised is in it but not in its name: it concerns devices that a node takes over, and an
    alarm more is no new version.
    """
    devices = await sensing.behind(tx, node.device)
    known = (await sensing.products(tx)).by_no
    rules, city = await alarms.edge_rules(tx, node.device)
    found = Bundle(
        node=node.device,
        code=node.code,
        name=(await sensing.device(tx, node.code)).name,
        products=[known[no] for no in sorted({d.product for d in devices})],
        devices=devices,
        keys=await sensing.digests_behind(tx, node.device),
        rules=rules,
        city=city,
    )
    named = [msgspec.structs.replace(rule, raised={}) for rule in rules]
    return msgspec.structs.replace(found, etag=_name(msgspec.structs.replace(found, rules=named)))


def _name(content: Any) -> str:
    """Return a name that equal content has in every process: sets have no order of their own."""
    plain = msgspec.to_builtins(content, str_keys=True, order="deterministic")
    return hashlib.blake2b(msgspec.json.encode(plain), digest_size=6).hexdigest()
