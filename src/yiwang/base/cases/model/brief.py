"""What lists show of a case besides its columns: small enough to lie in the row itself."""

from __future__ import annotations

import msgspec

from yiwang.base.cases.model.state import CaseState, Clock

#: Counters that lists show.
COUNTED = ("returned", "redone", "reworked", "urged", "extended")


class Brief(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The clock that counts next, the counters and the grade: read by lists without the whole state."""

    clock: Clock | None = None
    counts: dict[str, int] = {}
    grade: str = "normal"

    @classmethod
    def of(cls, state: CaseState) -> Brief:
        """Return the brief of ``state``."""
        counts = {name: n for name in COUNTED if (n := state.counts.get(name, 0))}
        return cls(clock=state.nearest_clock, counts=counts, grade=state.grade)
