"""A version of an algorithm: its card, its stage, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, get_args
from uuid import UUID

import msgspec

from yiwang.base.algorithms.errors import AlgorithmActError, UnknownTaskError
from yiwang.base.algorithms.model.tensors import Spec

Stage = Literal["uploaded", "checked", "shadow", "published", "retired"]
STAGES: Final[dict[str, tuple[str, str]]] = {
    "uploaded": ("已上传", "uploaded"),
    "checked": ("已校验", "checked"),
    "shadow": ("影子运行", "shadow"),
    "published": ("已发布", "published"),
    "retired": ("已停用", "retired"),
}
Act = Literal["check", "shadow", "publish", "retire"]
#: What may be done: from which stages, to which.
ACTS: Final[dict[Act, tuple[frozenset[Stage], Stage]]] = {
    "check": (frozenset({"uploaded"}), "checked"),
    "shadow": (frozenset({"checked", "retired"}), "shadow"),
    "publish": (frozenset({"checked", "shadow", "retired"}), "published"),
    "retire": (frozenset({"checked", "shadow", "published"}), "retired"),
}
ACT_NAMES: Final[dict[Act, tuple[str, str]]] = {
    "check": ("校验", "check"),
    "shadow": ("影子运行", "run in shadow"),
    "publish": ("发布", "publish"),
    "retire": ("停用", "retire"),
}
assert set(STAGES) == set(get_args(Stage))


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What one must know of a version before trusting it.

    ``metrics`` are numbers by name, measured as ``measured`` says; ``against`` those of the version that was
    published then, on the same cases. ``settings`` are what a city may change (:func:`.tune`).
    """

    title_zh: str
    title_en: str
    takes: str
    gives: str
    owner: str
    licence: str
    code_version: str
    data_version: str
    measured: str = ""
    metrics: dict[str, Any] = {}
    against: dict[str, Any] = {}
    settings: dict[str, float] = {}


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a task's algorithm in one scope (``""``: the whole city)."""

    id: UUID
    task: str
    scope: str
    number: int
    stage: Stage
    card: Card
    digest: bytes
    size: int
    made_at: datetime
    made_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Task:
    """What models are for. ``open`` turns an artefact into what serves; raises ``algorithm_artefact``.

    ``settings``: what a city may set, with the least and the greatest value. ``takes`` and ``gives``: the
    tensors of a task that outside models may serve.
    """

    name: str
    zh: str
    en: str
    open: Callable[[bytes], Any]
    settings: dict[str, tuple[float, float]]
    takes: tuple[Spec, ...] = ()
    gives: tuple[Spec, ...] = ()


_tasks: dict[str, Task] = {}


def declare(task: Task) -> Task:
    """Make ``task`` known; by the module that serves it, when its door is loaded."""
    _tasks[task.name] = task
    return task


def task_of(name: str) -> Task:
    """Return the task; raises ``algorithm_task``."""
    found = _tasks.get(name)
    if found is None:
        raise UnknownTaskError(field="task", task=name)
    return found


def tasks() -> list[Task]:
    """Return all tasks that somebody serves, by name."""
    return [_tasks[name] for name in sorted(_tasks)]


def next_stage(version: Version, act: Act) -> Stage:
    """Return the stage that ``act`` leads to; raises ``algorithm_act`` if it does not lead on from here."""
    sources, target = ACTS[act]
    if version.stage not in sources:
        raise AlgorithmActError(
            why_zh=f"“{STAGES[version.stage][0]}”的版本不能{ACT_NAMES[act][0]}",
            why_en=f"a version that is {version.stage} cannot be moved by {act!r}",
        )
    return target


def offered(version: Version) -> list[Act]:
    """Return what may be done with the version as it stands."""
    return [act for act, (sources, _) in ACTS.items() if version.stage in sources]
