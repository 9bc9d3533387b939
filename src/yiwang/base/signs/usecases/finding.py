"""What is worth telling at an instant, from what was read of the past: of now or of a rehearsal."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.geography.api import AreaTree
from yiwang.base.insight.api import forecast
from yiwang.base.signs.model.bursts import WINDOW, bursts
from yiwang.base.signs.model.limits import Limits
from yiwang.base.signs.model.telling import KINDS, Seen
from yiwang.base.signs.model.topics import Topic, Voice, topics
from yiwang.infra.database import Row
from yiwang.kernel.text import mask_phone
from yiwang.kernel.worktime import Words

#: Signs of one kind at one look.
MOST: Final = 500
#: 街镇: city, district, street. Topics are of a street.
STREET: Final = 3


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """What was read; each kind of sign uses its own part, voices are the oldest first."""

    counts: Mapping[tuple[str, str], Mapping[date, int]] = {}
    holidays: Collection[date] = ()
    voices: Sequence[Voice] = ()
    callers: Sequence[Row] = ()
    living: Sequence[Row] = ()
    flagged: Sequence[Row] = ()


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """The names of things, and the zone that days are days of."""

    zone: ZoneInfo
    names: Mapping[str, str]
    tree: AreaTree
    tags: Mapping[str, Words]

    def matter(self, key: str | None) -> tuple[str, str]:
        """Return what a matter is called."""
        return (self.names.get(key, key),) * 2 if key else ("事项未定", "no matter yet")

    def week(self, at: datetime) -> str:
        """Return the ISO week of an instant."""
        year, week, _ = at.astimezone(self.zone).isocalendar()
        return f"{year}-W{week:02d}"


def find(
    past: Past, limits: Limits, scene: Scene, at: datetime, kinds: Collection[str] = tuple(KINDS)
) -> list[Seen]:
    """Return the signs of ``kinds`` at ``at``, at most :data:`MOST` of each; later ones are unknown."""
    found = []
    for kind, finder in _FINDERS.items():
        if kind in kinds and (kind == "key_area" or getattr(limits, kind).on):
            found += finder(past, limits, scene, at)[:MOST]
    return found


def _since(past: Past, at: datetime, days: int) -> list[Voice]:
    begin = at - timedelta(days=days)
    return [voice for voice in past.voices if begin < voice.at <= at]


def _bursts(past: Past, limits: Limits, scene: Scene, at: datetime) -> list[Seen]:
    today = at.astimezone(scene.zone).date()
    limit = limits.burst
    found = bursts(
        past.counts,
        today,
        forecast.tail_probability,
        past.holidays,
        least=limit.least,
        factor=limit.factor,
    )
    begin = datetime.combine(today - timedelta(days=WINDOW - 1), datetime.min.time(), scene.zone)
    numbers: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for voice in past.voices:
        if begin <= voice.at <= at:
            numbers[voice.area, voice.matter].append(voice.number)
    seen = []
    for one in found:
        area = scene.tree.get(one.area)
        zh, en = scene.matter(one.matter)
        where = area.name if area is not None else one.area
        seen.append(
            Seen(
                kind="burst",
                object=f"{one.area} {one.matter}",
                period=scene.week(at),
                at=at,
                matter=one.matter,
                path=tuple(scene.tree.path(one.area)) if area is not None else (),
                size=round(one.ratio, 2),
                words={
                    "zh": f"{where}“{zh}”近{WINDOW}天{one.observed}件，预期{one.expected:.1f}件，"
                    f"为预期的{one.ratio:.1f}倍（偶然出现的概率{one.chance:.2g}）",
                    "en": f"{where}, {en}: {one.observed} cases in {WINDOW} days where {one.expected:.1f} "
                    f"were expected, {one.ratio:.1f} times as many (by chance {one.chance:.2g})",
                },
                numbers=tuple(reversed(numbers[one.area, one.matter])),
                cases=one.observed,
            )
        )
    return seen


def _topical(
    kind: str, topic: Topic, scene: Scene, at: datetime, size: float, words: tuple[str, str]
) -> Seen:
    first = topic.voices[0]
    said = "、".join(topic.words[:4])  # words that most of them share, never one reporter's own
    zh, en = scene.matter(first.matter)
    return Seen(
        kind=kind,
        object=first.number,
        period=scene.week(at),
        at=at,
        matter=first.matter,
        path=first.path[:STREET],
        size=size,
        words={
            "zh": f"{words[0]}“{zh}”{f'（{said}）' if said else ''}，共{len(topic.voices)}件",
            "en": f"{words[1]} {en}{f' ({said})' if said else ''}, {len(topic.voices)} cases",
        },
        numbers=tuple(voice.number for voice in topic.voices),
        cases=len(topic.voices),
    )


def _groups(past: Past, limits: Limits, scene: Scene, at: datetime) -> list[Seen]:
    days = limits.group.days
    return [
        _topical(
            "group",
            topic,
            scene,
            at,
            float(topic.people),
            (
                f"{topic.people}人在{days}天内反映同一问题",
                f"{topic.people} people in {days} days about one thing:",
            ),
        )
        for topic in topics(_since(past, at, days), at)
        if topic.people >= limits.group.people
    ]


def _hot(past: Past, limits: Limits, scene: Scene, at: datetime) -> list[Seen]:
    limit = limits.hot
    return [
        _topical(
            "hot",
            topic,
            scene,
            at,
            topic.heat,
            (f"热度{topic.heat:.1f}（界限{limit.heat:g}）", f"heat {topic.heat:.1f} (limit {limit.heat:g}):"),
        )
        for topic in topics(_since(past, at, limit.days), at)
        if topic.heat >= limit.heat
    ]


def _again(past: Past, limits: Limits, scene: Scene, at: datetime) -> list[Seen]:
    limit = limits.again
    begin = at - timedelta(days=limit.days)
    seen = []
    for row in past.callers:
        pairs = zip(row["instants"], row["numbers"], strict=True)
        own = [number for instant, number in pairs if begin < instant <= at]
        if len(own) < limit.cases:
            continue
        caller = mask_phone(row["phone"]) if row["phone"] else "***"
        zh, en = scene.matter(row["matter"])
        seen.append(
            Seen(
                kind="again",
                object=hashlib.sha256(row["phone_key"] + row["matter"].encode()).hexdigest()[:24],
                period=scene.week(at),
                at=at,
                matter=row["matter"],
                path=tuple(row["path"]),
                size=float(len(own)),
                words={
                    "zh": f"来电人{caller}在{limit.days}天内{len(own)}次反映“{zh}”",
                    "en": f"caller {caller}: {len(own)} cases of {en} in {limit.days} days",
                },
                numbers=tuple(own),
                cases=len(own),
            )
        )
    return seen


def _unsolved(past: Past, limits: Limits, scene: Scene, at: datetime) -> list[Seen]:
    begin = at - timedelta(days=limits.unsolved.days)
    seen = []
    for row in past.living:
        if row["opened_at"] >= begin or (row["closed_at"] is not None and row["closed_at"] <= at):
            continue
        days = (at - row["opened_at"]).days
        zh, en = scene.matter(row["matter"])
        seen.append(
            Seen(
                kind="unsolved",
                object=row["number"],
                period=f"{at.astimezone(scene.zone):%Y-%m}",
                at=at,
                matter=row["matter"],
                path=tuple(row["path"]),
                size=float(days),
                words={
                    # the title is a reporter's words and must be erasable: it stays with the case
                    "zh": f"{row['number']}“{zh}”已{days}天未办结",
                    "en": f"{row['number']}, {en}: not solved for {days} days",
                },
                numbers=(row["number"],),
                cases=1,
            )
        )
    return seen


def _sensitive(past: Past, limits: Limits, scene: Scene, at: datetime) -> list[Seen]:
    """Tell each such case once: its period is the month in which it was opened."""
    limit = limits.sensitive
    seen = []
    for row in past.flagged:
        tags = [scene.tags[code] for code in row["tags"] or () if code in limit.tags and code in scene.tags]
        said = [word for word in row["words"] or () if word in limit.words]
        if row["opened_at"] > at or not (tags or said):
            continue
        zh, en = scene.matter(row["matter"])
        why_zh = "、".join([*(tag.zh for tag in tags), *(f"“{word}”" for word in said)])
        why_en = ", ".join([*(tag.en for tag in tags), *(f"“{word}”" for word in said)])
        seen.append(
            Seen(
                kind="sensitive",
                object=row["number"],
                period=f"{row['opened_at'].astimezone(scene.zone):%Y-%m}",
                at=at,
                matter=row["matter"],
                path=tuple(row["path"]),
                size=float(len(tags) + len(said)),
                words={
                    "zh": f"{row['number']}“{zh}”来件涉及{why_zh}",
                    "en": f"{row['number']}, {en}: the report carries {why_en}",
                },
                numbers=(row["number"],),
                cases=1,
            )
        )
    return seen


def _key_areas(past: Past, limits: Limits, scene: Scene, at: datetime) -> list[Seen]:
    today = at.astimezone(scene.zone).date()
    areas = [area for area in limits.key_areas if area.begins <= today <= area.ends]
    if not areas:
        return []
    voices = [v for v in past.voices if v.at <= at and v.at.astimezone(scene.zone).date() == today]
    seen = []
    for area in areas:
        own = [v for v in voices if area.holds(v.matter, v.path, v.lon, v.lat)]
        if len(own) < area.least:
            continue
        seen.append(
            Seen(
                kind="key_area",
                object=area.name,
                period=str(today),
                at=at,
                matter=own[0].matter if len({v.matter for v in own}) == 1 else None,
                path=_common(own),
                size=float(len(own)),
                words={
                    "zh": f"重点区域“{area.name}”今日{len(own)}件（重点时段{area.begins}至{area.ends}）",
                    "en": f"key area {area.name}: {len(own)} cases today (watched {area.begins} "
                    f"to {area.ends})",
                },
                numbers=tuple(v.number for v in own),
                cases=len(own),
            )
        )
    return seen


def _common(voices: Sequence[Voice]) -> tuple[str, ...]:
    """Return the areas that all voices lie in, from the city down."""
    found: list[str] = []
    for codes in zip(*(voice.path for voice in voices), strict=False):
        if len(set(codes)) > 1:
            break
        found.append(codes[0])
    return tuple(found)


_Finder = Callable[[Past, Limits, Scene, datetime], list[Seen]]
_FINDERS: Final[dict[str, _Finder]] = {
    "burst": _bursts,
    "hot": _hot,
    "group": _groups,
    "again": _again,
    "unsolved": _unsolved,
    "sensitive": _sensitive,
    "key_area": _key_areas,
}
