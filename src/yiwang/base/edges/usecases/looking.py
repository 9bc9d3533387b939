"""Edge nodes as people see them."""

from __future__ import annotations

from typing import Any

import msgspec

from yiwang.base.alarms import api as alarms
from yiwang.base.edges import store
from yiwang.base.edges.model.node import STAGES, Node
from yiwang.base.edges.usecases.bundles import make_bundle
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Work

_FACE = ("name", "unit", "area", "path", "lon", "lat", "state")


async def nodes(work: Work) -> list[dict[str, Any]]:
    """Return all nodes with their place and owner; ``current``: whether a node has the newest bundle.

    To who is responsible for an area, those that stand in it.
    """
    found = await store.find(work.tx)
    codes = tuple(node.code for node in found)
    wanted = sensing.DeviceFilter(codes=codes)
    faces = {d.code: d for d in await sensing.find_devices(work.tx, wanted, "code", None, max(len(codes), 1))}
    area = work.actor.area
    return [
        await _shown(work, node, faces[node.code])
        for node in found
        if area is None or area in faces[node.code].path
    ]


async def _shown(work: Work, node: Node, device: sensing.Device) -> dict[str, Any]:
    newest = await make_bundle(work.tx, node) if node.stage == "enrolled" else None
    behind = await sensing.behind(work.tx, node.device)
    face = {name: getattr(device, name) for name in _FACE}
    return (
        msgspec.structs.asdict(node)
        | face
        | {
            "away": node.is_away(work.now),
            "waits_s": None if node.oldest_at is None else round((work.now - node.oldest_at).total_seconds()),
            "devices": [{"code": d.code, "name": d.name} for d in behind],
            "rules": [] if newest is None else [_rule(rule) for rule in newest.rules],
            "newest": None if newest is None else newest.etag,
            "current": newest is not None and newest.etag == node.bundle,
            "stage_zh": STAGES[node.stage][0],
            "stage_en": STAGES[node.stage][1],
        }
    )


def _rule(found: alarms.EdgeRule) -> dict[str, Any]:
    rule = found.rule
    return {
        "code": rule.code, "version": found.version, "zh": rule.zh, "en": rule.en, "devices": len(found.keys),
    }  # fmt: skip
