"""The journal is the truth: rebuilding cases from it and comparing with their rows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.cases.errors import CaseNotFoundError
from yiwang.base.cases.model.evolve import decode_facts, evolve
from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.store import cases as store
from yiwang.infra.database import Tx


class Difference(msgspec.Struct, frozen=True):
    """A case whose row is not what its journal says, and the first fields that differ."""

    number: str
    fields: tuple[str, ...]


def fold(entries: list[audit.JournalEntry]) -> CaseState:
    """Return the state that the journal ``entries`` of one case add up to."""
    state: CaseState | None = None
    for entry in entries:
        at = entry.at
        state = evolve(state, decode_facts(entry.data["facts"]), at)
        state.version, state.head = entry.seq, entry.hash
    if state is None:
        raise ValueError("a case without a journal")
    return state


async def rebuild(tx: Tx, case: UUID) -> CaseState:
    """Return the state of ``case`` folded from its journal; raises :class:`CaseNotFoundError`."""
    entries = await audit.history(tx, case)
    if not entries:
        raise CaseNotFoundError(number=str(case))
    return fold(entries)


async def differences(tx: Tx, *, batch: int = 500) -> AsyncIterator[Difference]:
    """Yield every case whose row differs from its journal, walking all cases in batches."""
    last = UUID(int=0)
    while True:
        ids = await store.ids_after(tx, last, batch)
        if not ids:
            return
        for case in ids:
            row = await store.load_by_id(tx, case)
            told = await rebuild(tx, case)
            if row is not None and row != told:
                yield Difference(row.number, _fields(row, told))
        last = ids[-1]


def _fields(row: CaseState, told: CaseState) -> tuple[str, ...]:
    return tuple(
        name for name in row.__struct_fields__ if getattr(row, name, None) != getattr(told, name, None)
    )
