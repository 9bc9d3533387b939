"""Topics: cases that speak of one thing, and how hot each is.

Cases of one matter and street whose titles share enough words are one topic: each case joins the topic
whose first words it shares most, or begins its own (leader clustering, one pass, oldest first). The words
of a topic are those that most of its cases have and few others do.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

#: Days after which a report counts half.
HALF_LIFE: Final = 7.0
#: Words that must be shared with a topic's first case (Dice), and the words of a topic that are shown.
_ALIKE: Final = 0.35
_WORDS: Final = 6
_FROM_MOST: Final = 0.5

#: What a vote weighs beside a report: it costs a press, no words.
VOTE: Final = 0.5

HEAT: Final = {
    "zh": "热度 =（Σ 每次反映 × 2^(−距今天数/7) + ½ Σ 每次附议 × 同样的折减）"
    "× log2(1 + 反映人数 + 附议数)；“我也遇到了”计为一次反映",
    "en": "heat = (Σ over reports of 2^(−age in days / 7) + ½ Σ over votes of the same) "
    "× log2(1 + people + votes); a “me too” is a report",
}


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """A case as a topic hears it: ``words`` compare it with others, ``terms`` are shown to people."""

    number: str
    title: str
    words: frozenset[str]
    terms: frozenset[str]
    matter: str | None
    area: str | None
    path: tuple[str, ...]
    unit: str | None
    at: datetime
    over: bool
    satisfaction: int | None
    reports: int
    people: frozenset[str]
    lon: float | None
    lat: float | None
    votes: tuple[datetime, ...] = ()


class Heat(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of :data:`HEAT`: reports and votes as they count today, people and voters."""

    reports: float
    votes: float
    people: int
    voters: int

    @property
    def value(self) -> float:
        """Return the heat."""
        return (self.reports + VOTE * self.votes) * math.log2(1 + self.people + self.voters)


class Topic(msgspec.Struct, kw_only=True):
    """Cases about one thing; ``heat`` by the formula :data:`HEAT` from its ``sums``."""

    voices: list[Voice]
    words: list[str] = []
    heat: float = 0.0
    sums: Heat = Heat(reports=0, votes=0, people=0, voters=0)

    @property
    def people(self) -> int:
        """Return how many different callers are known."""
        return len(frozenset().union(*(voice.people for voice in self.voices)))


def topics(voices: Iterable[Voice], now: datetime, least: int = 2) -> list[Topic]:
    """Return the topics of at least ``least`` cases, the hottest first."""
    grouped: dict[tuple[str | None, str | None], list[Topic]] = defaultdict(list)
    heard = sorted(voices, key=lambda voice: (voice.at, voice.number))
    for voice in heard:
        near = grouped[voice.matter, voice.area]
        best = max(near, key=lambda topic: _dice(topic.voices[0].words, voice.words), default=None)
        if best is not None and _dice(best.voices[0].words, voice.words) >= _ALIKE:
            best.voices.append(voice)
        else:
            near.append(Topic(voices=[voice]))
    found = [topic for some in grouped.values() for topic in some if len(topic.voices) >= least]
    common = Counter(term for voice in heard for term in voice.terms)
    for topic in found:
        topic.sums = heat(topic.voices, now)
        topic.heat = round(topic.sums.value, 2)
        topic.words = telling(topic.voices, common, len(heard))
    return sorted(found, key=lambda topic: (-topic.heat, topic.voices[0].number))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def heat(voices: Sequence[Voice], now: datetime) -> Heat:
    """Return the numbers of a topic's heat; without known callers each case is one person."""

    def fresh(at: datetime) -> float:
        share: float = 2 ** (-max((now - at) / timedelta(days=1), 0.0) / HALF_LIFE)
        return share

    votes = [at for voice in voices for at in voice.votes if at <= now]
    return Heat(
        reports=sum(voice.reports * fresh(voice.at) for voice in voices),
        votes=sum(map(fresh, votes)),
        people=len(frozenset().union(*(voice.people for voice in voices))) or len(voices),
        voters=len(votes),
    )


def telling(voices: Sequence[Voice], common: Counter[str], total: int) -> list[str]:
    """Return the terms that half of the voices have, those first that others have least."""
    own = Counter(term for voice in voices for term in voice.terms)
    shared = [term for term, n in own.items() if n >= _FROM_MOST * len(voices)]

    def weight(term: str) -> float:
        return own[term] * math.log((1 + total) / (1 + common[term]) + 1)

    return sorted(shared, key=lambda term: (-weight(term), term))[:_WORDS]


def trend(voices: Sequence[Voice], days: Sequence[str], day_of: Callable[[datetime], str]) -> list[int]:
    """Return the cases of each of ``days``."""
    counted = Counter(day_of(voice.at) for voice in voices)
    return [counted.get(day, 0) for day in days]
