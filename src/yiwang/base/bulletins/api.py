"""The door of bulletins."""

from __future__ import annotations

from yiwang.base.bulletins.definition import BulletinsSection, Template
from yiwang.base.bulletins.model.rights import SEE, WRITE
from yiwang.base.bulletins.model.variables import FACTS
from yiwang.base.bulletins.usecases.asking import Scope
from yiwang.base.bulletins.usecases.forms import check_form
from yiwang.base.bulletins.usecases.making import make
from yiwang.base.bulletins.usecases.templates import (
    Kept,
    apply_section,
    check_template,
    save,
    standard,
    template,
    templates,
    versions,
)

__all__ = [
    "FACTS",
    "SEE",
    "WRITE",
    "BulletinsSection",
    "Kept",
    "Scope",
    "Template",
    "apply_section",
    "check_form",
    "check_template",
    "make",
    "save",
    "standard",
    "template",
    "templates",
    "versions",
]
