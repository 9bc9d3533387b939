"""The door of algorithms: versions of models, their stages, and what serves now."""

from __future__ import annotations

from yiwang.base.algorithms.model.artefact import pack, unpack
from yiwang.base.algorithms.model.rights import PUBLISH, SEE
from yiwang.base.algorithms.model.version import (
    ACT_NAMES,
    STAGES,
    Act,
    Card,
    Task,
    Version,
    declare,
    task_of,
    tasks,
)
from yiwang.base.algorithms.usecases.looking import detail, find, record, shown
from yiwang.base.algorithms.usecases.registering import promote, register, roll_back, tune
from yiwang.base.algorithms.usecases.serving import Opened, Serving, serving

__all__ = [
    "ACT_NAMES",
    "PUBLISH",
    "SEE",
    "STAGES",
    "Act",
    "Card",
    "Opened",
    "Serving",
    "Task",
    "Version",
    "declare",
    "detail",
    "find",
    "pack",
    "promote",
    "record",
    "register",
    "roll_back",
    "serving",
    "shown",
    "task_of",
    "tasks",
    "tune",
    "unpack",
]
