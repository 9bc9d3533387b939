"""Choosing a unit: what the responsibility list says, in a form that a rule or a person can act on."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec

from yiwang.base.cases.model.state import CaseState
from yiwang.base.dispatching.api import Advice, Ground, Named
from yiwang.base.matters.api import Candidate, Matter, Resolution
from yiwang.kernel.worktime import Words

#: Modes of a matter (C024). 人工 manual: a person decides by the list; 自动 auto: the list's single unit goes
#: by itself; 智能 smart: where the list leaves a choice, a model that is sure goes by itself, too; 人机
#: assisted: a person decides on what list and model propose.
BY_RULE = frozenset({"auto", "smart"})
BY_MODEL = frozenset({"smart"})
ADVISED = frozenset({"smart", "assisted"})
#: How sure one is of a unit that the returning unit named, and what is left of a unit that gave it back.
_PROPOSED, _GIVEN_BACK = 0.6, 0.1
#: The list is certain from here on, whatever a model says; below the second a model's unit is noise.
_CERTAIN, _WORTH_NAMING = 0.9, 0.02


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """The single unit (if there is one), its assisting units, and the reasons in words.

    ``by``: what chose it, ``rule`` or ``model``. ``automatic``: the matter's mode allows the system to act on
    it without a person.
    """

    by: str = "rule"
    unit: str | None = None
    assists: tuple[str, ...] = ()
    responsibility: UUID | None = None
    reasons: list[dict[str, str]] = []
    automatic: bool = False


def choose(resolution: Resolution | None, matter: Matter | None, advice: Advice | None = None) -> Choice:
    """Return the unit that the responsibility list gives, else the one a model is sure of, else none.

    The list goes first: only where it leaves a choice does a model have a say, and only within the limit of
    error (``advice.sure``) and in a mode that lets it.
    """
    if resolution is None:
        return Choice()
    if resolution.entry is None:
        if advice is None or not advice.sure or matter is None or matter.dispatch_mode not in BY_MODEL:
            return Choice()
        first = advice.named[0]
        entry_id = next((c.responsibility for c in resolution.candidates if c.unit == first.unit), None)
        return Choice(
            by="model", unit=first.unit, responsibility=entry_id, reasons=[reason_of(first)], automatic=True
        )
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


def reason_of(named: Named) -> dict[str, str]:
    """Return why a model names a unit, without words of people."""
    share = f"{named.chance:.0%}"
    zh, en = f"模型判断，把握 {share}", f"by the model, {share} likely"
    if named.ground is not None:
        told_zh, told_en = ground_words(named.ground)
        zh, en = f"{zh}；{told_zh}", f"{en}; {told_en}"
    return {"zh": zh, "en": en}


#: What a ground calls the area it counted, by its level.
_LEVELS = (
    ("全市", "the city"),
    ("本区", "this district"),
    ("本街道", "this street"),
    ("本社区", "this community"),
    ("本网格", "this grid"),
)


def ground_words(ground: Ground) -> tuple[str, str]:
    """Return a ground as a sentence in both languages."""
    zh, en = _LEVELS[min(ground.level, len(_LEVELS) - 1)]
    days = (ground.until - ground.since).days
    until = ground.until.date()
    return (
        f"同一事项，{zh}，截至{until}的{days}天办结{ground.of}件，其中{ground.n}件由其办结",
        f"same matter, {en}, {days} days until {until}: {ground.n} of {ground.of}",
    )


def ranked(
    resolution: Resolution | None, state: CaseState, named: Sequence[Named] = ()
) -> list[tuple[Candidate, Named | None]]:
    """Return the units a dispatcher may choose from, likeliest first, with reasons and what a model says.

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
    said = {one.unit: one for one in named}
    for unit, one in said.items():
        if unit in back or one.chance < _WORTH_NAMING:
            continue
        reason = reason_of(one)
        listed = found.get(unit)
        if listed is None:
            found[unit] = Candidate(unit, one.chance, Words(reason["zh"], reason["en"]))
        elif listed.score < _CERTAIN:
            both = Words(f"{listed.reason.zh}；{reason['zh']}", f"{listed.reason.en}; {reason['en']}")
            found[unit] = msgspec.structs.replace(listed, score=one.chance, reason=both)
    ordered = sorted(found.values(), key=lambda c: (-c.score, c.unit))
    return [(candidate, said.get(candidate.unit)) for candidate in ordered]
