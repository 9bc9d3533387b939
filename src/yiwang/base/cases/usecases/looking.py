"""Looking at cases without changing them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from yiwang.base.cases.model.filters import CaseFilter
from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.store import lists, notes
from yiwang.base.cases.usecases.explain import seen
from yiwang.base.cases.usecases.lists import understood
from yiwang.infra.database import Work


async def state_of(work: Work, number: str) -> CaseState:
    """Return the state of a case; raises ``case_not_found`` when it is unknown or out of sight."""
    return (await seen(work, number)).state


async def find_states(work: Work, asked: CaseFilter, most: int) -> list[CaseState]:
    """Return the states of the cases that the caller may see, the oldest first; ``most`` at most.

    For analysis of many cases; raises ``invalid_input`` as lists do.
    """
    wanted, _, _ = await understood(work, asked)
    return await lists.states(work.tx, wanted, most)


async def note_texts(work: Work, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the words of notes by id; those that were erased are left out.

    Only for notes named by a state that the caller may see.
    """
    return await notes.texts(work.tx, ids)
