"""Manual collection 人工填报: what is due of whom, what is missing, corrections, approval."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.indicators.definition import DutyData
from yiwang.base.indicators.errors import SourceNotFoundError
from yiwang.base.indicators.model import periods
from yiwang.base.indicators.model.entries import Entry, read_entry
from yiwang.base.indicators.model.rights import ENTER_FIGURES, MANAGE_FIGURES
from yiwang.base.indicators.model.sources import Source
from yiwang.base.indicators.store import readings as store
from yiwang.base.indicators.store.readings import Change, Reading
from yiwang.base.indicators.usecases.defining import book
from yiwang.base.notify import api as notify
from yiwang.infra.database import Tx, Work
from yiwang.kernel.errors import ConflictError, ForbiddenError, InvalidInputError
from yiwang.kernel.permissions import allowed, demand

#: Days before the deadline on which who has not reported yet is reminded.
SOON: Final = timedelta(days=2)
#: How far back a reminder looks: older gaps are in the missing list, nobody is told of them again.
_BACK: Final = timedelta(days=120)
_DUE: Final = notify.register(
    "indicators.due", level="warn", zh="{source} {period} 的数据请于 {due} 前填报",
    en="{source} of {period} is to be handed in by {due}",
)  # fmt: skip
_OVERDUE: Final = notify.register(
    "indicators.overdue", level="urgent", zh="{source} {period} 的数据已过期未报（应于 {due} 前）",
    en="{source} of {period} is overdue (it was due by {due})",
)  # fmt: skip


#: What may be said of a duty: done, waiting for approval, still to come, overdue, of a time that is not over.
STATES: Final = ("done", "waiting", "missing", "overdue", "ahead")


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody hands in: of which time and area, by column; ``why`` where it corrects a figure."""

    period: str
    area: str = ""
    values: dict[str, str | float | int | None]
    why: str = ""


async def source(tx: Tx, code: str, *kinds: str) -> Source:
    """Return a source, of one of ``kinds`` if any are given; raises ``indicator_source_not_found``."""
    found = (await book(tx)).sources.get(code)
    if found is None or (kinds and found.data.kind not in kinds):
        raise SourceNotFoundError(name=code)
    return found


def may_see(work: Work, one: Source) -> bool:
    """Tell whether the caller manages figures or has a duty of this source."""
    return allowed(work.actor, MANAGE_FIGURES) or any(d.unit == work.actor.unit for d in one.data.duties)


async def collection(work: Work, code: str, period: str) -> dict[str, Any]:
    """Return what is due of a source in a period: per piece of time and duty what was said.

    A reader who does not manage figures sees the own unit's.
    """
    one = await source(work.tx, code, "manual")
    asked = periods.period(period)
    tree, directory = await geography.areas(work.tx), await identity.directory(work.tx)
    duties = _own(work, one)
    today = _today(work, tree)
    rows = await store.rows(work.tx, code, asked.first, asked.end)
    there: dict[tuple[date, str], list[Any]] = {}
    for row in rows:
        there.setdefault((row["day"], row["path"][-1] if row["path"] else ""), []).append(row)
    items = []
    for start in one.starts(asked.first, asked.end):
        for duty in duties:
            found = there.get((start, _place(duty, tree)), [])
            items.append(_item(one, start, found, today) | _names(duty, tree, directory))
    states = [item["state"] for item in items]
    return {
        "source": code, "period": asked.text, "due": len(items),
        "counts": {state: states.count(state) for state in STATES},
        "items": items,
    }  # fmt: skip


def _today(work: Work, tree: geography.AreaTree) -> date:
    return work.now.astimezone(ZoneInfo(tree.city.timezone)).date()


def _own(work: Work, one: Source) -> Sequence[DutyData]:
    if allowed(work.actor, MANAGE_FIGURES):
        return one.data.duties
    demand(work.actor, ENTER_FIGURES)
    return [duty for duty in one.data.duties if duty.unit == work.actor.unit]


def _place(duty: DutyData, tree: geography.AreaTree) -> str:
    return duty.area or next(iter(tree.children(None)), "")


def _names(duty: DutyData, tree: geography.AreaTree, directory: identity.Directory) -> dict[str, Any]:
    place = _place(duty, tree)
    area, unit = tree.get(place), directory.unit(duty.unit)
    return {
        "area": place, "area_name": place if area is None else area.name, "unit": duty.unit,
        "unit_name": duty.unit if unit is None else unit.name,
    }  # fmt: skip


def _item(one: Source, start: date, rows: Sequence[Any], today: date) -> dict[str, Any]:
    due = one.due(start)
    if any(row["proposed"] is not None for row in rows):
        state = "waiting"
    elif rows:
        state = "done"
    elif today > due:
        state = "overdue"
    else:
        state = "missing" if today >= one.after(start) else "ahead"
    return {
        "day": start, "period": periods.name_of(start, one.grain), "due": due, "state": state,
        "rows": [
            {n: row[n] for n in ("series", "said", "proposed", "by", "at")} for row in rows
        ],
    }  # fmt: skip


async def enter(work: Work, code: str, given: Sequence[Given]) -> dict[str, int]:
    """Store what a unit hands in for its duties; returns ``{changed, waiting}``.

    A figure that is in force is changed with a reason only. Where the source wants approval nothing is in
    force before somebody else gave it. Raises ``invalid_input``, ``forbidden``.
    """
    one = await source(work.tx, code, "manual")
    tree = await geography.areas(work.tx)
    entries = []
    for row in given:
        read = read_entry(one, tree, row.period, row.area, row.values)
        if not isinstance(read, Entry):
            raise InvalidInputError(field=read.column, why_zh=read.zh, why_en=read.en)
        entries.append(read)
    return await hand_in(work, one, entries, [row.why.strip() for row in given])


async def hand_in(work: Work, one: Source, entries: Sequence[Entry], whys: Sequence[str]) -> dict[str, int]:
    """Store rows that were read, each for a duty that the caller may fulfil."""
    duties = {duty.area: duty for duty in one.data.duties}
    tree = await geography.areas(work.tx)
    top, today = next(iter(tree.children(None)), None), _today(work, tree)
    by_reason: dict[str, list[Reading]] = {}
    for entry, why in zip(entries, whys, strict=True):
        duty = duties.get(entry.area) or (duties.get(None) if entry.area in {None, top} else None)
        if duty is None:
            raise InvalidInputError(
                field=one.data.area_header, why_zh=f"区域“{entry.area or ''}”没有填报单位",
                why_en=f"nobody reports for {entry.area or 'the city'!r}",
            )  # fmt: skip
        demand(work.actor, ENTER_FIGURES)
        if duty.unit != work.actor.unit and not allowed(work.actor, MANAGE_FIGURES):
            raise ForbiddenError(why_zh="这份数据由别的单位填报", why_en="another unit reports this")
        if entry.day > today:
            raise InvalidInputError(
                field=one.data.date_header, why_zh=f"{entry.day} 的一期还没有开始",
                why_en=f"the time from {entry.day} has not begun",
            )  # fmt: skip
        by_reason.setdefault(why, []).append(
            Reading(day=entry.day, series=entry.series, path=entry.path, unit=duty.unit, said=entry.said)
        )
    await _reasons(work.tx, one, by_reason.get("", []))
    changed = 0
    for why, rows in by_reason.items():
        act = Change(
            act="submit" if one.data.approval else "enter", by=work.actor.name, at=work.now, why=why,
            account=work.actor.account,
        )  # fmt: skip
        changed += await store.put(work.tx, one.data.code, rows, act, proposed=one.data.approval)
    return {"changed": changed, "waiting": changed if one.data.approval else 0}


async def _reasons(tx: Tx, one: Source, rows: Sequence[Reading]) -> None:
    """Demand a reason for what changes a figure that is in force."""
    if not rows:
        return
    days = [row.day for row in rows]
    found = await store.rows(tx, one.data.code, min(days), max(days) + timedelta(days=1))
    known = {(row["day"], row["series"]): row["said"] for row in found if row["said"] is not None}
    for row in rows:
        if known.get((row.day, row.series), row.said) != row.said:
            raise InvalidInputError(
                field="why",
                why_zh="更正已生效的数据须写明原因",
                why_en="correcting a figure in force needs a reason",
            )


async def decide(work: Work, code: str, day: date, series: str, *, approve: bool, why: str = "") -> None:
    """Approve a figure that waits, or send it back with a reason; not by who handed it in."""
    demand(work.actor, MANAGE_FIGURES)
    await source(work.tx, code, "manual")
    rows = await store.rows(work.tx, code, day, day + timedelta(days=1))
    row = next((r for r in rows if r["series"] == series and r["proposed"] is not None), None)
    if row is None:
        raise ConflictError(why_zh="没有待审核的数据", why_en="nothing waits for approval")
    same = (
        row["account"] == work.actor.account if row["account"] is not None else row["by"] == work.actor.name
    )
    if same and not work.actor.is_system:
        raise ForbiddenError(why_zh="审核人不能是填报人", why_en="who handed it in does not approve it")
    if not approve and not why.strip():
        raise InvalidInputError(field="why", why_zh="退回须写明原因", why_en="sending back needs a reason")
    act = Change(act="approve" if approve else "return", by=work.actor.name, at=work.now, why=why.strip())
    await store.decide(work.tx, code, day, series, act)


async def trace(work: Work, code: str, day: date, series: str) -> list[dict[str, Any]]:
    """Return every change of one figure, the newest first."""
    one = await source(work.tx, code)
    if not may_see(work, one):
        raise SourceNotFoundError(name=code)
    return [dict(row) for row in await store.trace(work.tx, code, day, series)]


async def remind(work: Work) -> int:
    """Tell units, once each, of what is due soon or overdue; returns how many were told."""
    tree = await geography.areas(work.tx)
    today = _today(work, tree)
    drafts = []
    for code, one in (await book(work.tx)).sources.items():
        if not one.data.duties:
            continue
        rows = await store.rows(work.tx, code, today - _BACK, today + timedelta(days=1))
        there = {(row["day"], row["path"][-1] if row["path"] else "") for row in rows}
        for start in one.starts(today - _BACK, today + timedelta(days=1)):
            due = one.due(start)
            if today < one.after(start) or today < due - SOON:
                continue
            kind = (_OVERDUE if today > due else _DUE).kind
            params = {
                "source": one.data.zh,
                "period": periods.name_of(start, one.grain),
                "due": due.isoformat(),
            }
            drafts += [
                notify.NoticeDraft(
                    target=notify.Target(unit=duty.unit), kind=kind, subject=f"indicators:{code}",
                    period=f"{start}/{duty.area or ''}", params=params,
                )
                for duty in one.data.duties
                if (start, _place(duty, tree)) not in there
            ]  # fmt: skip
    return await notify.send(work, drafts) if drafts else 0
