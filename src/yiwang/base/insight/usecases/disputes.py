"""The ledger of disputes 推诿台账: who returned what to whom, on which basis, and what it cost.

A return is *without anything new* when it names no basis and no proposed unit, or only such that an earlier
return of the same case named already: the case went a round and nobody learned anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from yiwang.base.cases.api import CaseState


@dataclass(frozen=True, slots=True)
class Round:
    """One return: ``giver`` gave the case back, ``taker`` had it next (``None``: nobody yet)."""

    number: str
    matter: str | None
    giver: str
    taker: str | None
    at: datetime
    reason: str
    basis: str
    status: str
    liable: str | None
    new: bool
    came_back: bool
    """The taker returned it too, and the giver had it again."""
    lost: float | None
    """Seconds from the return until somebody else had it."""


@dataclass(slots=True)
class Pair:
    """All rounds from one unit to another."""

    giver: str
    taker: str | None
    rounds: list[Round] = field(default_factory=list)

    @property
    def numbers(self) -> list[str]:
        """Return the cases, each once."""
        return list(dict.fromkeys(r.number for r in self.rounds))

    @property
    def came_back(self) -> int:
        """Return how many rounds ended where they began."""
        return sum(r.came_back for r in self.rounds)

    @property
    def nothing_new(self) -> int:
        """Return how many returns brought nothing new."""
        return sum(not r.new for r in self.rounds)

    @property
    def bases(self) -> list[tuple[str, int]]:
        """Return the bases that were named, the most frequent first; ``""`` where none was."""
        return Counter(r.basis for r in self.rounds).most_common()

    @property
    def lost(self) -> float:
        """Return the seconds that passed until somebody else had the cases."""
        return sum(r.lost or 0.0 for r in self.rounds)


def rounds(states: Iterable[CaseState], words: Mapping[str, str]) -> list[Round]:
    """Return the returns of ``states`` in the order of time; ``words`` are those of bases kept as notes."""
    found: list[Round] = []
    for state in states:
        lead = sorted((t for t in state.tasks.values() if t.kind == "lead"), key=lambda t: t.opened_at)
        known: set[str] = set()
        for item in sorted(state.returns.values(), key=lambda r: r.at):
            place = next((i for i, t in enumerate(lead) if t.id == item.task), None)
            later = [] if place is None else [t for t in lead[place + 1 :] if t.unit != item.unit]
            taker = later[0] if later else None
            after = [] if taker is None else lead[lead.index(taker) + 1 :]
            basis = words.get(item.basis, item.basis).partition("\n")[0].strip()
            said = {word for word in (_plain(basis), _plain(item.proposed_unit or "")) if word}
            found.append(
                Round(
                    number=state.number,
                    matter=state.matter,
                    giver=item.unit,
                    taker=None if taker is None else taker.unit,
                    at=item.at,
                    reason=item.reason,
                    basis=basis,
                    status=item.status,
                    liable=item.liable,
                    new=bool(said - known),
                    came_back=any(t.unit == item.unit for t in after),
                    lost=None if taker is None else (taker.opened_at - item.at).total_seconds(),
                )
            )
            known |= said
    return found


def _plain(words: str) -> str:
    return "".join(words.split()).strip("《》。.,，;；").lower()


def pairs(found: Iterable[Round]) -> list[Pair]:
    """Return the rounds by pair of units: those that came back and were many first."""
    held: dict[tuple[str, str | None], Pair] = {}
    for one in found:
        held.setdefault((one.giver, one.taker), Pair(one.giver, one.taker)).rounds.append(one)
    return sorted(held.values(), key=lambda p: (-p.came_back, -len(p.rounds), p.giver, p.taker or ""))
