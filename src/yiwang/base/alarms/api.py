"""The door of alarms."""

from __future__ import annotations

from yiwang.base.alarms.model.engine import Engine
from yiwang.base.alarms.model.functions import functions
from yiwang.base.alarms.model.levels import LEVELS
from yiwang.base.alarms.model.program import Members, Program
from yiwang.base.alarms.model.rule import Rule
from yiwang.base.alarms.model.signals import Renewal, Signal
from yiwang.base.alarms.model.tree import Plan, plan, read_rule

__all__ = [
    "LEVELS",
    "Engine",
    "Members",
    "Plan",
    "Program",
    "Renewal",
    "Rule",
    "Signal",
    "functions",
    "plan",
    "read_rule",
]
