"""The door of alarms."""

from __future__ import annotations

from yiwang.base.alarms.model.alarm import ACTS, STAGES, Alarm
from yiwang.base.alarms.model.engine import Engine
from yiwang.base.alarms.model.functions import functions
from yiwang.base.alarms.model.levels import LEVELS, NAMES
from yiwang.base.alarms.model.noise import Inhibition, Matchers, MuteTime, Silence, groups
from yiwang.base.alarms.model.program import Members, Program
from yiwang.base.alarms.model.rights import CHANGE_RULES, CONFIRM, SEE_ALARMS, SILENCE
from yiwang.base.alarms.model.rule import Rule
from yiwang.base.alarms.model.signals import Renewal, Signal
from yiwang.base.alarms.model.tree import Plan, plan, read_rule
from yiwang.base.alarms.store.alarms import AlarmFilter
from yiwang.base.alarms.store.noise import silences
from yiwang.base.alarms.usecases.acting import act, end_silence, silence, was_false
from yiwang.base.alarms.usecases.describing import described
from yiwang.base.alarms.usecases.edges import (
    EdgeCity,
    EdgeConfirm,
    EdgeRule,
    EdgeSignal,
    edge_program,
    edge_rules,
    take_from_edge,
)
from yiwang.base.alarms.usecases.looking import detail, find, grouped, naming, precision, rules, watching
from yiwang.base.alarms.usecases.observer import AlarmObserver
from yiwang.base.alarms.usecases.raising import instant
from yiwang.base.alarms.usecases.recording import rebuild
from yiwang.base.alarms.usecases.rehearsing import rehearse, rehearse_steps
from yiwang.base.alarms.usecases.rules import apply_section, drop_setting, save_settings, settings
from yiwang.base.alarms.usecases.rules import check as check_rule
from yiwang.base.alarms.usecases.rules import one as rule
from yiwang.base.alarms.usecases.rules import save as save_rule
from yiwang.base.alarms.usecases.rules import switch as switch_rule
from yiwang.base.alarms.usecases.rules import versions as rule_versions

__all__ = [
    "ACTS",
    "CHANGE_RULES",
    "CONFIRM",
    "LEVELS",
    "NAMES",
    "SEE_ALARMS",
    "SILENCE",
    "STAGES",
    "Alarm",
    "AlarmFilter",
    "AlarmObserver",
    "EdgeCity",
    "EdgeConfirm",
    "EdgeRule",
    "EdgeSignal",
    "Engine",
    "Inhibition",
    "Matchers",
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
    "check_rule",
    "described",
    "detail",
    "drop_setting",
    "edge_program",
    "edge_rules",
    "end_silence",
    "find",
    "functions",
    "grouped",
    "groups",
    "instant",
    "naming",
    "plan",
    "precision",
    "read_rule",
    "rebuild",
    "rehearse",
    "rehearse_steps",
    "rule",
    "rule_versions",
    "rules",
    "save_rule",
    "save_settings",
    "settings",
    "silence",
    "silences",
    "switch_rule",
    "take_from_edge",
    "was_false",
    "watching",
]
