"""Templates of warnings: listed, saved in versions, looked at filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.identity import api as identity
from yiwang.base.warning.errors import TemplateChangedError, TemplateNotFoundError
from yiwang.base.warning.model.template import Template, fill
from yiwang.base.warning.store import templates as store
from yiwang.base.warning.usecases.composing import words_of
from yiwang.base.warning.usecases.receivers import resolve
from yiwang.infra.database import Row, Tx, Work

_HOURS: Final = 6
#: What stands for alarms where there are none yet.
_EXAMPLE: Final = {
    "device": "示例设备",
    "subject": "SB001",
    "value": "1.2",
    "count": "3",
    "rule": "示例规则",
}


async def listed(tx: Tx) -> list[dict[str, Any]]:
    """Return all templates with version and last change, by code."""
    return [_shown(row) for row in await store.templates(tx)]


def _shown(row: Row) -> dict[str, Any]:
    body: dict[str, Any] = msgspec.to_builtins(store.template_of(row))
    return body | {"version": row["version"], "changed_at": row["changed_at"]}


async def template_versions(tx: Tx, code: str) -> list[dict[str, Any]]:
    """Return the versions of a template with when and by whom; raises ``warning_template_not_found``."""
    rows = await store.versions(tx, code)
    if not rows:
        raise TemplateNotFoundError(template=code)
    directory = await identity.directory(tx)
    return [
        {"version": row["version"], "at": row["at"], "by": _name(row["by"], directory)}
        | {"body": msgspec.to_builtins(store.template_of(row))}
        for row in rows
    ]


def _name(key: str, directory: identity.Directory) -> str:
    kind, _, rest = key.partition(":")
    person = directory.person(UUID(rest)) if kind == "person" else None
    return "" if person is None else person.name


async def save_template(work: Work, template: Template, base: int | None = None) -> int:
    """Store a template as its next version and return that; an equal one changes nothing.

    ``base``: the version that was changed (0: a new template). Raises ``warning_template_changed`` when
    another is in force, and ``warning_receiver``.
    """
    row = await store.hold(work.tx, template.code)
    version: int = 0 if row is None else row["version"]
    if base is not None and base != version:
        raise TemplateChangedError(template=template.code, version=version)
    if row is not None and store.template_of(row) == template:
        return version
    await resolve(work.tx, template.receivers)
    await store.save(work, template, version + 1)
    detail = {"version": version + 1}
    await audit.record(work, "warning_template.save", "warning_template", template.code, detail)
    return version + 1


async def preview(work: Work, template: Template, areas: Sequence[str]) -> dict[str, Any]:
    """Return title and text as in a draft, with examples for what alarms say, and how many are told."""
    content = {
        "level": template.level or "yellow",
        "areas": tuple(areas),
        "valid_from": work.now,
        "valid_until": work.now + timedelta(hours=template.hours or _HOURS),
    }
    words = await words_of(work, content, ())
    words = _EXAMPLE | {name: word for name, word in words.items() if word and name != "count"}
    told = await resolve(work.tx, template.receivers)
    return {"title": fill(template.title, words), "text": fill(template.text, words), "receivers": len(told)}
