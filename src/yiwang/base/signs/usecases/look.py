"""Looking for signs: as cases come, and once an hour all over; a sign is told once per object and period."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from yiwang.base.audit import api as audit
from yiwang.base.notify import api as notify
from yiwang.base.signs import store
from yiwang.base.signs.messages import SignsChanged
from yiwang.base.signs.model.limits import Limits
from yiwang.base.signs.model.telling import KINDS, Seen
from yiwang.base.signs.usecases import reading
from yiwang.base.signs.usecases.finding import STREET, Past, Scene, find
from yiwang.base.signs.usecases.limits import in_force
from yiwang.infra.database import Work
from yiwang.kernel.ids import new_id

STREAM: Final = "sign"
#: What can be told from the cases that moved alone; the others compare with the whole city or wait for time.
_FOLLOWED: Final = ("hot", "group", "again", "sensitive")
#: Signs that people hear of at once.
_PRESSING: Final = frozenset({"hot", "sensitive", "key_area"})
_NOTICE: Final = notify.register(
    "signs.told",
    level="warn",
    zh="苗头预警（{kind_zh}）：{where}，{n} 件",
    en="Early sign ({kind_en}): {where}, {n} cases",
)
_LISTENERS: Final = "supervisor"


async def look(work: Work) -> list[Seen]:
    """Look for signs of all kinds and tell those that are new in their period; return them.

    What was told is not told again before its period is over, whether or not it was closed, so a restart or
    a second worker tells nothing twice.
    """
    _, limits = await in_force(work.tx)
    scene = await reading.scene(work)
    past = await reading.whole(work, limits, scene.zone)
    seen = await asyncio.to_thread(find, past, limits, scene, work.now)
    return await _tell(work, seen, scene, ())


async def follow(work: Work, moved: Collection[tuple[str, str | None, tuple[str, ...]]]) -> list[Seen]:
    """Look again at what some cases (number, matter, path) touch: their topics, callers, words, key areas.

    Costs what lies in their matters and streets, however large the city; announces ``signs.changed``.
    """
    _, limits = await in_force(work.tx)
    scene = await reading.scene(work)
    groups = {(matter, path[:STREET][-1]) for _, matter, path in moved if matter and path}
    past = await reading.touched(work, limits, groups, {number for number, _, _ in moved})
    seen = await asyncio.to_thread(find, past, limits, scene, work.now, _FOLLOWED)
    seen += await _in_key_areas(work, limits, scene, scene.zone)
    areas = {code for _, _, path in moved for code in path}
    return await _tell(work, seen, scene, sorted(areas))


async def _in_key_areas(work: Work, limits: Limits, scene: Scene, zone: ZoneInfo) -> list[Seen]:
    today = work.now.astimezone(zone).date()
    if not any(area.begins <= today <= area.ends for area in limits.key_areas):
        return []
    past: Past = await reading.today(work, zone)
    return await asyncio.to_thread(find, past, limits, scene, work.now, ("key_area",))


async def _tell(work: Work, seen: Sequence[Seen], scene: Scene, areas: Sequence[str]) -> list[Seen]:
    """Store what is new with its journal line, tell those who should know, and announce it once."""
    fresh = (await store.told(work.tx, seen)).fresh(seen)
    drafts, kept = [], []
    for one in fresh:
        data = {"kind": one.kind, "size": one.size, "cases": one.cases, "period": one.period}
        made = new_id()
        line = audit.chain(STREAM, made, 1, work.now, work.actor, "tell", None, "open", data, b"")
        if not await store.put(work, made, one, line.hash):
            continue  # another worker was faster
        await audit.append(work.tx, [line])
        kept.append(one)
        if one.kind in _PRESSING:
            drafts.append(_draft(one, scene))
    if drafts:
        await notify.send(work, drafts)
    if kept or areas:
        concerned = {*areas, *(code for one in kept for code in one.path)}
        if any(not one.path for one in kept):
            concerned = set()
        work.announce(SignsChanged(areas=tuple(sorted(concerned)), fresh=len(kept), at=work.now))
    return kept


def _draft(one: Seen, scene: Scene) -> notify.NoticeDraft:
    zh, en = KINDS[one.kind]
    area = scene.tree.get(one.path[:STREET][-1]) if one.path else None
    where = one.object if one.kind == "key_area" else scene.matter(one.matter)[0]
    return notify.NoticeDraft(
        target=notify.Target(role=_LISTENERS, path=one.path),
        kind="signs.told",
        subject=f"{one.kind} {one.object}",
        period=one.period,
        params={
            "kind_zh": zh,
            "kind_en": en,
            "where": f"{'' if area is None else area.name}“{where}”"[:80],
            "n": str(one.cases),
        },
    )
