"""What keeps alarms from being noise: matchers, silences, inhibitions, mute times, groups.

The meaning of matchers, silences, inhibition with equal labels and grouping is that of Prometheus
Alertmanager, against which it is tested; a label that is missing is an empty text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from yiwang.base.alarms.model.functions.times import ScheduleParams
from yiwang.base.alarms.model.rule import Base, Code
from yiwang.kernel.errors import InvalidInputError

Labels = Mapping[str, str]


class Matcher(Base, frozen=True, kw_only=True):
    """A demand on one label: equal, not equal, matching a pattern as a whole, not matching it."""

    label: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    op: Literal["=", "!=", "=~", "!~"] = "="
    value: Annotated[str, msgspec.Meta(max_length=200)] = ""

    def __post_init__(self) -> None:
        if self.op in ("=~", "!~"):
            try:
                _pattern(self.value)
            except re.error as error:
                raise InvalidInputError(
                    field="matchers", why_zh=f"“{self.value}”不是正则表达式", why_en=f"not a pattern: {error}"
                ) from None

    def fits(self, labels: Labels) -> bool:
        """Tell whether ``labels`` meet the demand."""
        found = labels.get(self.label, "")
        if self.op in ("=", "!="):
            return (found == self.value) == (self.op == "=")
        return (_pattern(self.value).fullmatch(found) is not None) == (self.op == "=~")


@lru_cache(maxsize=1000)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.DOTALL)


Matchers = Annotated[tuple[Matcher, ...], msgspec.Meta(min_length=1, max_length=20)]


def fits(matchers: Iterable[Matcher], labels: Labels) -> bool:
    """Tell whether ``labels`` meet all demands."""
    return all(matcher.fits(labels) for matcher in matchers)


class Silence(Base, frozen=True, kw_only=True):
    """No call for what matches, from ``starts_at`` until ``ends_at``, or until what it hushed has cleared."""

    id: UUID
    matchers: Matchers
    starts_at: datetime
    ends_at: datetime
    until_resolved: bool = False
    reason: str
    author: str

    def covers(self, labels: Labels, now: datetime) -> bool:
        """Tell whether it is in force and matches; the end is not part of it."""
        return self.starts_at <= now < self.ends_at and fits(self.matchers, labels)


class Inhibition(Base, frozen=True, kw_only=True):
    """While an alarm matches ``source``, those that match ``target`` with equal labels are not called."""

    code: Code
    source: Matchers
    target: Matchers
    equal: tuple[str, ...] = ()
    zh: str = ""
    en: str = ""


class MuteTime(Base, frozen=True, kw_only=True):
    """Times in which what matches is not called."""

    code: Code
    matchers: Matchers
    times: ScheduleParams
    zh: str = ""
    en: str = ""


class Inhibitor:
    """Which of many labels are inhibited by active ones: one pass over each, whatever their number."""

    def __init__(self, rules: Sequence[Inhibition], active: Iterable[Labels]) -> None:
        self._rules = rules
        #: Per rule: equal labels → whether a source that is no target itself is among them, or one that is.
        self._sources: list[dict[tuple[str, ...], set[bool]]] = [{} for _ in rules]
        for labels in active:
            for rule, sources in zip(rules, self._sources, strict=True):
                if fits(rule.source, labels):
                    both = fits(rule.target, labels)
                    sources.setdefault(_key(rule, labels), set()).add(both)

    def by(self, labels: Labels) -> str | None:
        """Return the code of the inhibition that hushes ``labels``, if any.

        What matches both sides is not inhibited by what matches both sides too, itself least of all.
        """
        for rule, sources in zip(self._rules, self._sources, strict=True):
            if not fits(rule.target, labels):
                continue
            found = sources.get(_key(rule, labels), set())
            if False in found or (found and not fits(rule.source, labels)):
                return rule.code
        return None


def _key(rule: Inhibition, labels: Labels) -> tuple[str, ...]:
    return tuple(labels.get(label, "") for label in rule.equal)


def groups(labels: Iterable[tuple[Any, Labels]], by: Sequence[str]) -> dict[tuple[str, ...], list[Any]]:
    """Return what belongs together: things with equal values of the labels ``by``."""
    out: dict[tuple[str, ...], list[Any]] = {}
    for thing, its in labels:
        out.setdefault(tuple(its.get(label, "") for label in by), []).append(thing)
    return out
