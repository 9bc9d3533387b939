"""The door of samples."""

from __future__ import annotations

from yiwang.base.samples.model.rights import LABEL, MANAGE, SETTLE
from yiwang.base.samples.model.sets import Label, SampleSet
from yiwang.base.samples.usecases.gathering import Gathered, collect, take_file
from yiwang.base.samples.usecases.labelling import judge, next_text, undo
from yiwang.base.samples.usecases.sets import detail, find, save_set
from yiwang.base.samples.usecases.training import TASK, learn, sort
from yiwang.base.samples.usecases.versions import check, export, forget, freeze

__all__ = [
    "LABEL",
    "MANAGE",
    "SETTLE",
    "TASK",
    "Gathered",
    "Label",
    "SampleSet",
    "check",
    "collect",
    "detail",
    "export",
    "find",
    "forget",
    "freeze",
    "judge",
    "learn",
    "next_text",
    "save_set",
    "sort",
    "take_file",
    "undo",
]
