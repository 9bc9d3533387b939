"""Choosing a unit: what the responsibility list says, in a form that a rule or a person can act on."""

from __future__ import annotations

from uuid import UUID

import msgspec

from yiwang.base.matters.api import Matter, Resolution

#: Modes in which the system may dispatch by itself when the list gives a single unit (C024).
BY_RULE = frozenset({"auto", "smart"})


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
