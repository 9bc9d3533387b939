"""Freshness 鲜活度: whether what a value is made of had come when it was due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.geography import api as geography
from yiwang.base.indicators.definition import CASES, IndicatorData
from yiwang.base.indicators.model.book import Book, Indicator
from yiwang.base.indicators.model.cuts import Cut
from yiwang.base.indicators.model.sources import Source
from yiwang.base.indicators.store import facts as fact_store
from yiwang.base.indicators.store import readings as store
from yiwang.infra.database import Work

#: ``late``: what should have come by now has not; ``partial``: too little of it; ``stopped``: no more comes.
State: TypeAlias = Literal["fresh", "late", "partial", "stopped"]
#: Facts may be behind by so many times what comparing all of them takes: a large city compares less often.
_PATIENCE: Final = 100


class Freshness(msgspec.Struct, frozen=True, kw_only=True):
    """How fresh one source is for one question; ``delivered`` of ``expected`` figures are there."""

    source: str
    state: State = "fresh"
    as_of: datetime | None = None
    expected: int | None = None
    delivered: int | None = None
    zh: str = ""
    en: str = ""


async def freshness(
    work: Work, book: Book, indicator: Indicator, cut: Cut, tree: geography.AreaTree
) -> list[Freshness]:
    """Return how fresh each source of an indicator is, for the days and the part of the city in ``cut``."""
    today = work.now.astimezone(ZoneInfo(tree.city.timezone)).date()
    found = []
    for code in book.sources_of(indicator):
        if code == CASES:
            found.append(await _of_cases(work, indicator.data, cut, today))
        else:
            found.append(await of_source(work, book.sources[code], cut, tree, today))
    return found


def told(found: list[Freshness]) -> dict[str, Any]:
    """Return the worst of it, as an answer says it."""
    worst = next((one for one in found if one.state != "fresh"), None)
    answer: dict[str, Any] = {
        "state": "fresh" if worst is None else worst.state,
        "sources": [
            {
                "source": f.source,
                "state": f.state,
                "as_of": f.as_of,
                "expected": f.expected,
                "delivered": f.delivered,
            }
            for f in found
        ],
    }
    return answer if worst is None else answer | {"zh": worst.zh, "en": worst.en}


async def _of_cases(work: Work, data: IndicatorData, cut: Cut, today: date) -> Freshness:
    state = await fact_store.state(work.tx)
    as_of = None if state is None else state["as_of"]
    if state is None or as_of is None:
        return Freshness(source=CASES, state="late", zh="案件尚未统计过", en="cases were never counted")
    patience = max(timedelta(minutes=data.fresh_minutes), timedelta(seconds=_PATIENCE * state["took_s"]))
    if cut.end > today and work.now - as_of > patience:
        return Freshness(
            source=CASES, state="late", as_of=as_of, zh=f"案件只统计到 {as_of:%Y-%m-%d %H:%M} (UTC)",
            en=f"cases are counted up to {as_of:%Y-%m-%d %H:%M} UTC only",
        )  # fmt: skip
    last = await fact_store.last_reported(work.tx)
    until = min(today, cut.end - timedelta(days=1))
    if last is not None and (until - last).days > data.quiet_days:
        return Freshness(
            source=CASES,
            state="stopped",
            as_of=as_of,
            zh=f"{last} 之后没有来件",
            en=f"no cases came after {last}",
        )
    return Freshness(source=CASES, as_of=as_of)


async def of_source(work: Work, source: Source, cut: Cut, tree: geography.AreaTree, today: date) -> Freshness:
    """Return how fresh a source is: what was due by ``today``, and what of it is there."""
    due = [start for start in source.starts(cut.first, cut.end) if source.due(start) < today]
    days = await store.days(work.tx, source.data.code, cut)
    places = sum(1 for duty in source.data.duties if _is_in(cut, duty.area, duty.unit, tree)) or 1
    expected = len(due) * places
    there = sum(min(days.get(start, 0), places) for start in due)
    newest = (await store.newest(work.tx)).get(source.data.code)
    said = Freshness(
        source=source.data.code,
        as_of=None if newest is None else newest["at"],
        expected=expected,
        delivered=there,
    )
    if expected == 0 or there >= expected * source.data.sufficient:
        return said
    lacking = next(start for start in reversed(due) if days.get(start, 0) < places)
    return msgspec.structs.replace(
        said, state="partial" if there else "late",
        zh=f"“{source.data.zh}”应到 {expected} 份，实到 {there} 份；"
        f"{lacking} 起的一期应于 {source.due(lacking)} 前到",
        en=f"{source.data.en}: {there} of {expected} came; "
        f"those from {lacking} were due by {source.due(lacking)}",
    )  # fmt: skip


def _is_in(cut: Cut, area: str | None, unit: str, tree: geography.AreaTree) -> bool:
    path = () if area is None else tree.path(area)
    return (cut.area is None or cut.area in path) and (cut.units is None or unit in cut.units)
