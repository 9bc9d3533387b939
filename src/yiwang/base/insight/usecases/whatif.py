"""What-if on the journal: past cases played again with something changed (C047)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
import numpy as np

from yiwang.base.cases import api as cases
from yiwang.base.cases.api import CaseFilter, CaseState
from yiwang.base.insight.errors import ChangeRefusedError
from yiwang.base.insight.model.changes import Change, DutyChange, PaceChange, SplitChange, StaffChange
from yiwang.base.insight.model.dividing import Divided, divided
from yiwang.base.insight.model.replay import (
    OF_VISIT,
    Journey,
    Outcome,
    Replayed,
    Span,
    Visit,
    judged,
    late,
    missed_by_kind,
    replay,
)
from yiwang.base.insight.model.suggest import Expected, suggest
from yiwang.base.insight.usecases.names import Names, names
from yiwang.base.insight.usecases.states import chosen, shown
from yiwang.base.mining import api as mining
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Work
from yiwang.kernel.text import fold
from yiwang.kernel.worktime import Limit, WorkCalendar

#: The clock that a case is late by.
FINAL: Final = "handle"
#: So many clocks are judged anew to say how well the past is reproduced.
_CHECKED: Final = 3000
_HOUR: Final = 3600.0
_JUDGED: Final = frozenset({"met", "missed"})


async def what_if(work: Work, asked: CaseFilter, changes: Sequence[Change]) -> dict[str, Any]:
    """Play the cases asked for again with ``changes``; return breaches, loads and waiting before and after.

    ``split`` says of each split matter which cases its parts would hold and how often the first unit would be
    right. A merge changes nothing of the past: cases keep the matter they had. ``fidelity`` says how many
    recorded judgements the legal clock gives again without any change. Raises ``insight_change_refused`` for
    a change that means nothing here, ``insight_too_many``, ``invalid_input``.
    """
    states = await chosen(work, asked)
    named = await names(work.tx)
    _check(changes, named)
    calendars = await workflow.calendars(work.tx)
    splits = [change for change in changes if isinstance(change, SplitChange)]
    texts = [
        await cases.first_told(work, msgspec.structs.replace(asked, matters=(c.matter,)), len(states))
        for c in splits
    ]

    def told() -> dict[str, Any]:
        calendar = _calendar(states, calendars)
        if calendar is None:
            return _told([], replay([], (), next(iter(calendars.values()))), named, (0, 0))
        journeys = [journey(s) for s in states if s.calendar == calendar.code]
        played, meant, shares = journeys, list(changes), []
        for split, some in zip(splits, texts, strict=True):
            played, more, found = divided(played, some, split)
            meant += more
            shares.append(split_told(split, found, named))
        replayed = replay(played, meant, calendar)
        return _told(journeys, replayed, named, fidelity(journeys, calendar)) | {"split": shares}

    return await asyncio.to_thread(told)


def split_told(split: SplitChange, found: Divided, named: Names) -> dict[str, Any]:
    """Return the cases of each part and of the rest, and how often the first unit was and would be right."""
    held: dict[int | None, list[str]] = defaultdict(list)
    for number, at in sorted(found.of.items()):
        held[at].append(number)
    return {
        "matter": named.matter(split.matter),
        "parts": [{"name": part.name, **shown(held[i])} for i, part in enumerate(split.parts)],
        "rest": shown(held[None]),
        "right": {"before": share(found.right_before, found.n), "after": share(found.right_after, found.n)},
    }


def share(hits: int, n: int) -> dict[str, Any]:
    """Return a share with its 95 % interval."""
    low, high = mining.wilson(hits, n)
    return {"hits": hits, "n": n, "share": hits / n if n else 0.0, "low": low, "high": high}


async def limits(work: Work, asked: CaseFilter, clock: str = FINAL) -> dict[str, Any]:
    """Return for each matter the limit mostly in force, and a shorter one if one would do.

    ``curve`` says what share would have been late under each limit, with its interval. ``suggested`` is
    absent where too few clocks are known or no shorter limit would do. Raises as :func:`what_if` does.
    """
    states = await chosen(work, asked)
    named = await names(work.tx)
    calendars = await workflow.calendars(work.tx)

    def told() -> dict[str, Any]:
        calendar = _calendar(states, calendars)
        held: dict[str, list[Span]] = defaultdict(list)
        if calendar is None:
            return {"clock": clock, "matters": []}
        for state in states:
            if state.matter is not None and state.calendar == calendar.code:
                held[state.matter] += [span for span in journey(state).clocks if span.kind == clock]
        rows = [_suggested(named, key, spans, calendar) for key, spans in held.items() if spans]
        return {"clock": clock, "matters": sorted(rows, key=lambda row: -row["n"])}

    return await asyncio.to_thread(told)


def _suggested(named: Names, key: str, spans: Sequence[Span], calendar: WorkCalendar) -> dict[str, Any]:
    found = suggest(spans, calendar)
    assert found is not None  # there are clocks
    return {
        "matter": named.matter(key),
        "n": len(spans),
        "current": found.current,
        "curve": [_expected(e) for e in found.curve],
        "suggested": None if found.suggested is None else _expected(found.suggested),
    }


def _check(changes: Sequence[Change], named: Names) -> None:
    for i, change in enumerate(changes):
        if isinstance(change, PaceChange) and change.clock in OF_VISIT - {FINAL}:
            raise ChangeRefusedError(
                field=f"changes.{i}.clock",
                why_zh="签收和联系的快慢由单位的在手容量决定，请改人手",
                why_en="how soon a unit begins follows from its places: change those",
            )
        units = {
            DutyChange: lambda c: [c.source, c.target],
            StaffChange: lambda c: [c.unit],
            SplitChange: lambda c: [duty.unit for part in c.parts for duty in part.duties],
        }.get(type(change), lambda _: [])(change)
        for unit in units:
            if named.unit(unit)["name"] is None:
                raise ChangeRefusedError(
                    field=f"changes.{i}", why_zh=f"没有单位“{unit}”", why_en=f"there is no unit {unit!r}"
                )
        matter = getattr(change, "matter", None)
        if matter is not None and named.matter(matter)["name"] is None:
            raise ChangeRefusedError(
                field=f"changes.{i}.matter", why_zh=f"没有事项“{matter}”", why_en=f"no matter {matter!r}"
            )
        if isinstance(change, SplitChange):
            _check_parts(i, change, named)


def _check_parts(i: int, change: SplitChange, named: Names) -> None:
    names_of = [part.name for part in change.parts]
    words = [fold(word) for part in change.parts for word in part.words]
    areas = [(k, duty.area) for k, part in enumerate(change.parts) for duty in part.duties]
    unknown = [area for _, area in areas if named.tree.get(area) is None]
    why: tuple[str, str] | None = None
    if len(set(names_of)) < len(names_of):
        why = "子事项重名", "two parts have one name"
    elif len(set(words)) < len(words):
        why = "同一个词不能属于两个子事项", "a word is given twice"
    elif len(set(areas)) < len(areas):
        why = "一个子事项在同一区域只能有一个主责单位", "a part has two units in one area"
    elif unknown:
        why = f"没有区域“{unknown[0]}”", f"there is no area {unknown[0]!r}"
    if why is not None:
        raise ChangeRefusedError(field=f"changes.{i}.parts", why_zh=why[0], why_en=why[1])


def _calendar(states: Sequence[CaseState], calendars: Mapping[str, WorkCalendar]) -> WorkCalendar | None:
    """Return the calendar of most of the cases: one run has one working time."""
    codes = [s.calendar for s in states if s.calendar in calendars]
    return calendars[max(set(codes), key=codes.count)] if codes else None


def journey(state: CaseState) -> Journey:
    """Return what a case went through; work that is not done yet takes no part."""
    lead = sorted((t for t in state.tasks.values() if t.kind == "lead"), key=lambda t: t.opened_at)
    visits = [
        Visit(t.unit, t.opened_at, max(t.opened_at, t.signed_at or t.done_at), t.done_at)
        for t in lead
        if t.done_at is not None and t.done_at >= (t.signed_at or t.opened_at)
    ]
    spans = []
    for clock in state.clocks.values():
        if clock.status not in _JUDGED or clock.stopped_at is None:
            continue
        added = tuple(
            e.amount for e in state.extensions.values() if e.clock == clock.id and e.status == "approved"
        )
        same = sum(limit.amount for limit in added if limit.unit == clock.limit.unit)
        spans.append(
            Span(
                clock.kind,
                clock.unit,
                clock.started_at,
                clock.stopped_at,
                Limit(max(clock.limit.amount - same, 0), clock.limit.unit),
                tuple(limit for limit in added if limit.unit == clock.limit.unit),
                clock.pauses,
                clock.status == "missed",
            )
        )
    return Journey(state.number, state.matter, state.place.path, tuple(visits), tuple(spans))


def fidelity(journeys: Sequence[Journey], calendar: WorkCalendar) -> tuple[int, int]:
    """Return how many recorded judgements come out again, of how many that were tried."""
    spans = [span for j in journeys for span in j.clocks][:_CHECKED]
    return sum(judged(calendar, span).missed == span.missed for span in spans), len(spans)


def _told(
    journeys: Sequence[Journey], found: Replayed, named: Names, checked: tuple[int, int]
) -> dict[str, Any]:
    before, after = set(late(found.before, FINAL)), set(late(found.after, FINAL))
    numbers = [j.number for j in journeys]
    return {
        "cases": len(journeys),
        "fidelity": {"clocks": checked[1], "reproduced": checked[0]},
        "detours": found.detours,
        "late": {"before": _rate(len(before), len(journeys)), "after": _rate(len(after), len(journeys))},
        "newly_late": shown(numbers[i] for i in sorted(after - before)),
        "no_longer_late": shown(numbers[i] for i in sorted(before - after)),
        "clocks": _clocks(found),
        "waiting": {"before": _spread(found.before, "waits"), "after": _spread(found.after, "waits")},
        "working": {"before": _spread(found.before, "works"), "after": _spread(found.after, "works")},
        "units": _units(found, named),
    }


def _rate(missed: int, n: int) -> dict[str, Any]:
    low, high = mining.wilson(missed, n)
    return {"missed": missed, "n": n, "share": missed / n if n else 0.0, "low": low, "high": high}


def _clocks(found: Replayed) -> list[dict[str, Any]]:
    before, after = missed_by_kind(found.before), missed_by_kind(found.after)
    return [
        {"clock": kind, "before": _rate(*before[kind]), "after": _rate(*after.get(kind, (0, 0)))}
        for kind in sorted(before, key=lambda kind: -before[kind][1])
    ]


def _spread(outcomes: Sequence[Outcome], what: str) -> dict[str, float | int]:
    hours = np.array([seconds / _HOUR for o in outcomes for _, seconds in getattr(o, what)])
    if not len(hours):
        return {"n": 0, "mean": 0.0, "median": 0.0, "p90": 0.0}
    median, high = np.quantile(hours, [0.5, 0.9]).tolist()
    return {
        "n": len(hours),
        "mean": round(float(hours.mean()), 3),
        "median": round(median, 3),
        "p90": round(high, 3),
    }


def _units(found: Replayed, named: Names) -> list[dict[str, Any]]:
    rows = [
        {
            "unit": named.unit(unit),
            "before": _load(unit, found.before, found.places, found.ran.longest),
            "after": _load(unit, found.after, found.places_after, found.ran_after.longest),
        }
        for unit in sorted({*found.places, *found.places_after})
    ]
    return sorted(rows, key=lambda row: -row["before"]["visits"] - row["after"]["visits"])


def _load(
    unit: str, outcomes: Sequence[Outcome], places: Mapping[str, int], longest: Mapping[str, int]
) -> dict[str, Any]:
    waits = [seconds / _HOUR for o in outcomes for u, seconds in o.waits if u == unit]
    works = [seconds / _HOUR for o in outcomes for u, seconds in o.works if u == unit]
    return {
        "visits": len(waits),
        "places": places.get(unit, 1),
        "wait_mean": round(float(np.mean(waits)), 3) if waits else 0.0,
        "work_hours": round(float(np.sum(works)), 1),
        "queue": longest.get(unit, 0),
    }


def _expected(found: Expected) -> dict[str, Any]:
    return {
        "limit": found.limit,
        "missed": found.missed,
        "n": found.n,
        "share": found.share,
        "low": found.low,
        "high": found.high,
    }
