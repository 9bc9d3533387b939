"""A command to a device 设备指令: its steps, and who may take which."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

import msgspec

from yiwang.base.actuation.errors import CommandStateError, SecondPersonError

Words = Annotated[str, msgspec.Meta(max_length=500)]
STATES: Final = {
    "asked": ("待确认", "waiting for a second person"),
    "waiting": ("待发", "waiting to be delivered"),
    "delivered": ("已送达", "delivered"),
    "done": ("已执行", "executed"),
    "failed": ("失败", "failed"),
    "expired": ("过期", "expired"),
    "refused": ("未获确认", "refused"),
    "withdrawn": ("已撤回", "withdrawn"),
}
#: What is not over yet.
OPEN: Final = ("asked", "waiting", "delivered")
#: What people do: act → (names, states it starts from, state it leads to).
ACTS: Final = {
    "confirm": (("确认", "be confirmed"), {"asked"}, "waiting"),
    "refuse": (("不予确认", "be refused"), {"asked"}, "refused"),
    "withdraw": (("撤回", "be withdrawn"), {"asked", "waiting"}, "withdrawn"),
}


class CommandDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A command as it is asked for. ``id``: the asker's own, so that asking twice is asking once."""

    device: str
    function: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    values: Annotated[dict[str, str | float | bool | None], msgspec.Meta(max_length=50)] = {}
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    id: UUID | None = None
    expires_s: Annotated[float, msgspec.Meta(ge=10, le=7 * 86_400)] | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a device says of a command. ``received``: it has it; ``done`` and ``failed`` end it."""

    id: UUID
    state: Literal["received", "done", "failed"]
    output: Annotated[dict[str, str | float | bool | None], msgspec.Meta(max_length=50)] = {}
    words: Words = ""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step: which state it led to, when, who took it (a person's key, ``device`` or ``system``), why."""

    state: str
    at: datetime
    by: str
    words: str = ""


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """A command as it is stored."""

    id: UUID
    device: str
    gateway: str | None
    unit: str | None
    path: tuple[str, ...]
    function: str
    values: dict[str, Any]
    reason: str
    dangerous: bool
    by: str
    made_at: datetime
    expires_at: datetime
    state: str
    steps: tuple[Step, ...]
    door: str | None = None
    output: dict[str, Any] = {}

    @property
    def open(self) -> bool:
        """Tell whether something may still happen with it."""
        return self.state in OPEN

    def asks_same(self, draft: CommandDraft, values: dict[str, Any]) -> bool:
        """Tell whether ``draft`` asks for this very command."""
        return (self.device, self.function, self.values) == (draft.device, draft.function, values)


def decided(command: Command, act: str, by: str, at: datetime, words: str) -> Command:
    """Return the command after a person's act; raises ``command_state`` and ``command_second_person``."""
    names, allowed, target = ACTS[act]
    if command.state not in allowed or command.expires_at <= at:
        raise _past(command, names)
    if act == "confirm" and by == command.by:
        raise SecondPersonError
    return _stepped(command, target, at, by, words)


def delivered(command: Command, door: str, at: datetime) -> Command:
    """Return the command that the device has; unchanged where it was known to have it."""
    if command.state != "waiting":
        return command
    return msgspec.structs.replace(_stepped(command, "delivered", at, "device"), door=door)


def answered(command: Command, answer: Answer, door: str, at: datetime) -> Command:
    """Return the command with the device's answer; unchanged where it is the same again.

    Raises ``command_state`` for another answer than the first, and for one to what was never sent.
    """
    if answer.state == "received":
        return delivered(command, door, at)
    if command.state == answer.state and command.output == answer.output:
        return command
    if command.state not in {"waiting", "delivered", "expired"} or not _was_ready(command):
        raise _past(command, ("有应答", "be answered"))
    words = answer.words
    if command.state == "expired":
        words = f"过期后应答 {words}".strip()
    after = _stepped(command, answer.state, at, "device", words)
    return msgspec.structs.replace(after, output=answer.output, door=door)


def ended(command: Command, at: datetime) -> Command:
    """Return the command after its time; unchanged if it is over, or not yet due."""
    if not command.open or command.expires_at > at:
        return command
    words = {"asked": "无人确认", "waiting": "未送达", "delivered": "已送达，设备没有应答"}[command.state]
    return _stepped(command, "expired", at, "system", words)


def _was_ready(command: Command) -> bool:
    return any(step.state == "waiting" for step in command.steps)


def _stepped(command: Command, state: str, at: datetime, by: str, words: str = "") -> Command:
    step = Step(state=state, at=at, by=by, words=words)
    return msgspec.structs.replace(command, state=state, steps=(*command.steps, step))


def _past(command: Command, names: tuple[str, str]) -> CommandStateError:
    zh, en = STATES[command.state]
    return CommandStateError(state_zh=zh, state_en=en, act_zh=names[0], act_en=names[1])
