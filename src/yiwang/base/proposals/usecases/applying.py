"""What a proposal changes in the list of responsibilities and in the flow, through their doors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from yiwang.base.geography import api as geography
from yiwang.base.insight.api import Change, DutyChange, LimitChange
from yiwang.base.matters import api as matters
from yiwang.base.matters.api import Responsibility, ResponsibilityData
from yiwang.base.proposals.errors import NothingToChangeError, OvertakenError
from yiwang.base.proposals.model.proposal import Proposal
from yiwang.base.proposals.usecases.shapes import change_of
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Work
from yiwang.kernel.worktime import Limit

_PAGE: Final = 1000


def of_list(change: Change) -> bool:
    """Tell whether the list of responsibilities changes."""
    return isinstance(change, DutyChange) or (isinstance(change, LimitChange) and change.matter is not None)


def of_flow(change: Change) -> bool:
    """Tell whether the flow itself changes."""
    return isinstance(change, LimitChange) and change.matter is None


async def check(work: Work, proposal: Proposal) -> None:
    """Raise ``proposal_nothing`` if nothing would be different."""
    if of_list(change_of(proposal)):
        await _changed(work, proposal)
    elif of_flow(change_of(proposal)):
        await _next_flow(work, proposal)


async def draft_entries(work: Work, proposal: Proposal) -> tuple[Responsibility, ...]:
    """Draft the new versions of the entries concerned, in the name of who acts."""
    return tuple(
        [
            await matters.draft_responsibility(work, data, change_basis=proposal.reason[:500])
            for data in await _changed(work, proposal)
        ]
    )


async def approve_entries(work: Work, proposal: Proposal) -> None:
    """Approve the drafts; raises ``proposal_overtaken`` if one was ended meanwhile."""
    for entry in proposal.entries:
        found = await matters.responsibility(work.tx, entry)
        if found is None or found.status == matters.Stand.ENDED:
            raise OvertakenError
        if found.status == matters.Stand.DRAFT:
            await matters.approve_responsibility(work, entry)


async def drop_entries(work: Work, proposal: Proposal) -> None:
    """End the drafts that nobody approved."""
    for entry in proposal.entries:
        found = await matters.responsibility(work.tx, entry)
        if found is not None and found.status == matters.Stand.DRAFT:
            await matters.end_responsibility(work, entry, proposal.valid_from)


async def publish_flow(work: Work, proposal: Proposal) -> int:
    """Publish the next version of the flow with the limit changed; return its number."""
    definition = await _next_flow(work, proposal)
    await workflow.publish(work, definition)
    return definition.version


async def in_force(work: Work, matter: str | None) -> list[Responsibility]:
    """Return all approved entries of a matter, or of all."""
    found: list[Responsibility] = []
    after = None
    while True:
        page = await matters.find_responsibilities(
            work.tx, {"matter": matter, "status": "approved"}, after, _PAGE
        )
        found += page
        if len(page) < _PAGE:
            return found
        last = page[-1]
        after = (last.matter, last.area, last.scene, last.version)


async def _changed(work: Work, proposal: Proposal) -> list[ResponsibilityData]:
    change = change_of(proposal)
    assert isinstance(change, DutyChange | LimitChange)
    catalogue = await matters.catalogue(work.tx)
    tree = await geography.areas(work.tx)
    leaf = None if change.matter is None else catalogue.find(change.matter)
    out = []
    for entry in await in_force(work, None if leaf is None else leaf.key):
        inside = change.area is None or change.area in tree.path(entry.area)
        if not inside or not entry.holds_on(proposal.valid_from):
            continue
        other = _entry(entry, change)
        if other is not None:
            out.append(ResponsibilityData.model_validate({**other, "valid_from": proposal.valid_from}))
    if not out:
        raise NothingToChangeError(
            why_zh="权责清单中没有与此不同的条目", why_en="no entry of the list says anything else"
        )
    return out


def _entry(entry: Responsibility, change: DutyChange | LimitChange) -> dict[str, Any] | None:
    """Return what the entry shall say, ``None`` if it says so already."""
    if isinstance(change, DutyChange):
        return None if entry.lead_unit != change.source else said(entry, lead=change.target)
    limits = dict(entry.limits)
    limits[change.clock] = retimed(limits.get(change.clock, {}), Limit(change.amount, change.unit))
    return None if limits == entry.limits else said(entry, limits=limits)


def said(
    entry: Responsibility,
    *,
    lead: str | None = None,
    limits: Mapping[str, Mapping[str, Limit]] | None = None,
) -> dict[str, Any]:
    """Return what an entry says, with another lead unit or other limits."""
    lead, limits = lead or entry.lead_unit, entry.limits if limits is None else limits
    return {
        "matter": entry.matter,
        "area": entry.area,
        "lead_unit": lead,
        "assist_units": tuple(unit for unit in entry.assist_units if unit != lead),
        "scene": entry.scene,
        "limits": {
            clock: {
                grade: {"amount": limit.amount, "unit": limit.unit.value} for grade, limit in grades.items()
            }
            for clock, grades in limits.items()
        },
        "duty_type": entry.duty_type,
        "legal_basis": entry.legal_basis,
        "filing_standard": entry.filing_standard,
        "closing_standard": entry.closing_standard,
        "evidence_required": entry.evidence_required,
        "valid_to": entry.valid_to,
    }


def retimed(grades: Mapping[str, Limit], wanted: Limit) -> dict[str, Limit]:
    """Return limits by grade with ``wanted``: those of its unit that are longer are shortened to it.

    If none is longer, the longest of its unit becomes ``wanted``, so that an urgent grade never gets more
    time because an ordinary one does. Without any limit it holds for all grades.
    """
    if not grades:
        return {"*": wanted}
    same = {grade: old.amount for grade, old in grades.items() if old.unit == wanted.unit}
    longer = {grade for grade, amount in same.items() if amount > wanted.amount}
    chosen = longer or {grade for grade, amount in same.items() if amount == max(same.values())}
    return {grade: wanted if grade in chosen else old for grade, old in grades.items()}


async def _next_flow(work: Work, proposal: Proposal) -> workflow.FlowDefinition:
    change = change_of(proposal)
    assert isinstance(change, LimitChange)
    if change.area is not None:
        raise NothingToChangeError(
            why_zh="流程时限对全市一致，请按事项修改权责清单",
            why_en="limits of a flow hold everywhere; change the list for a matter instead",
        )
    current = (await workflow.flows(work.tx)).current(proposal.flow).definition
    data = current.model_dump(mode="json")
    before = [dict(clock["limits"]) for clock in data["clocks"]]
    for clock in data["clocks"]:
        if clock["kind"] == change.clock and clock["limits"]:
            known = {grade: msgspec.convert(limit, Limit) for grade, limit in clock["limits"].items()}
            clock["limits"] = msgspec.to_builtins(retimed(known, Limit(change.amount, change.unit)))
    if before == [clock["limits"] for clock in data["clocks"]]:
        raise NothingToChangeError(
            why_zh="流程中没有同单位而不同的时限", why_en="the flow has no other limit of this unit"
        )
    data["version"] += 1
    return workflow.FlowDefinition.model_validate(data)
