"""The first draft of a warning: from alarms, a template, and what a person says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.alarms import api as alarms
from yiwang.base.geography import api as geography
from yiwang.base.warning.errors import TemplateNotFoundError
from yiwang.base.warning.model.template import Template, fill
from yiwang.base.warning.model.warning import LEVELS, Content
from yiwang.base.warning.store import templates as store
from yiwang.infra.database import Work
from yiwang.kernel.refusals import refused

#: What a warning says when neither a person nor a template does.
_PLAIN: Final = Template(
    code="plain",
    title="{area}{level}预警",
    text="{from}，{area}出现{rule}{count}起，其中{device}当前值{value}。发布{level}预警，有效至{until}，请做好防范应对。",
)


async def compose(work: Work, given: dict[str, Any], found: Sequence[UUID], template: str | None) -> Content:
    """Return a content: what is ``given`` counts, then the template, then level and areas of alarms.

    Raises ``alarm_not_found``, ``warning_template_not_found``, and ``invalid_input`` for what is missing.
    """
    merged = [(await alarms.detail(work, one))[0] for one in dict.fromkeys(found)]
    chosen = await _template(work, template)
    content = _begun(chosen, work.now) | {name: value for name, value in given.items() if value is not None}
    if merged:
        content.setdefault("level", alarms.NAMES[max(a.peak if not a.active else a.level for a in merged)])
        areas = _common([a.path for a in merged])
        if areas:
            content.setdefault("areas", areas)
    if "title" not in content or "text" not in content:
        words = await words_of(work, content, merged)
        if merged or template is not None:
            content.setdefault("title", fill(chosen.title, words)[:100])
            content.setdefault("text", fill(chosen.text, words)[:2000])
    try:
        return msgspec.convert(content, Content)
    except msgspec.ValidationError as error:
        raise refused(error) from None


def _begun(template: Template, now: datetime) -> dict[str, Any]:
    """Return what a draft of a template begins with; a person's words take its place."""
    made: dict[str, Any] = {"valid_from": now, "category": template.category, "hazard": template.hazard}
    if template.level is not None:
        made["level"] = template.level
    if template.receivers:
        made["receivers"] = msgspec.to_builtins(template.receivers)
    if template.hours is not None:
        made["valid_until"] = now + timedelta(hours=template.hours)
    return made


def _common(paths: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the smallest area that holds all paths, nothing if there is none."""
    found: list[str] = []
    for codes in zip(*paths, strict=False):
        if len(set(codes)) > 1:
            break
        found = [codes[0]]
    return found


async def _template(work: Work, code: str | None) -> Template:
    if code is None:
        return _PLAIN
    for row in await store.templates(work.tx):
        if row["code"] == code:
            return store.template_of(row)
    raise TemplateNotFoundError(template=code)


async def words_of(work: Work, content: dict[str, Any], merged: Sequence[alarms.Alarm]) -> dict[str, str]:
    """Return the words of the fields."""
    areas = await geography.areas(work.tx)
    zone = ZoneInfo(areas.city.timezone)
    named = [areas.get(code) for code in content.get("areas", ())]
    words = {
        "area": "、".join(area.name for area in named if area is not None),
        "level": LEVELS[content["level"]][1] if content.get("level") in LEVELS else "",
        "from": _clock(content.get("valid_from"), zone),
        "until": _clock(content.get("valid_until"), zone),
        "count": str(len(merged)),
    }
    if merged:
        worst = max(merged, key=lambda a: (a.level, a.last_at))
        rules = {row["code"]: row["body"]["zh"] for row in await alarms.rules(work, None)}
        words |= {
            "device": worst.name,
            "subject": worst.subject,
            "value": "" if worst.value is None else f"{worst.value:g}",
            "rule": "、".join(sorted({rules.get(a.rule, a.rule) for a in merged})),
        }
    return words


def _clock(instant: Any, zone: ZoneInfo) -> str:
    return f"{instant.astimezone(zone):%m月%d日%H时%M分}" if isinstance(instant, datetime) else ""
