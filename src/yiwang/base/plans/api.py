"""The door of plans."""

from __future__ import annotations

from yiwang.base.plans.definition import FIELDS, FINDERS, HOWS, LEVELS, Plan, PlansSection
from yiwang.base.plans.model.conditions import conditions
from yiwang.base.plans.model.library import STATES, Version
from yiwang.base.plans.model.rights import APPROVE, SEE, USE, WRITE
from yiwang.base.plans.model.run import Run
from yiwang.base.plans.usecases.confirming import confirm
from yiwang.base.plans.usecases.library import apply_section, detail, draft, exported, find, step, take
from yiwang.base.plans.usecases.proposing import propose
from yiwang.base.plans.usecases.shapes import Confirmation, Order

__all__ = [
    "APPROVE",
    "FIELDS",
    "FINDERS",
    "HOWS",
    "LEVELS",
    "SEE",
    "STATES",
    "USE",
    "WRITE",
    "Confirmation",
    "Order",
    "Plan",
    "PlansSection",
    "Run",
    "Version",
    "apply_section",
    "conditions",
    "confirm",
    "detail",
    "draft",
    "exported",
    "find",
    "propose",
    "step",
    "take",
]
