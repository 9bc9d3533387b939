"""Sums of a list: over the whole of what a filter finds, and over each group of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from yiwang.base.cases.model.filters import GROUPS, NONE, CaseFilter
from yiwang.base.cases.store import sums as store
from yiwang.base.cases.usecases.context import Reference
from yiwang.base.cases.usecases.lists import understood
from yiwang.base.cases.usecases.views import area_of, matter_of, unit_of
from yiwang.base.geography import api as geography
from yiwang.infra.database import Row, Work
from yiwang.kernel.errors import InvalidInputError

#: Groups that are told one by one.
MOST_GROUPS: Final = 500


async def grouped(work: Work, asked: CaseFilter, by: str | None = None) -> dict[str, Any]:
    """Return ``{by, groups, more, sums}`` of all cases of ``asked`` that the caller may see; one statement.

    ``more`` is how many groups were left out. Areas are those right below the area that is asked for.
    Raises ``invalid_input`` for another ``by`` and for a filter that means nothing.
    """
    if by is not None and by not in GROUPS:
        raise InvalidInputError(
            field="by",
            why_zh=f"可用的分组：{'、'.join(GROUPS)}",
            why_en=f"group by one of {', '.join(GROUPS)}",
        )
    wanted, ref, tree = await understood(work, asked)
    rows = await store.sums(work.tx, wanted, by)
    name = _namer(by, ref, tree)
    groups = [
        {"key": row["key"], "name": name(row["key"]), **_figures(row)} for row in rows if not row["whole"]
    ]
    return {
        "by": by,
        "groups": groups[:MOST_GROUPS],
        "more": max(0, len(groups) - MOST_GROUPS),
        "sums": next(_figures(row) for row in rows if row["whole"]),
    }


def _figures(row: Row) -> dict[str, Any]:
    left = row["left_s"]
    return {
        "count": row["count"],
        "open": row["open"],
        "overdue": row["overdue"],
        "left_s": None if left is None else round(left),
    }


def _namer(by: str | None, ref: Reference, tree: geography.AreaTree) -> Callable[[str], str | None]:
    """Return what gives the city's own name of a group; stages and channels are named by the reader."""

    def name(key: str) -> str | None:
        if key == NONE:
            return None
        found = {
            "unit": lambda: unit_of(ref, key),
            "matter": lambda: matter_of(ref, key),
            "area": lambda: area_of(tree, key),
        }.get(by or "", lambda: None)()
        return None if found is None else found["name"]

    return name
