"""Playing the past again with something changed 推演: what would have been late, who would have waited.

A :class:`Journey` is what a case really went through: visits at units, and clocks with their starts, stops,
limits, extensions and pauses. A change moves visits in working time (:mod:`.queueing`, :mod:`.axis`);
whatever came after moves along; every deadline is then computed anew by the legal clock. Nobody's behaviour
changes: who has less time is not assumed to hurry, so the share of breaches is what it would have been at
the pace of the period.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from yiwang.base.insight.model.axis import Axis
from yiwang.base.insight.model.changes import Change, DutyChange, LimitChange, PaceChange, StaffChange
from yiwang.base.insight.model.queueing import Job, Ran, peak, run
from yiwang.kernel import worktime
from yiwang.kernel.worktime import Limit, Pause, WorkCalendar

#: Clocks of one visit: they fall away with it.
OF_VISIT: Final = frozenset({"sign", "contact", "handle"})
_STILL: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Visit:
    """A unit had the case from ``arrive`` on, worked on it from ``begin`` and was done at ``end``."""

    unit: str
    arrive: datetime
    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A clock that has stopped: ``limit`` without extensions, which are ``added``; ``missed`` as judged."""

    kind: str
    unit: str | None
    start: datetime
    stop: datetime
    limit: Limit
    added: tuple[Limit, ...]
    pauses: tuple[Pause, ...]
    missed: bool


@dataclass(frozen=True, slots=True)
class Journey:
    """A case as it went; ``areas`` from city to grid."""

    number: str
    matter: str | None
    areas: tuple[str, ...]
    visits: tuple[Visit, ...]
    clocks: tuple[Span, ...]

    def of(self, matter: str | None, area: str | None) -> bool:
        """Tell whether a change that is bound to a matter and an area concerns this case."""
        return (matter is None or self.matter == matter) and (area is None or area in self.areas)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case: its clocks, and waiting and work at units in working seconds."""

    clocks: tuple[Span, ...]
    waits: tuple[tuple[str, float], ...]
    works: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Replayed:
    """The same cases as they were and as they would have been, and how many places the units had."""

    before: list[Outcome]
    after: list[Outcome]
    places: dict[str, int]
    places_after: dict[str, int]
    ran: Ran
    ran_after: Ran
    detours: int
    """Visits that a change of duty spares."""


@dataclass(frozen=True, slots=True)
class _Shift:
    """From ``at`` on everything lies ``by`` later; ``starts``: also what begins at that very instant."""

    at: datetime
    by: float
    starts: bool


def due(calendar: WorkCalendar, span: Span) -> datetime | None:
    """Return when ``span`` is due, extensions included; an extension in another unit follows the limit."""
    same = sum(limit.amount for limit in span.added if limit.unit == span.limit.unit)
    whole = Limit(span.limit.amount + same, span.limit.unit)
    at = worktime.at_fraction(calendar, span.start, whole, 1.0, span.pauses)
    for limit in span.added:
        if limit.unit != span.limit.unit and at is not None:
            later = tuple(p for p in span.pauses if p.start >= at)
            at = worktime.at_fraction(calendar, at, limit, 1.0, later)
    return at


def judged(calendar: WorkCalendar, span: Span) -> Span:
    """Return ``span`` judged by the legal clock."""
    at = due(calendar, span)
    return replace(span, missed=at is not None and span.stop > at)


def replay(journeys: Sequence[Journey], changes: Sequence[Change], calendar: WorkCalendar) -> Replayed:
    """Play ``journeys`` again with ``changes``; without any, everything comes out as it was."""
    if not journeys:
        empty = Ran([], {}, {})
        return Replayed([], [], {}, {}, empty, empty, 0)
    first = min(at for j in journeys for at in _instants(j))
    last = max(at for j in journeys for at in _instants(j))
    axis = Axis(calendar, first, last)
    kept = [_redirected(j, [c for c in changes if isinstance(c, DutyChange)], axis) for j in journeys]
    paced = [
        (visits, clocks, shifts + _paced(j, clocks, changes, axis))
        for j, (visits, clocks, shifts) in zip(journeys, kept, strict=True)
    ]
    were = [_jobs(j.visits, (), axis, 1.0) for j in journeys]
    shares = [_share(j, changes) for j in journeys]
    would = [
        _jobs(visits, shifts, axis, share) for (visits, _, shifts), share in zip(paced, shares, strict=True)
    ]
    places = _places(journeys, axis)
    staffed = places | {c.unit: c.places for c in changes if isinstance(c, StaffChange)}
    ran, ran_after = run(were, places), run(would, staffed)
    before, after = [], []
    for i, journey in enumerate(journeys):
        visits, clocks, shifts = paced[i]
        before.append(_outcome(journey.visits, journey.clocks, axis))
        known = {visit.arrive: wait for visit, wait in zip(journey.visits, ran.waits[i], strict=True)}
        moved = [
            _Shift(v.begin, _waits(v, wait - known[_origin(v, journey)], axis), starts=False)
            for v, wait in zip(visits, ran_after.waits[i], strict=True)
        ]
        slowed = [
            _Shift(v.end, (shares[i] - 1) * (axis.place(v.end) - axis.place(v.begin)), starts=True)
            for v in visits
        ]
        every = [s for s in (*shifts, *moved, *slowed) if abs(s.by) > _STILL]
        changed = [_limited(journey, span, changes) for span in clocks]
        after.append(_moved(visits, changed, every, axis, calendar))
    spared = sum(len(j.visits) - len(visits) for j, (visits, _, _) in zip(journeys, paced, strict=True))
    return Replayed(before, after, places, staffed, ran, ran_after, spared)


def _instants(journey: Journey) -> list[datetime]:
    return [at for v in journey.visits for at in (v.arrive, v.end)] + [
        at for c in journey.clocks for at in (c.start, c.stop)
    ]


def _origin(visit: Visit, journey: Journey) -> datetime:
    """Return when the visit of ``journey`` began that this one stands for; a changed duty keeps it."""
    return next(v.arrive for v in journey.visits if v.begin == visit.begin and v.end == visit.end)


def _waits(visit: Visit, more: float, axis: Axis) -> float:
    """Return by how much waiting can really change: nobody waits less than nothing."""
    return max(more, -(axis.place(visit.begin) - axis.place(visit.arrive)))


def _redirected(
    journey: Journey, changes: Sequence[DutyChange], axis: Axis
) -> tuple[tuple[Visit, ...], tuple[Span, ...], list[_Shift]]:
    """Send the case to the unit that a change names: a detour falls away, what followed comes sooner."""
    visits, clocks = list(journey.visits), list(journey.clocks)
    shifts: list[_Shift] = []
    for change in changes:
        if not journey.of(change.matter, change.area):
            continue
        at = next((i for i, v in enumerate(visits) if v.unit == change.source), None)
        if at is None:
            continue
        to = next((i for i, v in enumerate(visits) if i > at and v.unit == change.target), None)
        if to is None:
            visits[at] = replace(visits[at], unit=change.target)
            continue
        gone, stays = visits[at], visits[to]
        clocks = [c for c in clocks if not (c.kind in OF_VISIT and gone.arrive <= c.start < stays.arrive)]
        shifts.append(_Shift(stays.arrive, axis.place(gone.arrive) - axis.place(stays.arrive), starts=True))
        visits = visits[:at] + visits[to:]
    return tuple(visits), tuple(clocks), shifts


def _paced(journey: Journey, clocks: Sequence[Span], changes: Sequence[Change], axis: Axis) -> list[_Shift]:
    """Return what a changed pace of stages saves or costs, where each ends; handling is work of visits."""
    return [
        _Shift(span.stop, (c.share - 1) * (axis.place(span.stop) - axis.place(span.start)), starts=True)
        for c in changes
        if isinstance(c, PaceChange) and c.clock not in OF_VISIT and journey.of(c.matter, c.area)
        for span in clocks
        if span.kind == c.clock
    ]


def _share(journey: Journey, changes: Sequence[Change]) -> float:
    share = 1.0
    for c in changes:
        if isinstance(c, PaceChange) and c.clock == "handle" and journey.of(c.matter, c.area):
            share *= c.share
    return share


def _by(shifts: Sequence[_Shift], at: datetime, *, starts: bool) -> float:
    return sum(s.by for s in shifts if s.at < at or (s.at == at and (s.starts or not starts)))


def _jobs(visits: Sequence[Visit], shifts: Sequence[_Shift], axis: Axis, share: float) -> list[Job]:
    jobs: list[Job] = []
    done = 0.0
    for visit in visits:
        arrives = axis.place(visit.arrive) + _by(shifts, visit.arrive, starts=True)
        work = (axis.place(visit.end) - axis.place(visit.begin)) * share
        jobs.append(Job(visit.unit, max(arrives - done, 0.0), max(work, 0.0)))
        done = axis.place(visit.end) + _by(shifts, visit.end, starts=False)
    return jobs


def _places(journeys: Sequence[Journey], axis: Axis) -> dict[str, int]:
    """Return how many cases each unit had in hand at a time at most."""
    spans: dict[str, list[tuple[float, float]]] = {}
    for journey in journeys:
        for v in journey.visits:
            spans.setdefault(v.unit, []).append((axis.place(v.begin), axis.place(v.end)))
    return {unit: max(1, peak(held)) for unit, held in spans.items()}


def _limited(journey: Journey, span: Span, changes: Sequence[Change]) -> Span:
    for c in changes:
        if isinstance(c, LimitChange) and c.clock == span.kind and journey.of(c.matter, c.area):
            span = replace(span, limit=Limit(c.amount, c.unit))
    return span


def _outcome(visits: Sequence[Visit], clocks: Sequence[Span], axis: Axis) -> Outcome:
    return Outcome(
        tuple(clocks),
        tuple((v.unit, axis.place(v.begin) - axis.place(v.arrive)) for v in visits),
        tuple((v.unit, axis.place(v.end) - axis.place(v.begin)) for v in visits),
    )


def _moved(
    visits: Sequence[Visit],
    clocks: Sequence[Span],
    shifts: Sequence[_Shift],
    axis: Axis,
    calendar: WorkCalendar,
) -> Outcome:
    def at(when: datetime, *, starts: bool) -> datetime:
        by = _by(shifts, when, starts=starts)
        return when if abs(by) <= _STILL else axis.when(axis.place(when) + by)

    moved = tuple(
        replace(
            v, arrive=at(v.arrive, starts=True), begin=at(v.begin, starts=False), end=at(v.end, starts=False)
        )
        for v in visits
    )
    spans = tuple(
        judged(
            calendar,
            replace(
                c,
                start=at(c.start, starts=True),
                stop=at(c.stop, starts=False),
                pauses=tuple(
                    Pause(
                        at(p.start, starts=False),
                        None if p.end is None else at(p.end, starts=False),
                        p.reason,
                    )
                    for p in c.pauses
                ),
            ),
        )
        for c in clocks
    )
    return _outcome(moved, spans, axis)


def late(outcomes: Sequence[Outcome], kind: str) -> list[int]:
    """Return the places of the cases that missed a clock of ``kind``."""
    return [i for i, o in enumerate(outcomes) if any(c.kind == kind and c.missed for c in o.clocks)]


def missed_by_kind(outcomes: Sequence[Outcome]) -> Mapping[str, tuple[int, int]]:
    """Return how many clocks of each kind were missed, of how many."""
    found: dict[str, tuple[int, int]] = {}
    for outcome in outcomes:
        for c in outcome.clocks:
            missed, n = found.get(c.kind, (0, 0))
            found[c.kind] = (missed + c.missed, n + 1)
    return found
