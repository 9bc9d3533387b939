"""Kinds of models beside a task's own format: outside services, exchange formats. Connectors bring them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, runtime_checkable

from yiwang.base.algorithms.errors import ArtefactError
from yiwang.base.algorithms.model.tensors import Spec, Tensor, check_specs
from yiwang.base.algorithms.model.version import Task

_MARK: Final = b"yiwang-kind "


@runtime_checkable
class Model(Protocol):
    """What a kind opens: it can be asked with tensors."""

    inputs: Sequence[Spec]
    outputs: Sequence[Spec]

    async def ready(self) -> None:
        """Return if it could be asked now and is what it says; raises a named error."""

    async def infer(self, tensors: Sequence[Tensor]) -> list[Tensor]:
        """Return the outputs for checked inputs; raises a named error, never returns what is no answer."""

    def health(self) -> str:
        """Return ``closed`` (well), ``open`` (left alone after failures) or ``half-open``."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a payload becomes a model. ``open`` raises ``algorithm_artefact`` or another named error."""

    name: str
    zh: str
    en: str
    open: Callable[[bytes], Model]


_kinds: dict[str, Kind] = {}


def use_kinds(kinds: Sequence[Kind]) -> None:
    """Say which kinds this process knows; by ``entry``, from the settings."""
    _kinds.clear()
    _kinds.update((kind.name, kind) for kind in kinds)


def kinds() -> list[Kind]:
    """Return the kinds this process knows."""
    return list(_kinds.values())


def wrap(kind: str, payload: bytes) -> bytes:
    """Return the artefact of a model of ``kind``."""
    return _MARK + kind.encode() + b"\n" + payload


def kind_of(content: bytes) -> str | None:
    """Return the kind of an artefact; ``None``: the task's own format."""
    if not content.startswith(_MARK):
        return None
    return content[len(_MARK) :].partition(b"\n")[0][:40].decode("ascii", "replace")


def open_artefact(task: Task, content: bytes) -> Any:
    """Return what serves ``task``: its own reader's model, or a kind's; raises a named error."""
    name = kind_of(content)
    if name is None:
        return task.open(content)
    kind = _kinds.get(name)
    if kind is None:
        raise ArtefactError(
            why_zh=f"本系统没有启用“{name}”类模型", why_en=f"models of kind {name!r} are not enabled"
        )
    if not task.takes:
        raise ArtefactError(why_zh="该任务只用自己的模型", why_en="this task takes models of its own only")
    model = kind.open(content.partition(b"\n")[2])
    check_specs(task.takes, model.inputs)
    check_specs(model.outputs, task.gives)
    return model


def own_format(content: bytes) -> Any:
    """Refuse: the reader of tasks that have no format of their own."""
    del content
    raise ArtefactError(why_zh="该任务没有自有格式的模型", why_en="this task has no format of its own")
