"""A rehearsal of limits on the past: what the last days would have told, beside the limits in force."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, time, timedelta
from typing import Any, Final

from yiwang.base.signs.model.limits import Limits
from yiwang.base.signs.model.telling import KINDS, Seen, Told
from yiwang.base.signs.usecases import reading
from yiwang.base.signs.usecases.finding import Past, Scene, find
from yiwang.base.signs.usecases.limits import check, demand_city, in_force
from yiwang.infra.database import Work

DAYS: Final = 30
_SHOWN, _NUMBERS = 300, 200


async def preview(work: Work, wanted: Limits) -> dict[str, Any]:
    """Return what ``wanted`` would have told in the last 30 days; nothing is stored and nobody is told.

    ``{days, told, kinds: [{kind, title, told, in_force}], items, capped}``: the city is looked at as it stood
    at the end of each day and now, so a sign that rose and fell within a day is not counted. Cases count as
    they are filed today. Raises ``forbidden`` and ``invalid_input``.
    """
    demand_city(work)
    await check(work, wanted)
    _, held = await in_force(work.tx)
    scene = await reading.scene(work)
    past = await reading.whole(work, reading.widest(wanted, held), scene.zone, DAYS)
    instants = _ends(work.now, scene)

    def rehearse() -> tuple[list[Seen], list[Seen]]:
        return _told(past, wanted, scene, instants), _told(past, held, scene, instants)

    told, now = await asyncio.to_thread(rehearse)
    counted, before = Counter(one.kind for one in told), Counter(one.kind for one in now)
    newest = sorted(told, key=lambda one: (one.at, one.size), reverse=True)
    return {
        "days": DAYS,
        "told": len(told),
        "kinds": [
            {
                "kind": kind,
                "title": {"zh": zh, "en": en},
                "told": counted[kind],
                "in_force": before[kind],
            }
            for kind, (zh, en) in KINDS.items()
        ],
        "items": [_item(one) for one in newest[:_SHOWN]],
        "capped": len(past.voices) >= reading.VOICES,
    }


def _ends(now: datetime, scene: Scene) -> list[datetime]:
    """Return the ends of the past days, and now."""
    today = now.astimezone(scene.zone).date()
    ends = [
        datetime.combine(today - timedelta(days=n), time.min, scene.zone) for n in range(DAYS - 1, -1, -1)
    ]
    return [*(end - timedelta(seconds=1) for end in ends), now]


def _told(past: Past, limits: Limits, scene: Scene, instants: list[datetime]) -> list[Seen]:
    told = Told()
    return [one for at in instants for one in told.fresh(find(past, limits, scene, at))]


def _item(one: Seen) -> dict[str, Any]:
    zh, en = KINDS[one.kind]
    return {
        "kind": one.kind,
        "title": {"zh": zh, "en": en},
        "at": one.at,
        "size": one.size,
        "words": one.words,
        "cases": one.cases,
        "numbers": one.numbers[:_NUMBERS],
    }
