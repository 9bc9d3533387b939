"""Hot topics of a period, with their trend, words, places, units and satisfaction, and near repeats."""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np

from yiwang.base.cases import api as cases
from yiwang.base.cases.api import CaseFilter
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.matters import api as matters
from yiwang.base.signs.model.repeats import MOST, knox
from yiwang.base.signs.model.topics import HEAT, Topic, Voice, topics, trend
from yiwang.base.signs.usecases.finding import STREET
from yiwang.infra.database import Row, Work
from yiwang.kernel.segment import cut, kind_of

#: Cases that are read for the topics of a period, and topics and cases of each that are shown.
_READ: Final = 20_000
_SHOWN, _NUMBERS, _NAMED = 50, 200, 5
_DAYS: Final = 60
#: Near and soon, of near repeats: metres and hours; matters that are tested.
NEAR_M, SOON_H = 200.0, 72.0
_TESTED: Final = 12
_DEGREE: Final = 111_195.0


def _is_term(word: str) -> bool:
    """Tell whether ``word`` says what a case is about: things and doings, no names of people or places."""
    kind = kind_of(word)  # nothing for words of the field, which the segmenter was told to keep whole
    return len(word) > 1 and kind[:1] in {"n", "v", "a", ""} and kind not in {"nr", "ns", "nrt"}


def voice_of(row: Row) -> Voice:
    """Return a case's row as topics hear it."""
    path = tuple(row["path"])
    return Voice(
        number=row["number"],
        title=row["title"],
        words=frozenset(cases.words_of(row["title"])),
        terms=frozenset(filter(_is_term, cut(row["title"]))),
        matter=row["matter"],
        area=path[:STREET][-1] if path else None,
        path=path,
        unit=row["unit"],
        at=row["opened_at"],
        over=row["closed_at"] is not None,
        satisfaction=row["satisfaction"],
        reports=row["reports"],
        people=frozenset(row["callers"] or ()),
        lon=row["lon"],
        lat=row["lat"],
        votes=tuple(row["votes"]),
    )


async def hot(work: Work, asked: CaseFilter) -> dict[str, Any]:
    """Return the hot topics of a filter and the near repeats of its commonest matters.

    ``read`` is the number of cases read, ``capped`` tells whether there were more. Raises ``invalid_input``.
    """
    rows = await cases.gathered(work, asked, _READ + 1)
    tree = await geography.areas(work.tx)
    catalogue = await matters.catalogue(work.tx)
    directory = await identity.directory(work.tx)
    names = {leaf.key: leaf.name for leaf in catalogue.leaves()}
    zone = ZoneInfo(tree.city.timezone)
    days = _days(asked, work.now, zone)

    def compute() -> dict[str, Any]:
        voices = [voice_of(row) for row in rows[:_READ]]
        found = topics(voices, work.now)
        return {
            "read": len(voices),
            "capped": len(rows) > _READ,
            "formula": HEAT,
            "days": days,
            "topics": [_topic(topic, names, tree, directory, days, zone) for topic in found[:_SHOWN]],
            "near_repeats": _near_repeats(voices, names),
        }

    return await asyncio.to_thread(compute)


def _days(asked: CaseFilter, now: datetime, zone: ZoneInfo) -> list[str]:
    last = min(asked.opened_to or now, now).astimezone(zone).date()
    first = (asked.opened_from or now - timedelta(days=30)).astimezone(zone).date()
    first = max(first, last - timedelta(days=_DAYS - 1))
    return [str(first + timedelta(days=n)) for n in range((last - first).days + 1)]


def _topic(
    topic: Topic,
    names: dict[str, str],
    tree: geography.AreaTree,
    directory: identity.Directory,
    days: list[str],
    zone: ZoneInfo,
) -> dict[str, Any]:
    voices = topic.voices
    first = voices[0]
    rated = [voice.satisfaction for voice in voices if voice.satisfaction is not None]
    area = tree.get(first.area) if first.area else None
    units = Counter(voice.unit for voice in voices if voice.unit)
    return {
        "title": first.title,
        "words": topic.words,
        "heat": topic.heat,
        "sums": {
            "reports": round(topic.sums.reports, 2),
            "votes": round(topic.sums.votes, 2),
            "people": topic.sums.people,
            "voters": topic.sums.voters,
        },
        "cases": len(voices),
        "reports": sum(voice.reports for voice in voices),
        "people": topic.people,
        "matter": names.get(first.matter or "", first.matter),
        "area": None if area is None else area.name,
        "units": [
            {"name": unit.name if (unit := directory.unit(code)) else code, "n": n}
            for code, n in units.most_common(_NAMED)
        ],
        "ended": sum(voice.over for voice in voices),
        "satisfaction": round(sum(rated) / len(rated), 2) if rated else None,
        "trend": trend(voices, days, lambda at: str(at.astimezone(zone).date())),
        "numbers": [voice.number for voice in voices[:_NUMBERS]],
    }


def _near_repeats(voices: list[Voice], names: dict[str, str]) -> list[dict[str, Any]]:
    """Return, of the commonest matters, whether a case brings others within 200 m and 72 h."""
    placed = [voice for voice in voices if voice.matter and voice.lon is not None and voice.lat is not None]
    found = []
    for matter, _ in Counter(voice.matter for voice in placed).most_common(_TESTED):
        own = [voice for voice in placed if voice.matter == matter][:MOST]
        metres = np.array(
            [
                (
                    (voice.lon or 0.0) * _DEGREE * math.cos(math.radians(own[0].lat or 0.0)),
                    (voice.lat or 0.0) * _DEGREE,
                )
                for voice in own
            ]
        )
        hours = np.array([voice.at.timestamp() / 3600 for voice in own])
        tested = knox(metres, hours, NEAR_M, SOON_H)
        if tested is not None:
            found.append(
                {
                    "matter": names.get(matter or "", matter),
                    "cases": len(own),
                    "pairs": tested.pairs,
                    "by_chance": round(tested.by_chance, 1),
                    "ratio": round(tested.ratio, 2),
                    "p": round(tested.p, 2),
                    "numbers": [voice.number for voice in own[:_NUMBERS]],
                }
            )
    return sorted(found, key=lambda one: (one["p"], -one["ratio"]))
