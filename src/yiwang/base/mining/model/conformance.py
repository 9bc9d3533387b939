"""Conformance 合规: rules that a log should keep, each checked on all cases at once.

A rule says what must hold; :func:`check` returns the cases that break it. Replaying each case on a net says
little more about work orders, and costs a hundred times as much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from yiwang.base.mining.errors import ActivityUnknownError, LogColumnsError
from yiwang.base.mining.model.log import NOBODY, SECOND, Bools, Longs, ProcessLog

Kind = Literal[
    "begins", "ends", "needs", "never", "at_most", "after", "followed", "within", "not_same", "known_arcs"
]
_FAR: Final = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class RuleKind:
    """What a kind of rule says; ``{a}``, ``{b}``, ``{number}`` are its parameters."""

    zh: str
    en: str
    activities: int
    number: bool = False


KINDS: Final[dict[str, RuleKind]] = {
    "begins": RuleKind("以“{a}”开始", "begins with {a}", 1),
    "ends": RuleKind("以“{a}”结束", "ends with {a}", 1),
    "needs": RuleKind("必须有“{a}”", "has {a}", 1),
    "never": RuleKind("不得有“{a}”", "never has {a}", 1),
    "at_most": RuleKind("“{a}”至多 {number} 次", "has {a} at most {number} times", 1, number=True),
    "after": RuleKind("“{b}”之前必须有“{a}”", "has {a} before any {b}", 2),
    "followed": RuleKind("“{a}”之后必须有“{b}”", "has {b} after the last {a}", 2),
    "within": RuleKind(
        "每次“{a}”后 {number} 秒内须有“{b}”", "has {b} within {number} s after each {a}", 2, number=True
    ),
    "not_same": RuleKind("“{a}”与“{b}”不得为同一人", "{a} and {b} are never by the same", 2),
    "known_arcs": RuleKind("只走流程规定的路径", "takes only the steps that the flow allows", 0),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over activities ``a`` and ``b``; ``arcs`` are the pairs that ``known_arcs`` allows.

    Of ``arcs``, ``("", x)`` allows to begin with ``x`` and ``(x, "")`` to end with it.
    """

    kind: Kind
    a: str = ""
    b: str = ""
    number: float = 0.0
    arcs: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Breach:
    """The places of the cases that break ``rule``, rising."""

    rule: Rule
    cases: Longs


def check(log: ProcessLog, rules: Iterable[Rule], *, strict: bool = False) -> list[Breach]:
    """Return for each rule the cases that break it.

    An activity that the log never saw is one that no case has; with ``strict`` it is refused:
    ``activity_unknown``. Raises ``log_columns`` for a rule of an unknown kind or without what it needs.
    """
    looked = _Looked(log)
    out = []
    for rule in rules:
        _read(log, rule, strict=strict)
        out.append(Breach(rule, np.flatnonzero(_CHECKS[rule.kind](looked, rule))))
    return out


def _read(log: ProcessLog, rule: Rule, *, strict: bool) -> None:
    kind = KINDS.get(rule.kind)
    named = [name for name in (rule.a, rule.b) if name]
    if kind is None or len(named) < kind.activities or (kind.number and rule.number < 0):
        raise LogColumnsError(
            why_zh=f"规则 {rule.kind} 不完整", why_en=f"the rule {rule.kind} is not complete"
        )
    if strict:
        for name in named:
            if log.number(name) < 0:
                raise ActivityUnknownError(activity=name, known="、".join(log.activities))


class _Looked:
    """What rules ask of a log, each found once."""

    def __init__(self, log: ProcessLog) -> None:
        self.log = log
        self.case = log.case
        self.size = len(log.cases)
        self._rows: dict[str, Longs] = {}

    def rows(self, activity: str) -> Longs:
        """Return the rows of the steps of an activity."""
        if activity not in self._rows:
            self._rows[activity] = np.flatnonzero(self.log.activity == self.log.number(activity))
        return self._rows[activity]

    def counts(self, activity: str) -> Longs:
        """Return how often each case has an activity."""
        return np.bincount(self.case[self.rows(activity)], minlength=self.size)

    def first(self, activity: str) -> Longs:
        """Return the first row of an activity in each case, far away where it has none."""
        rows = self.rows(activity)[::-1]
        out = np.full(self.size, _FAR)
        out[self.case[rows]] = rows
        return out

    def last(self, activity: str) -> Longs:
        """Return the last row of an activity in each case, -1 where it has none."""
        rows = self.rows(activity)
        out = np.full(self.size, -1)
        out[self.case[rows]] = rows
        return out


def _begins(looked: _Looked, rule: Rule) -> Bools:
    log = looked.log
    return np.asarray(log.activity[log.first[:-1]] != log.number(rule.a))


def _ends(looked: _Looked, rule: Rule) -> Bools:
    log = looked.log
    return np.asarray(log.activity[log.first[1:] - 1] != log.number(rule.a))


def _needs(looked: _Looked, rule: Rule) -> Bools:
    return np.asarray(looked.counts(rule.a) == 0)


def _never(looked: _Looked, rule: Rule) -> Bools:
    return np.asarray(looked.counts(rule.a) > 0)


def _at_most(looked: _Looked, rule: Rule) -> Bools:
    return np.asarray(looked.counts(rule.a) > rule.number)


def _after(looked: _Looked, rule: Rule) -> Bools:
    first = looked.first(rule.b)
    return np.asarray((first != _FAR) & (looked.first(rule.a) > first))


def _followed(looked: _Looked, rule: Rule) -> Bools:
    last = looked.last(rule.a)
    return np.asarray((last >= 0) & (looked.last(rule.b) < last))


def _within(looked: _Looked, rule: Rule) -> Bools:
    """Find each ``a`` whose next ``b`` in the case comes too late or never."""
    log, rows, targets = looked.log, looked.rows(rule.a), looked.rows(rule.b)
    out = np.zeros(looked.size, np.bool_)
    if not len(rows):
        return out
    place = np.searchsorted(targets, rows, side="right")
    known = place < len(targets)
    following = np.where(known, targets[np.minimum(place, len(targets) - 1)] if len(targets) else 0, 0)
    good = known & (looked.case[following] == looked.case[rows])
    good &= log.at[following] - log.at[rows] <= rule.number * SECOND
    out[looked.case[rows[~good]]] = True
    return out


def _not_same(looked: _Looked, rule: Rule) -> Bools:
    """Find cases in which somebody did both; steps of nobody prove nothing."""
    log, width = looked.log, len(looked.log.resources) + 1

    def pairs(activity: str) -> Longs:
        rows = looked.rows(activity)
        rows = rows[log.resource[rows] != NOBODY]
        return np.unique(looked.case[rows].astype(np.int64) * width + log.resource[rows])

    out = np.zeros(looked.size, np.bool_)
    out[np.intersect1d(pairs(rule.a), pairs(rule.b), assume_unique=True) // width] = True
    return out


def _known_arcs(looked: _Looked, rule: Rule) -> Bools:
    """Find cases that take a step which is not allowed; beginnings and endings are steps too."""
    log = looked.log
    names: Sequence[str] = [*log.activities, ""]
    allowed = np.zeros((len(names), len(names)), np.bool_)
    place = {name: number for number, name in enumerate(names)}
    for source, target in rule.arcs:
        if source in place and target in place:
            allowed[place[source], place[target]] = True
    out = np.zeros(looked.size, np.bool_)
    if not len(log):
        return out
    nothing = len(names) - 1
    out |= (
        ~allowed[nothing, log.activity[log.first[:-1]]] | ~allowed[log.activity[log.first[1:] - 1], nothing]
    )
    wrong = ~allowed[log.activity[:-1], log.activity[1:]] & log.follows()
    out[looked.case[1:][wrong]] = True
    return out


_CHECKS: Final[dict[str, Callable[[_Looked, Rule], Bools]]] = {
    "begins": _begins,
    "ends": _ends,
    "needs": _needs,
    "never": _never,
    "at_most": _at_most,
    "after": _after,
    "followed": _followed,
    "within": _within,
    "not_same": _not_same,
    "known_arcs": _known_arcs,
}


def allowed(arcs: Iterable[tuple[str, str]], starts: Iterable[str], ends: Iterable[str]) -> Rule:
    """Return the rule that only these ``arcs``, beginnings and endings are taken."""
    pairs = {*arcs, *(("", name) for name in starts), *((name, "") for name in ends)}
    return Rule("known_arcs", arcs=frozenset(pairs))
