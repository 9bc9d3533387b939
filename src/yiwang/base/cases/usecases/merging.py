"""Merging what is surely about one thing by itself 自动合并.

The system merges only by the door that people use: the case is opened, has its own number and journal, and
is merged by an act that `unmerge` takes back. Off unless a pack sets ``merge_at``.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from uuid import UUID

from yiwang.base.cases.model.likeness import Likeness, Sighting
from yiwang.base.cases.model.rules import Rules
from yiwang.base.cases.store import duplicates as store
from yiwang.base.cases.usecases import act as acts
from yiwang.base.cases.usecases.understanding import Understood
from yiwang.infra.database import Work
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import YiwangError

_log = logging.getLogger(__name__)

#: By report: what it may repeat, a known case or an earlier report of the same batch, likeliest first.
Similar = dict[UUID, list[tuple[Sighting | UUID, Likeness]]]


async def merge_alike(
    work: Work,
    rules: Rules,
    opened: Sequence[tuple[Understood, Sequence[tuple[Sighting | UUID, Likeness]]]],
    bound: Mapping[UUID, UUID],
    numbers: Mapping[UUID, str],
) -> list[str]:
    """Merge each opened case that its rule calls surely a repeat into the likeliest; return their numbers.

    What cannot be merged (the other has ended or was merged itself, the flow does not allow it) stays a
    suggestion: intake never stops for it.
    """
    merged: list[str] = []
    for item, found in opened:
        rule = rules.duplicate_rule(item.class_code, item.draft.matter)
        if rule.merge_at is None or not found or found[0][1].score < rule.merge_at:
            continue
        other = found[0][0]
        into = other.number if isinstance(other, Sighting) else numbers.get(other)
        if into is None:
            continue
        beside = work.beside(SYSTEM)
        try:
            async with work.tx.savepoint():
                await acts.act(beside, numbers[item.report], "merge", {"into": into})
                case = other.case if isinstance(other, Sighting) else bound.get(other)
                if case is not None:
                    await store.judge(beside, bound[item.report], case, "merged", automatic=True)
        except YiwangError as error:
            _log.info("not merged by itself: %s into %s: %s", numbers[item.report], into, error.code)
            continue
        work.adopt(beside)
        merged.append(numbers[item.report])
    return merged
