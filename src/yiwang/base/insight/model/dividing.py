"""A split of a matter, played on the past: each case as of its part, sent to the part's unit at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from yiwang.base.insight.model.changes import Change, DutyChange, LimitChange, Part, SplitChange
from yiwang.base.insight.model.replay import Journey
from yiwang.kernel.text import part_of


@dataclass(frozen=True, slots=True)
class Divided:
    """Which part each case is of (``None``: it stays), and how many first units were right, of how many."""

    of: Mapping[str, int | None]
    right_before: int
    right_after: int
    n: int


def places(texts: Mapping[str, str], parts: Sequence[Part]) -> dict[str, int | None]:
    """Return the place of the part of each case, by the words of the parts."""
    words = [part.words for part in parts]
    return {number: part_of(text, words) for number, text in texts.items()}


def unit_at(part: Part, areas: Sequence[str]) -> str | None:
    """Return the unit that the part names for a place, the most specific area first; ``None``: as before."""
    named = {duty.area: duty.unit for duty in part.duties}
    return next((named[area] for area in reversed(areas) if area in named), None)


def divided(
    journeys: Sequence[Journey], texts: Mapping[str, str], change: SplitChange
) -> tuple[list[Journey], list[Change], Divided]:
    """Return the journeys as of their parts, the changes this means for them, and the share of right units.

    Right is the first unit if it is also the one that did the work in the end.
    """
    of = places(texts, change.parts)
    moved: list[Journey] = []
    changes: dict[str, list[Change]] = {}
    before = after = n = 0
    for journey in journeys:
        at = of.get(journey.number) if journey.matter == change.matter else None
        first = journey.visits[0].unit if journey.visits else None
        wanted = first if at is None else unit_at(change.parts[at], journey.areas) or first
        if journey.matter == change.matter and first is not None:
            n += 1
            before += first == journey.visits[-1].unit
            after += wanted == journey.visits[-1].unit
        if at is None:
            moved.append(journey)
            continue
        label = f"{at}:{first}>{wanted}"
        moved.append(replace(journey, matter=label))
        if label not in changes:
            changes[label] = list(_meant(label, first, wanted, change.parts[at]))
    numbers = {j.number for j in journeys if j.matter == change.matter}
    here = {number: at for number, at in of.items() if number in numbers}
    return moved, [c for some in changes.values() for c in some], Divided(here, before, after, n)


def _meant(label: str, first: str | None, wanted: str | None, part: Part) -> Sequence[Change]:
    found: list[Change] = []
    if first is not None and wanted is not None and first != wanted:
        found.append(DutyChange(matter=label, source=first, target=wanted))
    if part.limit is not None:
        found.append(LimitChange(matter=label, amount=part.limit.amount, unit=part.limit.unit))
    return found
