"""Registering, enrolling and revoking edge nodes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from yiwang.base.alarms import api as alarms
from yiwang.base.audit import api as audit
from yiwang.base.edges import store
from yiwang.base.edges.errors import EdgeKeyError, EdgeStageError
from yiwang.base.edges.messages import EdgeNodeChanged
from yiwang.base.edges.model.node import (
    ENROL_WITHIN,
    PRODUCT,
    PRODUCT_DRAFT,
    SILENT_RULE_DRAFT,
    Node,
    NodeDraft,
)
from yiwang.base.edges.usecases.wire import Enrol, Enrolled
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Tx, Work
from yiwang.kernel.errors import NotFoundError
from yiwang.kernel.ids import new_secret

_KEY: Final = "ye_"  # one-time key
_OWN: Final = "yn_"  # a node's own, from then on


def digest(secret: str) -> bytes:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).digest()


async def register(work: Work, draft: NodeDraft) -> str:
    """Register a node and the devices behind it; return its one-time key, which is shown this once.

    The node is a device of the product ``edge-node``: it has an owner, a place and a life like any other, and
    a rule says when it is silent. Rules go on running here until the node has taken them over. Announces
    ``edges.node``. Raises ``edge_stage`` for a code that is taken, ``not_found``, ``invalid_input``.
    """
    if await store.of_code(work.tx, draft.code) is not None or draft.code in await _known(work, draft.code):
        raise EdgeStageError(node=draft.code, why_zh="编码已被使用", why_en="the code is taken")
    await _prepare(work)
    device = sensing.DeviceDraft(
        code=draft.code,
        product=PRODUCT,
        name=draft.name,
        unit=draft.unit,
        area=draft.area,
        lon=draft.lon,
        lat=draft.lat,
    )
    _, problems = await sensing.save_devices(work, [device], state="registered", reason="边缘节点")
    if problems:
        raise problems[0][1]
    await sensing.put_behind(work, draft.code, draft.devices)
    key = _KEY + new_secret(24)
    number = (await sensing.device(work.tx, draft.code)).no
    await store.add(work, number, draft.code, digest(key), work.now + ENROL_WITHIN)
    await _tell(work, draft.code, "register", {"devices": len(draft.devices)})
    return key


async def _known(work: Work, code: str) -> list[str]:
    wanted = sensing.DeviceFilter(codes=(code,))
    return [d.code for d in await sensing.find_devices(work.tx, wanted, "code", None, 1)]


async def _prepare(work: Work) -> None:
    """Have the product of nodes, and the rule that they are silent; what is there stays as it is."""
    if PRODUCT not in (await sensing.products(work.tx)).by_code:
        await sensing.save_product(work, msgspec.convert(PRODUCT_DRAFT, sensing.ProductDraft))
        rule, version = await alarms.save_rule(work, SILENT_RULE_DRAFT)
        await alarms.switch_rule(work, rule.code, version)


async def _tell(work: Work, code: str, action: str, detail: dict[str, Any]) -> None:
    work.announce(EdgeNodeChanged(node=code, action=action))
    await audit.record(work, f"edges.{action}", "edge_node", code, detail)


async def node(tx: Tx, code: str) -> Node:
    """Return a node, locked; raises ``not_found``."""
    found = await store.of_code(tx, code)
    if found is None:
        raise NotFoundError(what_zh="边缘节点", what_en="edge node", key=code)
    return found


async def new_key(work: Work, code: str) -> str:
    """Make another one-time key: for a node whose key was not used in time, was revoked, or is set up anew.

    What it signed in with until now holds until the key is used.
    """
    found = await node(work.tx, code)
    key = _KEY + new_secret(24)
    stage = "waiting" if found.stage == "revoked" else found.stage
    columns = {"enrol_digest": digest(key), "enrol_until": work.now + ENROL_WITHIN, "stage": stage}
    await store.change(work.tx, found.device, **columns)
    await _tell(work, code, "key", {})
    return key


async def set_devices(work: Work, code: str, devices: Sequence[str]) -> int:
    """Let exactly ``devices`` be behind a node; return how many there are. Raises ``not_found``."""
    await node(work.tx, code)
    count = await sensing.put_behind(work, code, devices)
    await _tell(work, code, "devices", {"devices": count})
    return count


async def enrol(work: Work, asked: Enrol) -> Enrolled:
    """Give a node its secret for its one-time key, which ends by it. Raises ``edge_key_refused``."""
    found = await store.of_key(work.tx, digest(asked.key), work.now)
    if found is None:
        raise EdgeKeyError
    secret = _OWN + new_secret(32)
    columns = {
        "stage": "enrolled",
        "enrol_digest": None,
        "enrol_until": None,
        "digest": digest(secret),
        "enrolled_at": work.now,
        "program": asked.program,
        "reason": "",
    }
    await store.change(work.tx, found.device, **columns)
    device = await sensing.device(work.tx, found.code)
    if device.state != "in_service":
        await sensing.act(work, found.code, "enable", reason="边缘节点接入")
    await _tell(work, found.code, "enrol", {"program": asked.program})
    return Enrolled(code=found.code, name=device.name, secret=secret)


async def revoke(work: Work, code: str, reason: str) -> None:
    """End what a node may do, at once; its devices are judged here again. Raises ``not_found``."""
    found = await node(work.tx, code)
    if found.stage == "revoked":
        raise EdgeStageError(node=code, why_zh="已吊销", why_en="it is revoked")
    columns = {"stage": "revoked", "digest": None, "enrol_digest": None, "judges": False, "reason": reason}
    await store.change(work.tx, found.device, **columns)
    await sensing.judge_at(work, code, there=False)
    if (await sensing.device(work.tx, code)).state == "in_service":
        await sensing.act(work, code, "suspend", reason=reason)
    await _tell(work, code, "revoke", {"reason": reason})
