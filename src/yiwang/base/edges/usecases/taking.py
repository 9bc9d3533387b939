"""What nodes say: how they are, and their journals, each entry once."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeAlias

import msgspec
import numpy as np

from yiwang.base.alarms import api as alarms
from yiwang.base.edges import store
from yiwang.base.edges.errors import EdgeKeyError, EdgeNotYoursError
from yiwang.base.edges.model.node import PRODUCT, Node
from yiwang.base.edges.usecases.bundles import make_bundle
from yiwang.base.edges.usecases.nodes import digest
from yiwang.base.edges.usecases.wire import Answer, Beat, Entry, Sent, Taken
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Database, Work
from yiwang.kernel.actor import SYSTEM, Actor
from yiwang.kernel.errors import InvalidInputError

log = logging.getLogger(__name__)

Said: TypeAlias = sensing.Readings | alarms.EdgeSignal | alarms.EdgeConfirm


async def recognise(database: Database, secret: str) -> Node:
    """Return the node with this secret; raises ``edge_key_refused``."""
    async with database.reading(SYSTEM) as work:
        found = await store.of_secret(work.tx, digest(secret))
    if found is None:
        raise EdgeKeyError
    return found


def _actor(node: Node) -> Actor:
    return Actor(name=f"edge:{node.code}", roles=frozenset({"system"}))


async def hear(database: Database, node: Node, secret: str, beat: Beat) -> Answer:
    """Note how a node is; return how far its journal was taken in, and its bundle if it has another.

    A node that has taken over a bundle judges its devices from now on, and this side does not. What it says
    of itself are readings of its device, in the order of any.
    """
    async with database.work(_actor(node)) as work:
        held = await store.take_up(work.tx, node.device, digest(secret), beat.journal)
        if held is None:
            raise EdgeKeyError
        bundle = await make_bundle(work.tx, node)
        await store.serve(work.tx, node.device, [d.no for d in bundle.devices], work.now)
        columns: dict[str, Any] = {
            "seen_at": work.now,
            "bundle": beat.bundle,
            "program": beat.program,
            "waiting": beat.waiting,
            "oldest_at": work.now - timedelta(seconds=beat.oldest) if beat.waiting else None,
            "alarms": beat.alarms,
        }
        if beat.bundle is not None and not node.judges:
            columns["judges"] = True
            await sensing.judge_at(work, node.code, there=True)
        await store.change(work.tx, node.device, **columns)
        await _note(database, work, node, beat)
    return Answer(taken=held[0] or 0, bundle=None if bundle.etag == beat.bundle else bundle)


async def _note(database: Database, work: Work, node: Node, beat: Beat) -> None:
    props = (await sensing.products(work.tx)).by_code[PRODUCT].props
    values = {
        "waiting": beat.waiting, "waiting_s": beat.oldest, "memory": beat.memory, "disk": beat.disk,
    }  # fmt: skip
    said = [(props[name], float(value)) for name, value in values.items() if name in props]
    at = int(work.now.timestamp() * 1_000_000)
    readings = sensing.Readings(
        device=np.full(len(said), node.device, np.int32),
        prop=np.array([prop for prop, _ in said], np.int32),
        at=np.full(len(said), at, np.int64),
        value=np.array([value for _, value in said]),
    )
    await sensing.append_within(database, work, readings)


async def take(database: Database, node: Node, secret: str, sent: Sent) -> Taken:
    """Take in entries of a node's journal; return up to which one all is committed.

    What was taken before is left out: position, alarms and readings are one transaction, so that an entry
    counts once however often it is sent. Raises ``edge_key_refused``, ``edge_not_yours``, ``inbox_full``:
    then nothing was taken.
    """
    read = _read(sent.entries)
    await _check_devices(database, node, [said for _, said in read])
    kept = [
        (seq, await sensing.take_late(database, said) if isinstance(said, sensing.Readings) else said)
        for seq, said in read
    ]
    async with database.work(_actor(node)) as work:
        held = await store.take_up(work.tx, node.device, digest(secret), sent.journal)
        if held is None:
            raise EdgeKeyError
        taken, missed = held
        fresh = [(seq, said) for seq, said in kept if taken is None or seq > taken]
        if not fresh:
            return Taken(taken=taken or 0)
        first, last = fresh[0][0], fresh[-1][0]
        if taken is not None and first != taken + 1:  # this side is an older copy: what lies between is lost
            missed += first - taken - 1
            log.warning("edge node %s: entries %d to %d never came", node.code, taken + 1, first - 1)
        await _write(database, work, node, [said for _, said in fresh])
        columns = {"taken": last, "missed": missed, "journal": sent.journal, "seen_at": work.now}
        await store.change(work.tx, node.device, **columns)
    return Taken(taken=last)


async def _write(database: Database, work: Work, node: Node, said: Sequence[Said]) -> None:
    """Write what a node said: alarms first, then readings, whose counter everybody who appends waits for."""
    decided = [one for one in said if not isinstance(one, sensing.Readings)]
    if decided:
        await alarms.take_from_edge(work, node.code, decided)
    readings = [one for one in said if isinstance(one, sensing.Readings) and sensing.count(one)]
    if readings:
        await sensing.append_within(database, work, sensing.join(readings))


def _read(entries: Sequence[Entry]) -> list[tuple[int, Said]]:
    numbers = [0, *(e.seq for e in entries)]
    if any(b <= a for a, b in itertools.pairwise(numbers)):
        raise InvalidInputError(field="entries", why_zh="序号须递增", why_en="numbers must rise")
    try:
        return [(e.seq, _said(e)) for e in entries]
    except (ValueError, msgspec.DecodeError) as error:
        raise InvalidInputError(
            field="entries", why_zh="内容无法识别", why_en=f"an entry cannot be read: {error}"
        ) from None


def _said(entry: Entry) -> Said:
    match entry.kind:
        case "readings":
            return sensing.unpack(entry.body)
        case "signal":
            return msgspec.json.decode(entry.body, type=alarms.EdgeSignal)
        case "confirm":
            return msgspec.json.decode(entry.body, type=alarms.EdgeConfirm)


async def _check_devices(database: Database, node: Node, said: Sequence[Said]) -> None:
    """Refuse a journal that speaks of a device which never was behind the node."""
    named: set[int] = set()
    for one in said:
        if isinstance(one, sensing.Readings):
            named.update(np.unique(one.device).tolist(), np.unique(one.fixes.device).tolist())
            named.update(told.device for told in one.occurrences)
        else:
            named.add(one.device)
    async with database.reading(SYSTEM) as work:
        strangers = await store.strangers(work.tx, node.device, sorted(named))
    if strangers:
        raise EdgeNotYoursError(device=strangers[0])
