"""Looking for signs: once an hour, over what is stored; a sign is told once per object and period."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from yiwang.base.audit import api as audit
from yiwang.base.cases import api as cases
from yiwang.base.cases.api import CaseFilter
from yiwang.base.geography import api as geography
from yiwang.base.insight.api import forecast
from yiwang.base.matters import api as matters
from yiwang.base.signs import store
from yiwang.base.signs.errors import SignClosedError, SignNotFoundError
from yiwang.base.signs.model.bursts import WEEKS, WINDOW, Burst, bursts
from yiwang.base.signs.model.topics import Topic
from yiwang.base.signs.store import Seen
from yiwang.base.signs.usecases.topics import heard
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Row, Work
from yiwang.kernel.ids import new_id
from yiwang.kernel.text import mask_phone

STREAM: Final = "sign"
KINDS: Final = {
    "burst": ("突发增多", "sudden rise"),
    "group": ("群体诉求", "many people, one thing"),
    "again": ("重复诉求人", "the same caller again"),
    "unsolved": ("久拖未决", "long unsolved"),
}
RESULTS: Final = ("confirmed", "false", "known")
#: 街镇: city, district, street. Bursts are looked for there.
_LEVEL: Final = 3
#: A caller with so many cases of one matter within so many days; people who speak of one thing in a week;
#: days after which a live case is long unsolved.
AGAIN_CASES, AGAIN_DAYS = 3, 30
GROUP_PEOPLE, GROUP_DAYS = 5, 7
UNSOLVED_DAYS: Final = 30
_MOST: Final = 500
_VOICES: Final = 20_000


async def look(work: Work) -> list[Seen]:
    """Look for signs of all kinds and store those that are new in their period; return them.

    What was told is not told again before its period (week; month for unsolved cases) is over, whether or
    not it was closed, so a restart or a second worker tells nothing twice.
    """
    tree = await geography.areas(work.tx)
    zone = ZoneInfo(tree.city.timezone)
    names = await _names(work)
    seen = [
        *await _bursts(work, tree, zone, names),
        *await _groups(work, zone, names),
        *await _again(work, zone, names),
        *await _unsolved(work, zone, names),
    ]
    fresh = await store.fresh(work.tx, seen)
    for one in fresh:
        data = {"kind": one.kind, "size": one.size, "cases": one.cases, "period": one.period}
        line = audit.chain(STREAM, one.id, 1, work.now, work.actor, "tell", None, "open", data, b"")
        await audit.append(work.tx, [line])
        await store.put(work, one, line.hash)
    return fresh


async def close(work: Work, sign: UUID, result: str, remark: str) -> None:
    """Close a sign: confirmed, false, or known before. Raises ``sign_not_found`` and ``sign_closed``."""
    row = await store.lock(work.tx, sign)
    area = work.actor.area
    if row is None or (area is not None and row["path"] and area not in row["path"]):
        raise SignNotFoundError
    if row["closed_at"] is not None:
        raise SignClosedError
    data = {"result": result}
    line = audit.chain(STREAM, sign, 2, work.now, work.actor, "close", "open", "closed", data, row["entry"])
    await audit.append(work.tx, [line])
    await store.close(work, sign, result, remark, line.hash)


async def find(
    work: Work, *, kind: str | None, is_open: bool | None, since: datetime | None
) -> dict[str, Any]:
    """Return signs that the caller may see, newest first, and how those of each kind ended."""
    rows = await store.find(work.tx, work.actor.area, kind=kind, is_open=is_open, since=since, limit=_MOST)
    names = await _names(work)
    tree = await geography.areas(work.tx)
    return {
        "items": [_shown(row, names, tree) for row in rows],
        "results": await store.results(work.tx, work.actor.area),
    }


def _shown(row: Row, names: dict[str, str], tree: geography.AreaTree) -> dict[str, Any]:
    zh, en = KINDS[row["kind"]]
    area = tree.get(row["path"][-1]) if row["path"] else None
    fields = (
        "id",
        "kind",
        "period",
        "at",
        "size",
        "words",
        "numbers",
        "cases",
        "closed_at",
        "result",
        "remark",
    )
    return {name: row[name] for name in fields} | {
        "title": {"zh": zh, "en": en},
        "matter": names.get(row["matter"], row["matter"]),
        "area": None if area is None else area.name,
    }


async def _names(work: Work) -> dict[str, str]:
    catalogue = await matters.catalogue(work.tx)
    return {leaf.key: leaf.name for leaf in catalogue.leaves()}


def _week(at: datetime, zone: ZoneInfo) -> str:
    year, week, _ = at.astimezone(zone).isocalendar()
    return f"{year}-W{week:02d}"


async def _bursts(work: Work, tree: geography.AreaTree, zone: ZoneInfo, names: dict[str, str]) -> list[Seen]:
    today = work.now.astimezone(zone).date()
    since = work.now - timedelta(weeks=WEEKS, days=WINDOW + 7)
    until = work.now + timedelta(seconds=1)  # what came this very moment counts
    rows = await cases.daily_counts(work.tx, since, until, _LEVEL, str(zone))
    counts: dict[tuple[str, str], dict[date, int]] = defaultdict(dict)
    for row in rows:
        counts[row["area"], row["matter"]][row["day"]] = row["n"]
    calendars = await workflow.calendars(work.tx)
    holidays = frozenset().union(*(calendar.holidays for calendar in calendars.values()))
    found = await asyncio.to_thread(bursts, counts, today, forecast.tail_probability, holidays)
    return [await _burst(work, one, tree, zone, names) for one in found[:_MOST]]


async def _burst(
    work: Work, one: Burst, tree: geography.AreaTree, zone: ZoneInfo, names: dict[str, str]
) -> Seen:
    begin = datetime.combine(
        work.now.astimezone(zone).date() - timedelta(days=WINDOW - 1), datetime.min.time(), zone
    )
    asked = CaseFilter(opened_from=begin, area=one.area, matters=(one.matter,))
    rows = await cases.gathered(work, asked, store.MOST_NUMBERS)
    matter, area = names.get(one.matter, one.matter), tree.get(one.area)
    where = area.name if area is not None else one.area
    return Seen(
        id=new_id(),
        kind="burst",
        object=f"{one.area} {one.matter}",
        period=_week(work.now, zone),
        matter=one.matter,
        path=tuple(tree.path(one.area)) if area is not None else (),
        size=round(one.ratio, 2),
        words={
            "zh": f"{where}“{matter}”近{WINDOW}天{one.observed}件，预期{one.expected:.1f}件，"
            f"为预期的{one.ratio:.1f}倍（偶然出现的概率{one.chance:.2g}）",
            "en": f"{where}, {matter}: {one.observed} cases in {WINDOW} days where {one.expected:.1f} were "
            f"expected, {one.ratio:.1f} times as many (by chance {one.chance:.2g})",
        },
        numbers=tuple(row["number"] for row in rows),
        cases=one.observed,
    )


async def _groups(work: Work, zone: ZoneInfo, names: dict[str, str]) -> list[Seen]:
    asked = CaseFilter(opened_from=work.now - timedelta(days=GROUP_DAYS))
    found = await heard(work, asked, _VOICES)
    return [_group(topic, work, zone, names) for topic in found if topic.people >= GROUP_PEOPLE][:_MOST]


def _group(topic: Topic, work: Work, zone: ZoneInfo, names: dict[str, str]) -> Seen:
    first = topic.voices[0]
    matter = names.get(first.matter or "", first.matter or "")
    said = "、".join(topic.words[:4])  # words that half of them use; a title is one reporter's
    zh, en = (f"（{said}）", f" ({said})") if said else ("", "")
    return Seen(
        id=new_id(),
        kind="group",
        object=first.number,
        period=_week(work.now, zone),
        matter=first.matter,
        path=first.path,
        size=float(topic.people),
        words={
            "zh": f"{topic.people}人在{GROUP_DAYS}天内反映同一问题“{matter}”{zh}，共{len(topic.voices)}件",
            "en": f"{topic.people} people in {GROUP_DAYS} days about one thing: {matter}{en}, "
            f"{len(topic.voices)} cases",
        },
        numbers=tuple(voice.number for voice in topic.voices),
        cases=len(topic.voices),
    )


async def _again(work: Work, zone: ZoneInfo, names: dict[str, str]) -> list[Seen]:
    since = work.now - timedelta(days=AGAIN_DAYS)
    rows = await cases.callers_again(work.tx, since, AGAIN_CASES, _MOST)
    # names are looked up here once: the words hold them, and the masked number only
    called = {key: names.get(key, key) for key in {row["matter"] for row in rows}}
    return [
        Seen(
            id=new_id(),
            kind="again",
            object=hashlib.sha256(row["phone_key"] + row["matter"].encode()).hexdigest()[:24],
            period=_week(work.now, zone),
            matter=row["matter"],
            path=tuple(row["path"]),
            size=float(row["n"]),
            words={
                "zh": f"来电人{_masked(row)}在{AGAIN_DAYS}天内{row['n']}次反映“{called[row['matter']]}”",
                "en": f"caller {_masked(row)}: {row['n']} cases of {called[row['matter']]} "
                f"in {AGAIN_DAYS} days",
            },
            numbers=tuple(row["numbers"]),
            cases=row["n"],
        )
        for row in rows
    ]


def _masked(row: Row) -> str:
    return mask_phone(row["phone"]) if row["phone"] else "***"


async def _unsolved(work: Work, zone: ZoneInfo, names: dict[str, str]) -> list[Seen]:
    rows: Sequence[Row] = await cases.long_open(work.tx, work.now - timedelta(days=UNSOLVED_DAYS), _MOST)
    month = f"{work.now.astimezone(zone):%Y-%m}"
    return [
        Seen(
            id=new_id(),
            kind="unsolved",
            object=row["number"],
            period=month,
            matter=row["matter"],
            path=tuple(row["path"]),
            size=float((work.now - row["opened_at"]).days),
            words={
                # the title is a reporter's words and must be erasable: it stays with the case
                "zh": f"{row['number']}“{names.get(row['matter'] or '', '事项未定')}”"
                f"已{(work.now - row['opened_at']).days}天未办结",
                "en": f"{row['number']}, {names.get(row['matter'] or '', 'no matter yet')}: not solved for "
                f"{(work.now - row['opened_at']).days} days",
            },
            numbers=(row["number"],),
            cases=1,
        )
        for row in rows
    ]
