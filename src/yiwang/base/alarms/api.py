"""The door of alarms."""

from __future__ import annotations

from yiwang.base.alarms.model.alarm import ACTS, STAGES, Alarm
from yiwang.base.alarms.model.engine import Engine
from yiwang.base.alarms.model.functions import functions
from yiwang.base.alarms.model.levels import LEVELS
from yiwang.base.alarms.model.noise import Inhibition, MuteTime, Silence, groups
from yiwang.base.alarms.model.program import Members, Program
from yiwang.base.alarms.model.rights import CHANGE_RULES, CONFIRM, SEE_ALARMS, SILENCE
from yiwang.base.alarms.model.rule import Rule
from yiwang.base.alarms.model.signals import Renewal, Signal
from yiwang.base.alarms.model.tree import Plan, plan, read_rule
from yiwang.base.alarms.store.alarms import AlarmFilter
from yiwang.base.alarms.usecases.acting import act, end_silence, silence
from yiwang.base.alarms.usecases.looking import detail, find, grouped, precision, rules
from yiwang.base.alarms.usecases.observer import AlarmObserver
from yiwang.base.alarms.usecases.recording import rebuild
from yiwang.base.alarms.usecases.rules import apply_section

__all__ = [
    "ACTS",
    "CHANGE_RULES",
    "CONFIRM",
    "LEVELS",
    "SEE_ALARMS",
    "SILENCE",
    "STAGES",
    "Alarm",
    "AlarmFilter",
    "AlarmObserver",
    "Engine",
    "Inhibition",
    "Members",
    "MuteTime",
    "Plan",
    "Program",
    "Renewal",
    "Rule",
    "Signal",
    "Silence",
    "act",
    "apply_section",
    "detail",
    "end_silence",
    "find",
    "functions",
    "grouped",
    "groups",
    "plan",
    "precision",
    "read_rule",
    "rebuild",
    "rules",
    "silence",
]
