"""Looking at a case without changing it."""

from __future__ import annotations

from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.usecases.explain import seen
from yiwang.infra.database import Work


async def state_of(work: Work, number: str) -> CaseState:
    """Return the state of a case; raises ``case_not_found`` when it is unknown or out of sight."""
    return (await seen(work, number)).state
