"""Choosing a unit: what the responsibility list says, in a form that a rule or a person can act on."""

from __future__ import annotations

from uuid import UUID

import msgspec

from yiwang.base.cases.model.state import CaseState
from yiwang.base.matters.api import Candidate, Matter, Resolution
from yiwang.kernel.worktime import Words

#: Modes in which the system may dispatch by itself when the list gives a single unit (C024).
BY_RULE = frozenset({"auto", "smart"})
#: How sure one is of a unit that the returning unit named, and what is left of a unit that gave it back.
_PROPOSED, _GIVEN_BACK = 0.6, 0.1


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """The single unit (if there is one), its assisting units, and the reasons in words.

    ``automatic``: the matter's mode allows the system to act on it without a person.
    """

    unit: str | None = None
    assists: tuple[str, ...] = ()
    responsibility: UUID | None = None
    reasons: list[dict[str, str]] = []
    automatic: bool = False


def choose(resolution: Resolution | None, matter: Matter | None) -> Choice:
    """Return the unit that the responsibility list gives, or an empty choice where it gives none.

    Only an unambiguous entry counts; ranked candidates wait for a dispatcher.
    """
    if resolution is None or resolution.entry is None:
        return Choice()
    entry = resolution.entry
    reasons = [
        {"zh": c.reason.zh, "en": c.reason.en} for c in resolution.candidates if c.unit == entry.lead_unit
    ]
    return Choice(
        unit=entry.lead_unit,
        assists=tuple(entry.assist_units),
        responsibility=entry.id,
        reasons=reasons[:1],
        automatic=matter is not None and matter.dispatch_mode in BY_RULE,
    )


def ranked(resolution: Resolution | None, state: CaseState) -> list[Candidate]:
    """Return the units a dispatcher may choose from, likeliest first, with reasons.

    What happened to the case counts: a unit that gave it back (or was relieved of it) comes last, the unit
    that was named instead comes with the list's own.
    """
    returns = [r for r in state.returns.values() if r.status == "accepted"]
    back = {r.unit for r in returns}
    back |= {t.unit for t in state.tasks.values() if t.kind == "lead" and t.status == "withdrawn"}
    found: dict[str, Candidate] = {}
    for candidate in resolution.candidates if resolution is not None else ():
        known = candidate
        if candidate.unit in back:
            why = Words(
                f"{candidate.reason.zh}；本案已由该单位退回或从该单位撤回",
                f"{candidate.reason.en}; the unit gave this case back or was relieved of it",
            )
            known = msgspec.structs.replace(
                candidate, score=round(candidate.score * _GIVEN_BACK, 4), reason=why
            )
        found[candidate.unit] = known
    for item in returns:
        if item.proposed_unit is not None and item.proposed_unit not in back:
            why = Words("退回单位建议由其主办", "named by the unit that returned the case")
            found.setdefault(item.proposed_unit, Candidate(item.proposed_unit, _PROPOSED, why))
    return sorted(found.values(), key=lambda c: (-c.score, c.unit))
