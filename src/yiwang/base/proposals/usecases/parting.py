"""What a split or a merge of a matter changes in the catalogue and the list, through their doors (C006)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from yiwang.base.geography import api as geography
from yiwang.base.insight.api import MergeChange, Part, SplitChange
from yiwang.base.matters import api as matters
from yiwang.base.matters.api import Matter, MatterData, Responsibility, ResponsibilityData
from yiwang.base.proposals.errors import NothingToChangeError
from yiwang.base.proposals.model.proposal import Proposal
from yiwang.base.proposals.usecases.applying import in_force, retimed, said
from yiwang.base.proposals.usecases.shapes import change_of
from yiwang.infra.database import Work
from yiwang.kernel.worktime import Limit

_CLOCK: Final = "handle"


def of_catalogue(proposal: Proposal) -> bool:
    """Tell whether the catalogue of matters changes."""
    return isinstance(change_of(proposal), SplitChange | MergeChange)


async def check(work: Work, proposal: Proposal) -> None:
    """Raise ``proposal_nothing`` where the matter cannot be split, or has no parts to be merged back."""
    change, catalogue = change_of(proposal), await matters.catalogue(work.tx)
    if isinstance(change, MergeChange):
        if not catalogue.parts(change.matter):
            raise NothingToChangeError(why_zh="该事项没有子事项", why_en="the matter has no parts")
    elif isinstance(change, SplitChange):
        leaf = catalogue.leaf(change.matter)
        above = None if leaf is None or leaf.parent is None else catalogue.leaf(leaf.parent)
        if leaf is None or above is not None:
            raise NothingToChangeError(
                why_zh="只有目录中在用、且本身不是子事项的事项可以拆分",
                why_en="only a matter in use that is no part itself can be split",
            )
        if any(m.parent == leaf.key and m.status == matters.Status.DRAFT for m in catalogue.entries()):
            raise NothingToChangeError(
                why_zh="该事项已有拆分方案待审批", why_en="another split of it waits for a decision"
            )
        taken = next((part.name for part in change.parts if catalogue.find(part.name) is not None), None)
        if taken is not None:
            raise NothingToChangeError(
                why_zh=f"目录中已有“{taken}”", why_en=f"the catalogue has {taken!r} already"
            )


async def draft_parts(work: Work, proposal: Proposal) -> tuple[str, ...]:
    """Put the finer matters of a split into the catalogue as drafts; return their keys."""
    change = change_of(proposal)
    if not isinstance(change, SplitChange):
        return ()
    await check(work, proposal)
    catalogue = await matters.catalogue(work.tx)
    leaf = catalogue.get(change.matter)
    assert leaf is not None
    codes = _codes(leaf, {m.key for m in catalogue.entries()})
    data = [_data(leaf, next(codes), part) for part in change.parts]
    await matters.save_matters(work, data)
    return tuple(f"{one.kind}:{one.code}" for one in data)


def _codes(leaf: Matter, taken: set[str]) -> Iterator[str]:
    """Yield codes below that of ``leaf`` that nothing ever had."""
    n = 0
    while True:
        n += 1
        if f"{leaf.kind}:{leaf.code}.{n}" not in taken:
            yield f"{leaf.code}.{n}"


def _data(leaf: Matter, code: str, part: Part) -> MatterData:
    """Return the finer matter: as the whole, with a name, words and perhaps a limit of its own."""
    limits = dict(leaf.limits)
    if part.limit is not None:
        limits[_CLOCK] = retimed(limits.get(_CLOCK, {}), Limit(part.limit.amount, part.limit.unit))
    whole = msgspec.to_builtins(leaf)
    kept = ("kind", "scope_area", "urgency", "dispatch_mode", "filing_standard", "closing_standard")
    return MatterData.model_validate(
        {name: whole[name] for name in kept}
        | {
            "code": code,
            "parent": leaf.code,
            "name": part.name,
            "synonyms": part.words,
            "evidence_required": leaf.evidence_required,
            "limits": msgspec.to_builtins(limits),
            "questions": [_question(question) for question in whole["questions"]],
            "status": "draft",
        }
    )


def _question(question: dict[str, Any]) -> dict[str, Any]:
    return question | {"answers": [{"key": key, "name": name} for key, name in question["answers"]]}


async def draft_entries(work: Work, proposal: Proposal, keys: Sequence[str]) -> tuple[Responsibility, ...]:
    """Draft the entries of the list that the parts need where they differ from those of the whole matter."""
    change = change_of(proposal)
    if not isinstance(change, SplitChange):
        return ()
    held = [e for e in await _standing(work, change.matter) if e.holds_on(proposal.valid_from)]
    tree = await geography.areas(work.tx)
    found: list[Responsibility] = []
    for key, part in zip(keys, change.parts, strict=True):
        for data in _entries(part, held, tree):
            entry = ResponsibilityData.model_validate(
                data | {"matter": key, "valid_from": proposal.valid_from}
            )
            found.append(await matters.draft_responsibility(work, entry, change_basis=proposal.reason[:500]))
    return tuple(found)


async def _standing(work: Work, key: str) -> list[Responsibility]:
    """Return the entries for the matter itself, else for the nearest class above that has any."""
    catalogue = await matters.catalogue(work.tx)
    at: str | None = key
    while at is not None:
        if found := await in_force(work, at):
            return found
        above = catalogue.get(at)
        at = None if above is None else above.parent
    return []


def _entries(
    part: Part, held: Sequence[Responsibility], tree: geography.AreaTree
) -> Iterator[dict[str, Any]]:
    """Yield what the list shall say of a part: a unit of its own, or the unit of the whole with its limit."""
    named = {duty.area: duty.unit for duty in part.duties}
    told: set[str] = set()
    for entry in held:
        lead = next((named[area] for area in reversed(tree.path(entry.area)) if area in named), None)
        if (lead is None and part.limit is None) or (lead is not None and entry.area in told):
            continue
        data = said(entry, lead=lead, limits=_limits(entry, part))
        if lead is not None:
            told.add(entry.area)
            data["scene"] = ""  # whose it is in which scene was what the part settles
        yield data
    for area, unit in named.items():
        if area not in told:
            limits = {} if part.limit is None else {_CLOCK: {"*": msgspec.to_builtins(part.limit)}}
            yield {"area": area, "lead_unit": unit, "limits": limits}


def _limits(entry: Responsibility, part: Part) -> dict[str, dict[str, Limit]]:
    limits = dict(entry.limits)
    if part.limit is not None:
        wanted = Limit(part.limit.amount, part.limit.unit)
        limits[_CLOCK] = retimed(limits.get(_CLOCK, {}), wanted)
    return limits


async def carry(work: Work, proposal: Proposal) -> None:
    """Bring the drafted parts into the catalogue, or take parts back; open cases keep what they have."""
    for key in proposal.parts:
        await matters.set_matter_status(work, key, matters.Status.PUBLISHED)
    change = change_of(proposal)
    if isinstance(change, MergeChange):
        for part in (await matters.catalogue(work.tx)).parts(change.matter):
            await _retire(work, part.key, proposal)


async def drop_parts(work: Work, proposal: Proposal) -> None:
    """Retire the drafts of a split that was refused or taken back."""
    for key in proposal.parts:
        await matters.set_matter_status(work, key, matters.Status.RETIRED)


async def _retire(work: Work, key: str, proposal: Proposal) -> None:
    for entry in await in_force(work, key):
        if entry.valid_to is None or entry.valid_to > proposal.valid_from:
            await matters.end_responsibility(work, entry.id, max(proposal.valid_from, entry.valid_from))
    await matters.set_matter_status(work, key, matters.Status.RETIRED)


def begins(proposal: Proposal, day: datetime, now: datetime) -> datetime:
    """Return from when on it holds: parts at once, entries of the list from their day on."""
    return now if of_catalogue(proposal) and not proposal.entries else max(day, now)
