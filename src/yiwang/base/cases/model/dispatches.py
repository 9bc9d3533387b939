"""What came of dispatches: was the first unit the right one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.cases.model.state import CaseState


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """The first dispatch of a case, and whether another unit had to take it over since.

    Right is: the unit that it was first given to handled it without an accepted return. So ``wrong`` turns
    true with an accepted return of the lead, and when another unit leads, by whatever act.
    """

    case_id: UUID
    number: str
    at: datetime
    unit: str
    by: str
    mode: str
    matter: str | None
    path: tuple[str, ...]
    model: UUID | None
    named: str | None
    score: float | None
    shadow: UUID | None
    shadow_unit: str | None
    wrong: bool
    final: str | None
    closed_at: datetime | None
    waited_s: float | None
    reason: str | None
    liable: str | None

    @classmethod
    def of(cls, state: CaseState) -> Outcome | None:
        """Return the outcome that a state tells, ``None`` for a case that was never dispatched."""
        if not state.dispatches:
            return None
        first = state.dispatches[0]
        accepted = [
            r
            for r in state.returns.values()
            if r.status == "accepted" and r.task in state.tasks and state.tasks[r.task].kind == "lead"
        ]
        filed = state.times.get("filed")
        return cls(
            case_id=state.id,
            number=state.number,
            at=first.at,
            unit=first.unit,
            by=first.by,
            mode=first.mode,
            matter=state.matter,
            path=state.place.path,
            model=first.model,
            named=first.named,
            score=first.score,
            shadow=first.shadow,
            shadow_unit=first.shadow_unit,
            wrong=bool(accepted) or (state.lead is not None and state.lead != first.unit),
            final=state.lead,
            closed_at=state.times.get("closed") if state.is_over else None,
            waited_s=(first.at - filed).total_seconds() if filed is not None else None,
            reason=accepted[0].reason if accepted else None,
            liable=accepted[0].liable if accepted else None,
        )

    def row(self) -> dict[str, Any]:
        """Return the values of its row."""
        values = {name: getattr(self, name) for name in self.__struct_fields__}
        return values | {"path": " ".join(self.path)}
