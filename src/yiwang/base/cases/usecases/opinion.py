"""What many cases say together: read for topics and signs, within what the caller may see."""

from __future__ import annotations

from yiwang.base.cases.model.filters import CaseFilter
from yiwang.base.cases.store import opinion as store
from yiwang.base.cases.usecases.lists import understood
from yiwang.infra.database import Row, Work


async def gathered(work: Work, asked: CaseFilter, limit: int) -> list[Row]:
    """Return the newest cases of a filter that the caller may see, with short keys of who reported each.

    Raises ``invalid_input``.
    """
    wanted, _, _ = await understood(work, asked)
    return await store.gathered(work.tx, wanted, limit)


async def told(work: Work, asked: CaseFilter, limit: int) -> list[Row]:
    """Return reports (``report, text, number, matter, path``) of cases of a filter, drawn evenly.

    Their words are as they were given: whoever keeps them masks them first, and lets go of them at
    :class:`.ReportErased`. Raises ``invalid_input``.
    """
    wanted, _, _ = await understood(work, asked)
    return await store.told(work.tx, wanted, limit)


async def first_told(work: Work, asked: CaseFilter, limit: int) -> dict[str, str]:
    """Return what the first report of each of the newest cases of a filter says, by number; erased ones lack.

    To look at, never to keep: who shows such words masks them first. Raises ``invalid_input``.
    """
    wanted, _, _ = await understood(work, asked)
    return await store.first_told(work.tx, wanted, limit)
