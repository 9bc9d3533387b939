"""The door of algorithms: versions of models, their stages, and what serves now."""

from __future__ import annotations

from yiwang.base.algorithms.model.artefact import pack, unpack
from yiwang.base.algorithms.model.kinds import Kind, Model, kinds, use_kinds, wrap
from yiwang.base.algorithms.model.library import FIRE_LANE, OVERFLOW, SUBSIDENCE
from yiwang.base.algorithms.model.queue import Job
from yiwang.base.algorithms.model.rights import CALL, LIMIT, PUBLISH, SEE
from yiwang.base.algorithms.model.tensors import Spec, Tensor, agree, check_tensors
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
from yiwang.base.algorithms.usecases.calling import health, infer, metering, set_limit
from yiwang.base.algorithms.usecases.looking import detail, find, record, recount, shown
from yiwang.base.algorithms.usecases.queueing import Desk, queue, use_places
from yiwang.base.algorithms.usecases.registering import promote, register, roll_back, tune
from yiwang.base.algorithms.usecases.serving import Opened, Serving, serving

__all__ = [
    "ACT_NAMES",
    "CALL",
    "FIRE_LANE",
    "LIMIT",
    "OVERFLOW",
    "PUBLISH",
    "SEE",
    "STAGES",
    "SUBSIDENCE",
    "Act",
    "Card",
    "Desk",
    "Job",
    "Kind",
    "Model",
    "Opened",
    "Serving",
    "Spec",
    "Task",
    "Tensor",
    "Version",
    "agree",
    "check_tensors",
    "declare",
    "detail",
    "find",
    "health",
    "infer",
    "kinds",
    "metering",
    "pack",
    "promote",
    "queue",
    "record",
    "recount",
    "register",
    "roll_back",
    "serving",
    "set_limit",
    "shown",
    "task_of",
    "tasks",
    "tune",
    "unpack",
    "use_kinds",
    "use_places",
    "wrap",
]
