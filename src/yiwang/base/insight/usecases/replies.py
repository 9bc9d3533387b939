"""Replies found wanting 答复质检: which, of which units, and why; by the rules handlers are warned by."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, Final

from yiwang.base.cases import api as cases
from yiwang.base.cases.api import CaseFilter
from yiwang.base.insight.usecases.names import Names, names
from yiwang.base.insight.usecases.states import shown
from yiwang.infra.database import Work

#: Answered cases that are looked at, and replies that are listed.
MOST: Final = 5_000
_LISTED: Final = 1_000


async def replies(work: Work, asked: CaseFilter) -> dict[str, Any]:
    """Return ``{replies, wanting, capped, units, items}`` of the last replies to the cases of a filter.

    ``units`` say of each unit how many replies it gave, how many are wanting, and how often for what; each
    opens its cases. A doubt is a reason to read the reply, no verdict.
    """
    found = await cases.checked_replies(work, asked, MOST + 1)
    named = await names(work.tx)
    judged = found[:MOST]
    wanting = [one for one in judged if one.doubts]
    return {
        "replies": len(judged),
        "wanting": len(wanting),
        "capped": len(found) > MOST,
        "units": _units(judged, named),
        "items": [
            {
                "number": one.number,
                "unit": None if one.unit is None else named.unit(one.unit),
                "matter": named.matter(one.matter),
                "replied_at": one.replied_at,
                "closed_at": one.closed_at,
                "doubts": one.doubts,
            }
            for one in wanting[:_LISTED]
        ],
    }


def _units(judged: list[cases.CheckedReply], named: Names) -> list[dict[str, Any]]:
    own: dict[str | None, list[cases.CheckedReply]] = defaultdict(list)
    for one in judged:
        own[one.unit].append(one)
    found = []
    for unit, held in own.items():
        wanting = [one for one in held if one.doubts]
        found.append(
            {
                "unit": None if unit is None else named.unit(unit),
                "replies": len(held),
                "share": round(len(wanting) / len(held), 4),
                "doubts": dict(Counter(doubt.code for one in wanting for doubt in one.doubts)),
                **shown(tuple(one.number for one in wanting)),
            }
        )
    return sorted(found, key=lambda row: (-row["cases"], -row["share"], -row["replies"]))
