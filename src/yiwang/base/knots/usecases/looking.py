"""Looking at hard matters: the library, one, those that fit a case; and handling a case as one says."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from yiwang.base.audit import api as audit
from yiwang.base.cases import api as cases
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.knots import store
from yiwang.base.knots.errors import KnotNotFoundError
from yiwang.base.knots.model.criteria import words
from yiwang.base.knots.model.knot import Knot
from yiwang.base.knots.model.rights import WRITE_KNOTS
from yiwang.base.knots.usecases.keeping import gather, opened, today
from yiwang.base.matters import api as matters
from yiwang.base.notify import api as notify
from yiwang.infra.database import Work
from yiwang.kernel.permissions import allowed
from yiwang.kernel.text import fold
from yiwang.kernel.worktime import Words

_MOST: Final = 500
_FITTING: Final = 100
_BEST: Final = 5
_SOON: Final = timedelta(days=1)
_DUE = notify.register(
    "knots.due",
    level="urgent",
    zh="疑难事项“{title}”期限 {deadline}，请报告进展",
    en="{title!r} is due on {deadline}: say how it stands",
)


class _Named:
    """What codes are called, read once."""

    def __init__(self, directory: Any, catalogue: matters.Catalogue, tree: geography.AreaTree) -> None:
        self.directory, self.catalogue, self.tree = directory, catalogue, tree

    def unit(self, code: str) -> dict[str, str | None]:
        found = self.directory.unit(code)
        return {"code": code, "name": None if found is None else found.name}

    def person(self, key: str | None) -> str | None:
        kind, _, number = (key or "").partition(":")
        found = self.directory.person(UUID(number)) if kind == "person" else None
        return key if found is None or not found.name else str(found.name)


async def _named(work: Work) -> _Named:
    return _Named(
        await identity.directory(work.tx),
        await matters.catalogue(work.tx),
        await geography.areas(work.tx),
    )


async def find(work: Work, state: str | None = None, q: str = "") -> dict[str, Any]:
    """Return ``{items, states, may_write}``: newest first; ``q`` looks in titles, ways and results."""
    named, day = await _named(work), await today(work)
    every = await store.newest(work.tx, None, _MOST)
    asked = fold(q)
    items = [
        _shown(one, named, day)
        for one in every
        if state in {None, one.state} and (not asked or asked in _searched(one, named))
    ]
    return {
        "items": items,
        "states": dict(Counter(one.state for one in every)),
        "may_write": allowed(work.actor, WRITE_KNOTS),
    }


def _searched(one: Knot, named: _Named) -> str:
    leaf = named.catalogue.get(one.matter)
    told = (one.title, one.basis, one.result, leaf.name if leaf else "", *(s.title for s in one.steps))
    return fold(" ".join(told))


async def detail(work: Work, knot: UUID) -> dict[str, Any]:
    """Return a hard matter with steps, notes and the cases the caller may see; raises ``knot_not_found``."""
    found = await store.get(work.tx, knot)
    if found is None:
        raise KnotNotFoundError
    named = await _named(work)
    return {
        **_shown(found, named, await today(work)),
        "notes": [{"at": n.at, "by": named.person(n.by), "text": n.text} for n in found.notes],
        "may_write": allowed(work.actor, WRITE_KNOTS),
    }


def _shown(one: Knot, named: _Named, day: Any) -> dict[str, Any]:
    leaf = named.catalogue.get(one.matter)
    area = named.tree.get(one.area) if one.area is not None else None
    return {
        "id": one.id,
        "state": one.state,
        "title": one.title,
        "matter": {"key": one.matter, "name": None if leaf is None else leaf.name},
        "area": None if area is None else {"code": area.code, "name": area.name},
        "reasons": [words(reason) for reason in one.reasons],
        "cases": one.cases,
        "lead": named.unit(one.lead),
        "assists": [named.unit(code) for code in one.assists],
        "assist_hours": one.assist_hours,
        "basis": one.basis,
        "plan": one.plan,
        "steps": [
            {
                "title": s.title,
                "unit": None if s.unit is None else named.unit(s.unit),
                "due": s.due,
                "done_at": s.done_at,
                "done_by": named.person(s.done_by),
                "result": s.result,
                "overdue": s.done_at is None and s.due is not None and s.due < day,
            }
            for s in one.steps
        ],
        "done": sum(s.done_at is not None for s in one.steps),
        "owner": named.person(one.owner),
        "deadline": one.deadline,
        "overdue": one.state == "open" and one.deadline < day,
        "at": one.at,
        "by": named.person(one.by),
        "result": one.result,
        "ended_at": one.ended_at,
        "ended_by": named.person(one.ended_by),
    }


async def matching(work: Work, number: str) -> dict[str, Any]:
    """Return ``{items, may_apply}``: hard matters that fit a case, the best first, with reasons.

    Raises ``case_not_found``.
    """
    state = await cases.state_of(work, number)
    named, day = await _named(work), await today(work)
    if state.matter is None:
        return {"items": [], "may_apply": False}
    leaf = named.catalogue.get(state.matter)
    above = [] if leaf is None or leaf.parent is None else [leaf.parent]
    keys = [state.matter, *(key for key in above if named.catalogue.leaf(key) is not None)]
    title = frozenset(cases.words_of((await cases.detail(work, number))["title"]))
    scored = []
    for one in await store.of_matters(work.tx, keys, _FITTING):
        if one.area is not None and one.area not in state.place.path:
            continue
        shared = sorted(title & set(cases.words_of(one.title, one.basis)))
        scored.append((one, shared))
    best = sorted(scored, key=lambda s: (number not in s[0].cases, s[0].state != "open", -len(s[1])))[:_BEST]
    dispatchable = any(a["action"] == "dispatch" and a["allowed"] for a in await cases.actions(work, number))
    return {
        "items": [
            _shown(one, named, day)
            | {"member": number in one.cases, "why": [*_why(one, state, named, number), *_alike(shared)]}
            for one, shared in best
        ],
        "may_apply": dispatchable and allowed(work.actor, WRITE_KNOTS),
    }


def _why(one: Knot, state: cases.CaseState, named: _Named, number: str) -> list[Words]:
    found = [Words("已列入本条", "it is one of its cases")] if number in one.cases else []
    leaf = named.catalogue.get(one.matter)
    name = leaf.name if leaf is not None else one.matter
    found.append(Words(f"同一事项“{name}”", f"the same matter, {name}"))
    area = named.tree.get(one.area) if one.area is not None and one.area in state.place.path else None
    if area is not None:
        found.append(Words(f"同在{area.name}", f"in {area.name} too"))
    if one.state == "solved":
        found.append(Words("已解决，可供参照", "solved: a precedent"))
    return found


def _alike(shared: list[str]) -> list[Words]:
    some = "、".join(shared[:5])
    return [Words(f"用词相同：{some}", f"words in common: {some}")] if shared else []


async def apply(work: Work, number: str, knot: UUID) -> cases.CaseState:
    """Handle a case as an open hard matter says: dispatch to its lead unit, ask the joint units, add it.

    All are acts of the caller through the flow: if one is refused, nothing is done. Raises what they raise.
    """
    found = await opened(work, knot)
    demand = f"按疑难事项“{found.title}”的办法办理" + "".join(
        f"；{i}. {step.title}" for i, step in enumerate(found.steps, start=1)
    )
    state = await cases.act(work, number, "dispatch", {"unit": found.lead, "demand": demand[:2000]})
    if found.assists:
        body = {
            "units": list(found.assists),
            "amount": found.assist_hours,
            "unit_of_time": "natural_hour",
            "demand": demand[:2000],
        }
        state = await cases.act(work, number, "assist", body)
    await gather(work, knot, [number])
    await audit.record(work, "knot.apply", "case", number, {"knot": str(knot)})
    return state


async def remind(work: Work) -> int:
    """Tell owners of open hard matters that fall due, once per deadline."""
    drafts = []
    for one in await store.due(work.tx, await today(work) + _SOON, _MOST):
        kind, _, number = one.owner.partition(":")
        if kind == "person":
            drafts.append(
                notify.NoticeDraft(
                    target=notify.Target(person=UUID(number)),
                    kind=_DUE.kind,
                    subject=str(one.id),
                    period=str(one.deadline),
                    params={"title": one.title, "deadline": str(one.deadline)},
                )
            )
    if drafts:
        await notify.send(work, drafts)
    return len(drafts)
