"""The door of bulletins."""

from __future__ import annotations

from yiwang.base.bulletins.definition import BulletinsSection, Template
from yiwang.base.bulletins.model.issue import Bulletin, Targets
from yiwang.base.bulletins.model.rights import APPROVE, SEE, WRITE
from yiwang.base.bulletins.model.timetable import Plan, Schedule
from yiwang.base.bulletins.model.variables import FACTS
from yiwang.base.bulletins.usecases.asking import Scope
from yiwang.base.bulletins.usecases.desk import (
    archive,
    confirm_read,
    detail,
    draft,
    edit,
    may,
    published,
    published_list,
    step,
)
from yiwang.base.bulletins.usecases.forms import check_form
from yiwang.base.bulletins.usecases.making import make
from yiwang.base.bulletins.usecases.scheduling import (
    drop_schedule,
    make_due,
    save_schedule,
    schedules,
)
from yiwang.base.bulletins.usecases.templates import (
    Kept,
    apply_section,
    check_template,
    save,
    save_next,
    standard,
    template,
    templates,
    versions,
)

__all__ = [
    "APPROVE",
    "FACTS",
    "SEE",
    "WRITE",
    "Bulletin",
    "BulletinsSection",
    "Kept",
    "Plan",
    "Schedule",
    "Scope",
    "Targets",
    "Template",
    "apply_section",
    "archive",
    "check_form",
    "check_template",
    "confirm_read",
    "detail",
    "draft",
    "drop_schedule",
    "edit",
    "make",
    "make_due",
    "may",
    "published",
    "published_list",
    "save",
    "save_next",
    "save_schedule",
    "schedules",
    "standard",
    "step",
    "template",
    "templates",
    "versions",
]
