"""Asking for commands, the second person's word, withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from yiwang.base.actuation import store
from yiwang.base.actuation.errors import DeviceNotInServiceError, TooManyCommandsError
from yiwang.base.actuation.messages import CommandChanged
from yiwang.base.actuation.model.command import STATES, Command, CommandDraft, Step, decided
from yiwang.base.actuation.usecases.values import SET, checked, function_of
from yiwang.base.audit import api as audit
from yiwang.base.notify import api as notify
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Work
from yiwang.kernel.errors import ConflictError, NotFoundError
from yiwang.kernel.ids import new_id

_MOST_OPEN: Final = 100

_ASKED: Final = notify.register(
    "actuation.asked",
    level="warn",
    zh="设备 {device} 的危险指令“{function}”待您确认",
    en="A dangerous command {function} to {device} waits to be confirmed",
)
_OVER: Final = notify.register(
    "actuation.over",
    level="warn",
    zh="设备 {device} 的指令“{function}”{state_zh}",
    en="The command {function} to {device} is {state_en}",
)


async def call(work: Work, draft: CommandDraft) -> tuple[Command, bool]:
    """Ask for a command; see ``api.call``."""
    device = await sensing.demand_operation(work, work.actor, draft.device)
    product = (await sensing.products(work.tx)).by_code[device.product]
    function = function_of(product.draft.model, draft.function)
    values = checked(function, draft.values)
    if draft.id is not None and (known := await store.one(work.tx, draft.id)) is not None:
        return _same(known, draft, known.asks_same(draft, values)), False
    if device.state != "in_service":
        raise DeviceNotInServiceError(device=device.code)
    count = await store.count_open(work.tx, device.code)
    if count >= _MOST_OPEN:
        raise TooManyCommandsError(device=device.code, count=count)
    state = "asked" if function.dangerous else "waiting"
    lasts = draft.expires_s or function.expires_s
    made = Command(
        id=draft.id or new_id(),
        device=device.code,
        gateway=device.gateway,
        unit=device.unit,
        path=device.path,
        function=draft.function,
        values=values,
        reason=draft.reason.strip(),
        dangerous=function.dangerous,
        by=work.actor.key,
        made_at=work.now,
        expires_at=work.now + timedelta(seconds=lasts),
        state=state,
        steps=(Step(state=state, at=work.now, by=work.actor.key),),
    )
    if not await store.insert(work.tx, made):  # the same was asked for at this very moment
        raise ConflictError(field="id", why_zh="指令正在提交", why_en="the command is just being stored")
    detail = {"command": str(made.id), "function": made.function, "values": values, "reason": made.reason}
    await audit.record(work, "actuation.call", "device", device.code, detail)
    tell(work, made)
    if function.dangerous:
        await _notify(work, made, [notify.Target(role="supervisor", path=made.path)], _ASKED)
    return made, True


def _same(known: Command, draft: CommandDraft, same: bool) -> Command:  # noqa: FBT001 - said once, right above
    if not same:
        raise ConflictError(
            field="id", why_zh=f"{draft.id} 已是另一条指令", why_en=f"{draft.id} is another command"
        )
    return known


async def decide(work: Work, command: UUID, act: str, words: str) -> Command:
    """Confirm, refuse or withdraw a command; see ``api.decide``."""
    found = await store.lock(work.tx, [command])
    if not found:
        raise NotFoundError(what_zh="设备指令", what_en="command", key=str(command))
    await sensing.demand_operation(work, work.actor, found[0].device)
    after = decided(found[0], act, work.actor.key, work.now, words.strip())
    await store.update(work.tx, after)
    detail = {"command": str(command), "function": after.function, "reason": words}
    await audit.record(work, f"actuation.{act}", "device", after.device, detail)
    tell(work, after)
    return after


def tell(work: Work, command: Command) -> None:
    """Announce what became of a command."""
    work.announce(
        CommandChanged(
            command=command.id,
            device=command.device,
            unit=command.unit,
            path=command.path,
            function=command.function,
            state=command.state,
            at=command.steps[-1].at,
        )
    )


async def tell_asker(work: Work, command: Command) -> None:
    """Tell who asked for a command that it came to nothing."""
    kind, _, key = command.by.partition(":")
    if kind == "person":
        await _notify(work, command, [notify.Target(person=UUID(key))], _OVER)


async def _notify(
    work: Work, command: Command, targets: Sequence[notify.Target], template: notify.Template
) -> None:
    zh, en = STATES[command.state]
    name = "设置属性" if command.function == SET else command.function
    params = {"device": command.device, "function": name}
    if template is _OVER:
        params |= {"state_zh": zh, "state_en": en}
    await notify.send(
        work,
        [
            notify.NoticeDraft(
                target=target,
                kind=template.kind,
                subject=command.device,
                period=str(command.id),
                params=params,
            )
            for target in targets
        ],
    )
