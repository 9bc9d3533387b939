"""Looking at commands: lists, one, and what properties were set to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.actuation import store
from yiwang.base.actuation.model.command import Command
from yiwang.base.actuation.usecases.values import SET
from yiwang.base.identity import api as identity
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Tx, Work
from yiwang.kernel.errors import NotFoundError

_LOOKED_BACK: Final = 100


async def find(
    work: Work,
    device: str,
    states: Sequence[str] | None,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> list[dict[str, Any]]:
    """Return the commands of a device as people see them; see ``api.find``."""
    await sensing.demand_reach(work, work.actor, device)
    return await shown(work, await store.find(work.tx, device, states, before, limit))


async def one(work: Work, command: UUID) -> dict[str, Any]:
    """Return one command; raises ``not_found`` and ``forbidden``."""
    found = await store.one(work.tx, command)
    if found is None:
        raise NotFoundError(what_zh="设备指令", what_en="command", key=str(command))
    await sensing.demand_reach(work, work.actor, found.device)
    return (await shown(work, [found]))[0]


async def shown(work: Work, commands: Sequence[Command]) -> list[dict[str, Any]]:
    """Return commands with the names of who took their steps."""
    directory = await identity.directory(work.tx)
    made = []
    for command in commands:
        body: dict[str, Any] = msgspec.to_builtins(command)
        for step in body["steps"]:
            step["name"] = _name(step["by"], directory)
        made.append(body | {"mine": command.by == work.actor.key})
    return made


def _name(key: str, directory: identity.Directory) -> str:
    kind, _, rest = key.partition(":")
    if kind != "person":
        return ""
    person = directory.person(UUID(rest))
    return "" if person is None else person.name


async def desired(tx: Tx, device: str) -> list[dict[str, Any]]:
    """Return what each property was last set to, with the state of that command, the newest first."""
    found: dict[str, dict[str, Any]] = {}
    for command in await store.of_function(tx, device, SET, _LOOKED_BACK):
        if command.state in {"refused", "withdrawn"}:
            continue
        for name, value in command.values.items():
            entry = {"property": name, "value": value, "command": command.id, "state": command.state}
            found.setdefault(name, entry | {"at": command.steps[-1].at})
    return list(found.values())
