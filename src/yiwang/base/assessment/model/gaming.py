"""Signs that somebody works for the score instead of the city: found in journals, listed, never punished."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

import msgspec

Kind: TypeAlias = Literal["splitting", "close_reopen", "serial_suspension", "mass_exclusion"]

#: What each sign means, in words that say its limits.
KINDS: Final[dict[Kind, tuple[str, str]]] = {
    "splitting": (
        "疑似拆分：同一单位、同一事项、同一区域，30 分钟内立了 3 件以上",
        "perhaps split: 3 cases or more of one unit, matter and place within 30 minutes",
    ),
    "close_reopen": (
        "先结后重办：结案后 30 天内又重办",
        "closed early: done again within 30 days of being closed",
    ),
    "serial_suspension": (
        "连环挂起：一件案件挂起、申请延期合计 3 次以上",
        "serial suspension: one case suspended, or asked to be extended, 3 times or more",
    ),
    "mass_exclusion": (
        "集中剔除：同一人一天内剔除同一对象 5 件以上",
        "mass exclusion: one person excluded 5 cases or more of one object in a day",
    ),
}
_TOGETHER: Final = timedelta(minutes=30)
_SPLIT: Final = 3
_SOON: Final = timedelta(days=30)
_OFTEN: Final = 3
_STOPS: Final = frozenset({"suspend", "shelve", "ask_extension"})
_MASS: Final = 5


class Act(msgspec.Struct, frozen=True):
    """A step of a journal. ``yes``: whether an exclusion excludes, or takes a case in again."""

    at: datetime
    actor: str
    action: str
    yes: bool | None = None


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """What the journal of a case tells, and whose score it counts in."""

    number: str
    key: str
    matter: str | None
    area: str | None
    acts: tuple[Act, ...]


class Sign(msgspec.Struct, frozen=True, kw_only=True):
    """Something to look at: whose, in which cases, since when; ``actor``: who, where one did it all."""

    kind: Kind
    key: str
    cases: tuple[str, ...]
    at: datetime
    actor: str | None = None


def signs(traces: Sequence[Trace]) -> list[Sign]:
    """Return all signs, those of the most cases first."""
    found = [*_split(traces), *_reopened(traces), *_suspended(traces), *_excluded(traces)]
    return sorted(found, key=lambda sign: (-len(sign.cases), sign.kind, sign.key, sign.cases))


def _split(traces: Iterable[Trace]) -> Iterator[Sign]:
    groups: dict[tuple[str, str, str], list[tuple[datetime, str]]] = defaultdict(list)
    for trace in traces:
        if trace.matter is not None and trace.area is not None and trace.acts:
            groups[trace.key, trace.matter, trace.area].append((trace.acts[0].at, trace.number))
    for (key, _, _), opened in groups.items():
        run: list[tuple[datetime, str]] = []
        for at, number in sorted(opened):
            if run and at - run[0][0] > _TOGETHER:
                if len(run) >= _SPLIT:
                    yield _split_sign(key, run)
                run = []
            run.append((at, number))
        if len(run) >= _SPLIT:
            yield _split_sign(key, run)


def _split_sign(key: str, run: Sequence[tuple[datetime, str]]) -> Sign:
    return Sign(kind="splitting", key=key, cases=tuple(sorted(n for _, n in run)), at=run[0][0])


def _reopened(traces: Iterable[Trace]) -> Iterator[Sign]:
    cases: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for trace in traces:
        closed: datetime | None = None
        for act in trace.acts:
            if act.action == "close":
                closed = act.at
            elif act.action == "redo" and closed is not None:
                if act.at - closed <= _SOON:
                    cases[trace.key].append((act.at, trace.number))
                    break
                closed = None
    for key, found in cases.items():
        yield Sign(kind="close_reopen", key=key, cases=tuple(sorted(n for _, n in found)), at=min(found)[0])


def _suspended(traces: Iterable[Trace]) -> Iterator[Sign]:
    for trace in traces:
        acts = [act for act in trace.acts if act.action in _STOPS]
        if len(acts) >= _OFTEN:
            yield Sign(kind="serial_suspension", key=trace.key, cases=(trace.number,), at=acts[0].at)


def _excluded(traces: Iterable[Trace]) -> Iterator[Sign]:
    groups: dict[tuple[str, str, str], list[tuple[datetime, str]]] = defaultdict(list)
    for trace in traces:
        for act in trace.acts:
            if act.action == "exclude" and act.yes is not False:
                groups[trace.key, act.actor, act.at.date().isoformat()].append((act.at, trace.number))
    for (key, actor, _), found in groups.items():
        numbers = tuple(sorted({number for _, number in found}))
        if len(numbers) >= _MASS:
            yield Sign(kind="mass_exclusion", key=key, cases=numbers, at=min(found)[0], actor=actor)
