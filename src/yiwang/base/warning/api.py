"""The door of published warnings."""

from __future__ import annotations

from yiwang.base.warning.model.rights import APPROVE, DRAFT, PUBLISH, SEE, TEMPLATES
from yiwang.base.warning.model.template import FIELDS, Template
from yiwang.base.warning.model.warning import (
    ACTS,
    CATEGORIES,
    LEVELS,
    STAGES,
    Category,
    Content,
    Edition,
    Level,
    PublicWarning,
    Receiver,
)
from yiwang.base.warning.store.warnings import WarningFilter, in_force, warning_of
from yiwang.base.warning.usecases.acting import act, draft, rebuild, tend
from yiwang.base.warning.usecases.composing import compose
from yiwang.base.warning.usecases.looking import detail, editions, find, sees_drafts
from yiwang.base.warning.usecases.receivers import resolve
from yiwang.base.warning.usecases.templating import listed, preview, save_template, template_versions

__all__ = [
    "ACTS",
    "APPROVE",
    "CATEGORIES",
    "DRAFT",
    "FIELDS",
    "LEVELS",
    "PUBLISH",
    "SEE",
    "STAGES",
    "TEMPLATES",
    "Category",
    "Content",
    "Edition",
    "Level",
    "PublicWarning",
    "Receiver",
    "Template",
    "WarningFilter",
    "act",
    "compose",
    "detail",
    "draft",
    "editions",
    "find",
    "in_force",
    "listed",
    "preview",
    "rebuild",
    "resolve",
    "save_template",
    "sees_drafts",
    "template_versions",
    "tend",
    "warning_of",
]
