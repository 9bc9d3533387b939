"""Bulletins made by the clock: each period once, whatever worker does it."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.bulletins import store
from yiwang.base.bulletins.errors import BulletinNotFoundError
from yiwang.base.bulletins.model.timetable import Plan, Schedule, next_time, period_over
from yiwang.base.bulletins.usecases.asking import Language, Scope
from yiwang.base.bulletins.usecases.desk import draft
from yiwang.base.bulletins.usecases.templates import template
from yiwang.base.geography import api as geography
from yiwang.infra.database import Database, Work
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import InvalidInputError, YiwangError
from yiwang.kernel.ids import new_id


async def _zone(work: Work) -> ZoneInfo:
    return ZoneInfo((await geography.areas(work.tx)).city.timezone)


async def save_schedule(work: Work, plan: Plan, key: UUID | None = None) -> Schedule:
    """Keep a plan, or change one; raises ``bulletin_template_not_found``, ``invalid_input``."""
    every = (await template(work.tx, plan.template)).every
    if every == "any":
        raise InvalidInputError(
            field="template", why_zh="没有固定周期的模板不能定时编制", why_en="it has no period to be made by"
        )
    if key is not None and key not in {one.id for one in await store.schedules(work.tx)}:
        raise BulletinNotFoundError
    due = next_time(plan, every, work.now, await _zone(work)) if plan.on else None
    one = Schedule(id=key or new_id(), plan=plan, by=work.actor.key, at=work.now, next_at=due)
    await store.put_schedule(work.tx, one)
    await audit.record(work, "bulletin.schedule", "bulletin_schedule", str(one.id), msgspec.to_builtins(plan))
    return one


async def drop_schedule(work: Work, key: UUID) -> None:
    """Remove a schedule; raises ``bulletin_not_found``."""
    if not await store.drop_schedule(work.tx, key):
        raise BulletinNotFoundError
    await audit.record(work, "bulletin.unschedule", "bulletin_schedule", str(key), {})


async def schedules(work: Work) -> list[dict[str, Any]]:
    """Return all schedules: what is made, when next, and why it failed last."""
    found = await store.schedules(work.tx)
    return [cast("dict[str, Any]", msgspec.to_builtins(one)) | {"by": None} for one in found]


async def make_due(database: Database) -> int:
    """Make what is due, each in a transaction of its own; returns how many were made.

    What fails says why on its schedule and is due again at its next time; others are made all the same.
    """
    async with database.reading(SYSTEM) as work:
        found = await store.due(work.tx, work.now)
    made = 0
    for key in found:
        try:
            made += await _make(database, key)
        except YiwangError as error:
            async with database.work(SYSTEM) as work:
                one = await store.take_due(work.tx, key, work.now)
                if one is not None:
                    await _put_off(work, one, error.sentence("zh"))
    return made


async def _make(database: Database, key: UUID) -> bool:
    async with database.work(SYSTEM) as work:
        one = await store.take_due(work.tx, key, work.now)
        if one is None:
            return False
        plan = one.plan
        used = await template(work.tx, plan.template)
        period = period_over(used.every, one.next_at or work.now, await _zone(work))
        language: Language = plan.language
        scope = Scope(period=period, area=plan.area, unit=plan.unit, language=language)
        found = await draft(work, used, scope, plan.targets, f"{one.id} {period}")
        await _put_off(work, one, "")
        return found is not None


async def _put_off(work: Work, one: Schedule, failed: str) -> None:
    """Set the next time; the times that were missed in between are not made up for."""
    try:
        every = (await template(work.tx, one.plan.template)).every
        due = None if every == "any" else next_time(one.plan, every, work.now, await _zone(work))
    except YiwangError:
        due = None
    await store.put_schedule(
        work.tx, msgspec.structs.replace(one, next_at=due, last_at=work.now, failed=failed[:300])
    )
