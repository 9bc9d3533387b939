"""How well cases are dispatched (分拨质量): was the first unit right, what came back and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from yiwang.base.cases.store import dispatches as store
from yiwang.base.cases.usecases.learning import SETTLED
from yiwang.base.cases.usecases.reference import reference
from yiwang.base.cases.usecases.views import area_of, matter_of, unit_of
from yiwang.base.dispatching import api as dispatching
from yiwang.base.geography import api as geography
from yiwang.infra.database import Row, Work

_ROWS: Final = 50


async def quality(
    work: Work,
    since: datetime,
    until: datetime,
    *,
    area: str | None = None,
    matter: str | None = None,
    unit: str | None = None,
) -> dict[str, Any]:
    """Return rates of the first dispatches of a time: all, by mode, decider, matter, unit, street, district.

    ``right``: share whose first unit nobody had to replace. ``error``: share of wrong among what the model
    sent by itself at least three days before now, with its exact interval. The caller's area bounds it all.
    """
    asked = (since, until, work.actor.area if area is None else area, matter, unit)
    if work.actor.area is not None and area is not None and work.actor.area != area:
        tree = await geography.areas(work.tx)
        if work.actor.area not in tree.path(area):
            asked = (since, since, area, matter, unit)
    ref = await reference(work.tx)
    tree = await geography.areas(work.tx)
    naming: dict[str, Callable[[str], Any]] = {
        "matter": lambda key: matter_of(ref, key),
        "unit": lambda key: unit_of(ref, key),
        "area": lambda key: area_of(tree, key),
        "district": lambda key: area_of(tree, key),
        "by": str,
        "mode": str,
    }
    [whole] = await store.sums(work.tx, asked, None, 1)
    groups = {
        group: [
            _rates(row) | {"key": _named(name, row["key"])}
            for row in await store.sums(work.tx, asked, group, _ROWS)
        ]
        for group, name in naming.items()
    }
    return {
        "from": since,
        "to": until,
        "whole": _rates(whole),
        "groups": groups,
        "model": await _model(work, ref.guide, since, until),
        "wrong": [
            dict(row) | {"unit": unit_of(ref, row["unit"]), "final": unit_of(ref, row["final"])}
            | {"matter": matter_of(ref, row["matter"])}
            for row in await store.wrong(work.tx, asked, _ROWS)
        ],
        "returns": [
            dict(row) | {"unit": unit_of(ref, row["unit"]), "final": unit_of(ref, row["final"])}
            for row in await store.returns(work.tx, asked, _ROWS)
        ],
    }  # fmt: skip


def _named(name: Callable[[str], Any], key: str | None) -> Any:
    return None if key is None else name(key)


def _rates(row: Row) -> dict[str, Any]:
    n = row["n"]
    low, high = dispatching.interval(row["wrong"], n)
    return {
        "n": n,
        "wrong": row["wrong"],
        "right": round(1 - row["wrong"] / n, 5) if n else None,
        "right_interval": [round(1 - high, 5), round(1 - low, 5)] if n else None,
        "automatic": round(row["automatic"] / n, 5) if n else None,
        "by_model": row["by_model"],
        "model_wrong": row["model_wrong"],
        "liable": row["liable"],
        "waited_s": None if row["waited_s"] is None else round(row["waited_s"]),
    }


async def _model(
    work: Work, guide: dispatching.Guide, since: datetime, until: datetime
) -> dict[str, Any] | None:
    """Return the published model's realised error against its limit."""
    opened = guide.serving.published
    if opened is None:
        return None
    n, wrong = await store.acted(work.tx, opened.version.id, since, min(until, work.now - SETTLED))
    return {
        "version": opened.version.id,
        "number": opened.version.number,
        "limit": guide.limit,
        "only_suggests": guide.only_suggests,
        "sent": n,
        "wrong": wrong,
        "error": round(wrong / n, 5) if n else None,
        "error_interval": [round(x, 5) for x in dispatching.interval(wrong, n)] if n else None,
        "settled_days": SETTLED.days,
    }
