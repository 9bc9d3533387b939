"""The door of vitals: alerts on indicators, their rules, and the stage of the city."""

from __future__ import annotations

from yiwang.base.vitals.model.rights import CLOSE_VITALS, DECLARE_STAGE, SEE_VITALS, SET_VITALS
from yiwang.base.vitals.model.rule import COLOURS, Dispatch, Limits, Rule
from yiwang.base.vitals.model.stage import Criterion, Scale, Stage
from yiwang.base.vitals.store import watching
from yiwang.base.vitals.usecases.alerts import RESULTS, close, find, watch
from yiwang.base.vitals.usecases.outlooks import outlook
from yiwang.base.vitals.usecases.rules import put_rule, rehearse, rules, switch
from yiwang.base.vitals.usecases.stages import declare, history, look, scale, set_scale, stage

__all__ = [
    "CLOSE_VITALS",
    "COLOURS",
    "DECLARE_STAGE",
    "RESULTS",
    "SEE_VITALS",
    "SET_VITALS",
    "Criterion",
    "Dispatch",
    "Limits",
    "Rule",
    "Scale",
    "Stage",
    "close",
    "declare",
    "find",
    "history",
    "look",
    "outlook",
    "put_rule",
    "rehearse",
    "rules",
    "scale",
    "set_scale",
    "stage",
    "switch",
    "watch",
    "watching",
]
