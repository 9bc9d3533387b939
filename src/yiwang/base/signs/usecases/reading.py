"""Reading the past that signs are found in; bounded, through the doors of other modules."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.cases import api as cases
from yiwang.base.cases.api import CaseFilter
from yiwang.base.geography import api as geography
from yiwang.base.language import api as language
from yiwang.base.matters import api as matters
from yiwang.base.signs.model.bursts import WEEKS, WINDOW
from yiwang.base.signs.model.limits import Limits
from yiwang.base.signs.model.topics import Voice
from yiwang.base.signs.usecases.finding import MOST, STREET, Past, Scene
from yiwang.base.signs.usecases.topics import voice_of
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Row, Work

VOICES: Final = 20_000
#: Days after its opening in which a case can still be found to be sensitive.
SENSITIVE_DAYS: Final = 3


async def scene(work: Work) -> Scene:
    """Return names and zone."""
    tree = await geography.areas(work.tx)
    catalogue = await matters.catalogue(work.tx)
    return Scene(
        zone=ZoneInfo(tree.city.timezone),
        names={leaf.key: leaf.name for leaf in catalogue.leaves()},
        tree=tree,
        tags=await language.tag_names(work.tx),
    )


async def whole(work: Work, limits: Limits, zone: ZoneInfo, days: int = 0) -> Past:
    """Return what is needed to find all signs of now, and of the ``days`` before."""
    back = timedelta(days=days)
    now, until = work.now, work.now + timedelta(seconds=1)  # what came this very moment counts
    since = now - timedelta(weeks=WEEKS, days=WINDOW + 7) - back
    counts: dict[tuple[str, str], dict[date, int]] = defaultdict(dict)
    for row in await cases.daily_counts(work.tx, since, until, STREET, str(zone)):
        counts[row["area"], row["matter"]][row["day"]] = row["n"]
    calendars = await workflow.calendars(work.tx)
    heard = CaseFilter(opened_from=now - timedelta(days=max(limits.days, WINDOW)) - back)
    many = MOST * (1 + days)
    return Past(
        counts=counts,
        holidays=frozenset().union(*(calendar.holidays for calendar in calendars.values())),
        voices=await _voices(await cases.gathered(work, heard, VOICES)),
        callers=await cases.callers_again(
            work.tx, now - timedelta(days=limits.again.days) - back, limits.again.cases, many
        ),
        living=await cases.long_open(work.tx, now - timedelta(days=limits.unsolved.days), now - back, many),
        flagged=await _flagged(work, limits, None, timedelta(days=SENSITIVE_DAYS) + back, many),
    )


async def touched(
    work: Work, limits: Limits, groups: Collection[tuple[str, str]], numbers: Collection[str]
) -> Past:
    """Return what may have changed with some cases: of their topics, callers and words."""
    since = work.now - timedelta(days=limits.days)
    again = work.now - timedelta(days=limits.again.days)
    concerned = {matter for matter, _ in groups}
    return Past(
        voices=await _voices(await cases.gathered_groups(work.tx, groups, since, VOICES)),
        callers=await cases.callers_again(work.tx, again, limits.again.cases, MOST, concerned),
        flagged=await _flagged(work, limits, numbers, timedelta(days=SENSITIVE_DAYS), MOST),
    )


async def today(work: Work, zone: ZoneInfo) -> Past:
    """Return the cases of today."""
    begin = work.now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = await cases.gathered(work, CaseFilter(opened_from=begin), VOICES)
    return Past(voices=await _voices(rows))


async def _flagged(
    work: Work, limits: Limits, numbers: Collection[str] | None, back: timedelta, many: int
) -> list[Row]:
    limit = limits.sensitive
    window = (work.now - back, work.now + timedelta(seconds=1))
    if not limit.on or not (limit.tags or limit.words):
        return []
    return await cases.flagged(work.tx, window, numbers, limit.tags, limit.words, many)


async def _voices(rows: list[Row]) -> list[Voice]:
    """Return voices, oldest first; readings do not wait while twenty thousand titles are cut."""
    return await asyncio.to_thread(lambda: [voice_of(row) for row in reversed(rows)])


def widest(*some: Limits) -> Limits:
    """Return limits that read enough for each of ``some``."""
    first = some[0]
    return msgspec.structs.replace(
        first,
        hot=msgspec.structs.replace(first.hot, days=max(one.hot.days for one in some)),
        group=msgspec.structs.replace(first.group, days=max(one.group.days for one in some)),
        again=msgspec.structs.replace(
            first.again,
            days=max(one.again.days for one in some),
            cases=min(one.again.cases for one in some),
        ),
        unsolved=msgspec.structs.replace(first.unsolved, days=min(one.unsolved.days for one in some)),
        sensitive=msgspec.structs.replace(
            first.sensitive,
            on=any(one.sensitive.on for one in some),
            tags=tuple({tag for one in some for tag in one.sensitive.tags}),
            words=tuple({word for one in some for word in one.sensitive.words}),
        ),
    )
