"""The life of a proposal: drafted, sent, decided by somebody else, in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.insight import api as insight
from yiwang.base.matters import api as matters
from yiwang.base.notify import api as notify
from yiwang.base.proposals import store
from yiwang.base.proposals.errors import OwnProposalError, ProposalNotFoundError, ProposalStateError
from yiwang.base.proposals.model.proposal import STEPS, Proposal, Scope, Step
from yiwang.base.proposals.usecases import applying, parting
from yiwang.base.proposals.usecases.effect import effect
from yiwang.base.proposals.usecases.shapes import ProposalBody, change_of
from yiwang.infra.database import Work
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.ids import new_id

_MOST: Final = 500
_FLOW: Final = "standard"
#: Of the replay's figures, what is kept with the proposal.
_KEPT: Final = ("cases", "fidelity", "late", "clocks", "waiting", "newly_late", "no_longer_late", "split")
_DECIDE: Final = notify.register(
    "proposals.sent",
    zh="有一条改进提案请您审批，期限 {deadline}",
    en="A proposed change waits for your decision until {deadline}",
)
_DECIDED: Final = notify.register(
    "proposals.decided", zh="您的改进提案已{said_zh}", en="Your proposed change was {said_en}"
)
_SAID: Final = {"accept": ("通过", "accepted"), "refuse": ("被退回", "refused")}


async def draft(work: Work, body: ProposalBody) -> Proposal:
    """Draft a proposal; the past is played again with its change, and the figures are kept with it.

    Raises ``proposal_nothing``, ``insight_change_refused``, ``insight_too_many``, ``invalid_input``.
    """
    today = await _today(work)
    for name in ("deadline", "valid_from"):
        if getattr(body, name) < today:
            raise InvalidInputError(field=name, why_zh="不能早于今天", why_en="must not be before today")
    scope = {name: getattr(body, name) for name in ("area", "matter", "unit", "channel")}
    asked = insight.asked(work.now, body.opened_from, body.opened_to, **scope)
    figures = await insight.what_if(work, asked, [body.change])
    flows = Counter(state.flow for state in await insight.chosen(work, asked))
    assert asked.opened_from is not None
    made = Proposal(
        id=new_id(),
        state="drafted",
        change=msgspec.to_builtins(body.change),
        scope=Scope(opened_from=asked.opened_from, opened_to=asked.opened_to, **scope),
        figures={name: figures[name] for name in _KEPT if name in figures},
        reason=body.reason,
        owner=work.actor.key,
        deadline=body.deadline,
        valid_from=body.valid_from,
        flow=flows.most_common(1)[0][0] if flows else _FLOW,
        at=work.now,
    )
    await (parting if parting.of_catalogue(made) else applying).check(work, made)
    await _keep(work, made, "draft")
    return made


async def send(work: Work, proposal: UUID) -> Proposal:
    """Send the own draft to those who decide; entries and finer matters that it makes are drafted now.

    Raises ``proposal_not_found``, ``proposal_state``, ``proposal_own``, ``proposal_nothing``.
    """
    found = await _owned(work, proposal, "send")
    parts = await parting.draft_parts(work, found)
    entries = await parting.draft_entries(work, found, parts)
    if applying.of_list(change_of(found)):
        entries = await applying.draft_entries(work, found)
    made = msgspec.structs.replace(
        found, state="sent", sent_at=work.now, entries=tuple(entry.id for entry in entries), parts=parts
    )
    await _keep(work, made, "send")
    await _tell(work, made, _DECIDE.kind, {"deadline": str(made.deadline)}, notify.Target(role="leader"))
    return made


async def decide(work: Work, proposal: UUID, *, accepted: bool, remark: str) -> Proposal:
    """Accept or refuse a proposal of somebody else; accepting brings it into force where the system can.

    Raises ``proposal_not_found``, ``proposal_state``, ``proposal_own``, ``proposal_overtaken``,
    ``invalid_input`` for a refusal without a reason, and what ``matters`` says against an approval.
    """
    step: Step = "accept" if accepted else "refuse"
    found = await _locked(work, proposal, step)
    if found.owner == work.actor.key:
        raise OwnProposalError(why_zh="提案人不能审批自己的提案", why_en="nobody decides on an own proposal")
    if not accepted and not remark.strip():
        raise InvalidInputError(field="remark", why_zh="退回须写明理由", why_en="a refusal needs a reason")
    said = {"decided_at": work.now, "decided_by": work.actor.key, "remark": remark.strip()}
    if accepted:
        said |= await _in_force(work, found)
    else:
        await _drop(work, found)
    made = msgspec.structs.replace(found, state=STEPS[step][1], **said)
    await _keep(work, made, step)
    owner = _person(made.owner)
    if owner is not None:
        zh, en = _SAID[step]
        await _tell(work, made, _DECIDED.kind, {"said_zh": zh, "said_en": en}, notify.Target(person=owner))
    return made


async def _drop(work: Work, found: Proposal) -> None:
    await applying.drop_entries(work, found)
    await parting.drop_parts(work, found)


async def _in_force(work: Work, found: Proposal) -> dict[str, Any]:
    if applying.of_list(change_of(found)) or parting.of_catalogue(found):
        await parting.carry(work, found)
        await applying.approve_entries(work, found)
        begin = datetime.combine(found.valid_from, datetime.min.time(), await _zone(work))
        return {"effective_at": parting.begins(found, begin, work.now)}
    if applying.of_flow(change_of(found)):
        return {"version": await applying.publish_flow(work, found), "effective_at": work.now}
    return {}


async def withdraw(work: Work, proposal: UUID) -> Proposal:
    """Take the own proposal back before it is decided; its drafts of the list and the catalogue end."""
    found = await _owned(work, proposal, "withdraw")
    await _drop(work, found)
    made = msgspec.structs.replace(found, state="withdrawn")
    await _keep(work, made, "withdraw")
    return made


async def carry_out(work: Work, proposal: UUID, remark: str) -> Proposal:
    """Say that an accepted change, which people had to carry out, is in force from now on."""
    found = await _owned(work, proposal, "apply")
    made = msgspec.structs.replace(
        found, state="applied", effective_at=work.now, remark=remark.strip() or found.remark
    )
    await _keep(work, made, "apply")
    return made


async def find(work: Work) -> dict[str, Any]:
    """Return the newest proposals, and how many there are in each state."""
    items = [_shown(work, one, await _names(work)) for one in await store.newest(work.tx, _MOST)]
    return {"items": items, "states": dict(Counter(item["state"] for item in items))}


async def detail(work: Work, proposal: UUID) -> dict[str, Any]:
    """Return a proposal with its figures and, once it is in force, the effect measured until now."""
    found = await store.get(work.tx, proposal)
    if found is None:
        raise ProposalNotFoundError
    return {
        **_shown(work, found, await _names(work)),
        "figures": found.figures,
        "entries": found.entries,
        "parts": found.parts,
        "effect": await effect(work, found),
    }


def _shown(work: Work, found: Proposal, named: Mapping[str, Any]) -> dict[str, Any]:
    own = found.owner == work.actor.key
    return {
        "id": found.id,
        "state": found.stands(work.now),
        "change": found.change,
        "names": {
            key: named["of"](key, value) for key, value in found.change.items() if isinstance(value, str)
        },
        "scope": found.scope,
        "late": found.figures["late"],
        "reason": found.reason,
        "owner": named["person"](found.owner),
        "own": own,
        "deadline": found.deadline,
        "overdue": found.state in {"drafted", "sent"} and found.deadline < work.now.date(),
        "valid_from": found.valid_from,
        "at": found.at,
        "sent_at": found.sent_at,
        "decided_at": found.decided_at,
        "decided_by": None if found.decided_by is None else named["person"](found.decided_by),
        "remark": found.remark,
        "effective_at": found.effective_at,
        "version": found.version,
        "by_people": not (
            applying.of_list(change_of(found))
            or applying.of_flow(change_of(found))
            or parting.of_catalogue(found)
        ),
    }


async def _names(work: Work) -> dict[str, Any]:
    directory = await identity.directory(work.tx)
    catalogue = await matters.catalogue(work.tx)

    def of(key: str, value: str) -> str | None:
        if key in {"source", "target"} or (key == "unit" and directory.unit(value) is not None):
            unit = directory.unit(value)
            return None if unit is None else unit.name
        leaf = catalogue.find(value) if key == "matter" else None
        return None if leaf is None else leaf.name

    def person(key: str) -> str:
        someone = _person(key)
        known = None if someone is None else directory.person(someone)
        return key if known is None or not known.name else known.name

    return {"of": of, "person": person}


def _person(key: str) -> UUID | None:
    kind, _, number = key.partition(":")
    return UUID(number) if kind == "person" else None


async def _locked(work: Work, proposal: UUID, step: Step) -> Proposal:
    found = await store.get(work.tx, proposal, lock=True)
    if found is None:
        raise ProposalNotFoundError
    if not found.allows(step, work.now):
        raise ProposalStateError(state=found.stands(work.now))
    return found


async def _owned(work: Work, proposal: UUID, step: Step) -> Proposal:
    found = await _locked(work, proposal, step)
    if found.owner != work.actor.key:
        raise OwnProposalError(why_zh="只有提案人可以这样做", why_en="only its owner may do this")
    return found


async def _keep(work: Work, made: Proposal, step: str) -> None:
    await store.put(work.tx, made)
    await audit.record(
        work, f"proposal.{step}", "proposal", made.id, {"change": made.change, "state": made.state}
    )


async def _tell(work: Work, made: Proposal, kind: str, params: dict[str, str], target: notify.Target) -> None:
    await notify.send(
        work,
        [
            notify.NoticeDraft(
                target=target, kind=kind, subject=str(made.id), period=made.state, params=params
            )
        ],
    )


async def _zone(work: Work) -> ZoneInfo:
    return ZoneInfo((await geography.areas(work.tx)).city.timezone)


async def _today(work: Work) -> date:
    return work.now.astimezone(await _zone(work)).date()
