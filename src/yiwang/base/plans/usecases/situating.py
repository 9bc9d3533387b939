"""What a case looks like to a plan: read from its page, its place, its alarm and the warnings in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from yiwang.base.cases import api as cases
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.language import api as language
from yiwang.base.matters import api as matters
from yiwang.base.plans.model.situation import COLOURS, Alarm, Named, Situation, level_of_colour
from yiwang.base.warning import api as warning
from yiwang.infra.database import Work

_MOST_WARNINGS: Final = 100


@dataclass(frozen=True, slots=True)
class Scene:
    """A case with what plans need of its surroundings, read once."""

    state: cases.CaseState
    situation: Situation
    directory: identity.Directory
    catalogue: matters.Catalogue
    zone: ZoneInfo

    @property
    def opened_local(self) -> datetime:
        """Return when the case was opened, by the city's clock."""
        return self.situation.opened_at.astimezone(self.zone)


async def scene(work: Work, number: str) -> Scene:
    """Return the scene of a case; raises ``case_not_found`` when it is unknown or out of sight."""
    state = await cases.state_of(work, number)
    page = await cases.detail(work, number)
    tree = await geography.areas(work.tx)
    catalogue = await matters.catalogue(work.tx)
    leaf = catalogue.get(state.matter) if state.matter is not None else None
    klass = catalogue.get(f"{leaf.kind}:{leaf.class_code}") if leaf is not None else None
    named = (tree.get(code) for code in state.place.path)
    situation = Situation(
        number=number,
        opened_at=state.opened_at,
        text="\n".join(one["text"] or "" for one in page["reports"]) or page["text"] or "",
        matter=None if leaf is None else Named(leaf.key, leaf.name),
        klass=None if klass is None else Named(klass.key, klass.name),
        areas=tuple(Named(area.code, area.name) for area in named if area is not None),
        place=language.masked(state.place.address),
        tags=tuple(_tags(page["preparation"])),
        urgency=state.urgency,
        major=state.grade == "major",
        channel=state.channel,
        caller=_caller(page["reports"]),
        alarm=_alarm(page["reports"]),
        warnings=await _warnings(work, state.place.path),
    )
    zone = ZoneInfo(tree.city.timezone)
    return Scene(state, situation, await identity.directory(work.tx), catalogue, zone)


def _tags(preparation: Any) -> Iterable[Named]:
    reading = getattr(preparation, "reading", None) or {}
    for tag in reading.get("tags") or ():
        name = tag.get("name")
        yield Named(tag["code"], name["zh"] if isinstance(name, Mapping) else tag["code"])


def _caller(reports: Iterable[Mapping[str, Any]]) -> str:
    for one in reports:
        who = one["reporter"]
        if who is not None:
            return str(who["name"] or who["phone"] or "")
    return ""


def _alarm(reports: Iterable[Mapping[str, Any]]) -> Alarm | None:
    """Return the highest alarm that reports of the case came from; those of sensing say it themselves."""
    found = [
        Alarm(
            rule=str(said.get("rule", "")),
            level=level_of_colour(said.get("level")),
            device=str(one["address"] or said.get("device") or ""),
            value=said["value"] if isinstance(said.get("value"), int | float) else None,
        )
        for one in reports
        if one["source"] == "sensing" and "alarm" in (said := one["attributes"] or {})
    ]
    return max(found, key=lambda one: one.level, default=None)


async def _warnings(work: Work, path: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    rows = await warning.find(work, warning.WarningFilter(stage="published"), limit=_MOST_WARNINGS)
    shown = (warning.warning_of(row).shown for row in rows)
    found = [
        (COLOURS.index(one.level) + 1, one.title) for one in shown if not set(path).isdisjoint(one.areas)
    ]
    return tuple(sorted(found, reverse=True))
