"""From what waits to the device's answer; and what happens when there is none."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from yiwang.base.actuation import store
from yiwang.base.actuation.model.command import Answer, Command, answered, ended
from yiwang.base.actuation.model.command import delivered as has_it
from yiwang.base.actuation.usecases.calling import tell, tell_asker
from yiwang.base.audit import api as audit
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Tx, Work
from yiwang.kernel.errors import NotFoundError

_AT_ONCE: Final = 500


async def waiting(tx: Tx, addresses: Collection[str], now: datetime) -> list[Command]:
    """Return what waits for devices, or for those behind them; see ``api.waiting``."""
    return await store.waiting(tx, sorted(addresses), now) if addresses else []


async def delivered(work: Work, commands: Collection[UUID], door: str) -> None:
    """Note that devices have commands; see ``api.delivered``."""
    for command in await store.lock(work.tx, list(commands)):
        after = has_it(command, door, work.now)
        if after is not command:
            await store.update(work.tx, after)
            tell(work, after)


async def answer(
    work: Work, said: Answer, door: str, *, scope: sensing.KeyScope | None, sender: str | None
) -> Command:
    """Store what a device says of a command; see ``api.answer``."""
    found = await store.lock(work.tx, [said.id])
    if not found or not await _may_answer(work, found[0], scope, sender):
        raise NotFoundError(what_zh="设备指令", what_en="command", key=str(said.id))
    after = answered(found[0], said, door, work.now)
    if after is found[0]:
        return after
    await store.update(work.tx, after)
    tell(work, after)
    if not after.open:
        detail = {"command": str(said.id), "state": after.state, "words": said.words}
        await audit.record(work, "actuation.answer", "device", after.device, detail)
    if after.state == "failed":
        await tell_asker(work, after)
    return after


async def _may_answer(
    work: Work, command: Command, scope: sensing.KeyScope | None, sender: str | None
) -> bool:
    """Tell whether the sender speaks for the command's device: by its key, or by being it or its gateway."""
    if scope is None:
        return sender in {command.device, command.gateway}
    device = await sensing.device(work.tx, command.device)
    product = (await sensing.products(work.tx)).by_code[device.product].no
    gateway = 0 if device.gateway is None else (await sensing.device(work.tx, device.gateway)).no
    return scope.covers(sensing.DeviceRef(device.no, product, gateway))


async def tend(work: Work) -> int:
    """End up to 500 commands whose time is over; return how many."""
    found = await store.lock(work.tx, await store.due(work.tx, work.now, _AT_ONCE))
    for command in found:
        after = ended(command, work.now)
        if after is command:
            continue
        await store.update(work.tx, after)
        tell(work, after)
        await tell_asker(work, after)
    return len(found)
