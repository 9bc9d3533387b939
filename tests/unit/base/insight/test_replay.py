"""Playing the past again: without a change everything is as it was; with one, what it means is computed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.base.insight.model.axis import Axis
from yiwang.base.insight.model.changes import DutyChange, LimitChange, PaceChange, StaffChange
from yiwang.base.insight.model.queueing import Job, peak, run
from yiwang.base.insight.model.replay import Journey, Span, Visit, due, judged, late, replay
from yiwang.base.insight.model.suggest import suggest
from yiwang.kernel.worktime import Limit, Pause, TimeUnit, WorkCalendar

OFFICE = WorkCalendar(
    code="standard",
    timezone="Asia/Shanghai",
    weekly=dict.fromkeys(range(5), ((time(9), time(12)), (time(14), time(18)))),
)
#: Monday 2026-03-02, 09:00 in Shanghai.
MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
HOURS = TimeUnit.WORK_HOUR


def hours(n: float) -> timedelta:
    return timedelta(hours=n)


def case(
    n: int,
    arrive: datetime,
    begin: datetime,
    end: datetime,
    *,
    unit: str = "A",
    limit: float = 7,
    pauses: tuple[Pause, ...] = (),
    added: tuple[Limit, ...] = (),
) -> Journey:
    """A case with one visit, its clock of handling, and a clock of verifying for an hour after it."""
    clocks = (
        Span("handle", unit, arrive, end, Limit(limit, HOURS), added, pauses, missed=False),
        Span("verify", None, end, end + hours(1), Limit(2, HOURS), (), (), missed=False),
    )
    found = tuple(judged(OFFICE, span) for span in clocks)
    return Journey(f"C{n}", "matter:1", ("100000", "110000"), (Visit(unit, arrive, begin, end),), found)


journeys = st.lists(
    st.tuples(
        st.integers(0, 60 * 24 * 10), st.integers(0, 60 * 30), st.integers(0, 60 * 40), st.sampled_from("ABC")
    ),
    min_size=1,
    max_size=25,
).map(
    lambda rows: [
        case(
            n,
            MONDAY + timedelta(minutes=at),
            MONDAY + timedelta(minutes=at + wait),
            MONDAY + timedelta(minutes=at + wait + work),
            unit=unit,
            pauses=(Pause(MONDAY + timedelta(minutes=at + wait), MONDAY + timedelta(minutes=at + wait + 30)),)
            if n % 3 == 0
            else (),
            added=(Limit(3, HOURS),) if n % 4 == 0 else (),
        )
        for n, (at, wait, work, unit) in enumerate(rows)
    ]
)


@settings(max_examples=60, deadline=None)
@given(journeys)
def test_without_a_change_everything_is_as_it_was(past):
    found = replay(past, (), OFFICE)
    assert found.after == found.before
    assert [o.clocks for o in found.after] == [j.clocks for j in past]
    # what says the same as before changes nothing either
    same = [LimitChange(clock="handle", amount=7, unit=HOURS), PaceChange(clock="verify", share=1.0)]
    same += [StaffChange(unit=unit, places=n) for unit, n in found.places.items()]
    assert replay(past, same, OFFICE).after == found.before


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 60 * 24 * 30), min_size=2, max_size=30))
def test_the_line_of_working_time_goes_there_and_back(minutes):
    axis = Axis(OFFICE, MONDAY, MONDAY + timedelta(days=30))
    places = [axis.place(MONDAY + timedelta(minutes=m)) for m in sorted(minutes)]
    assert all(one <= other for one, other in pairwise(places))
    for place in places:
        assert axis.place(axis.when(place)) == pytest.approx(place, abs=0.01)
    assert axis.place(MONDAY + timedelta(days=7)) == pytest.approx(35 * 3600)


def test_a_shorter_limit_breaches_what_took_longer_and_extensions_stay():
    past = [
        case(1, MONDAY, MONDAY, MONDAY + hours(2)),  # 2 working hours
        case(2, MONDAY, MONDAY, MONDAY + hours(8)),  # 6: lunch does not count
        case(3, MONDAY, MONDAY, MONDAY + hours(8), added=(Limit(3, HOURS),)),
        case(4, MONDAY, MONDAY, MONDAY + hours(8), pauses=(Pause(MONDAY, MONDAY + hours(3)),)),
    ]
    found = replay(past, [LimitChange(amount=4, unit=HOURS)], OFFICE)
    assert (late(found.before, "handle"), late(found.after, "handle")) == ([], [1])
    elsewhere = replay(past, [LimitChange(amount=4, unit=HOURS, matter="matter:2")], OFFICE)
    assert late(elsewhere.after, "handle") == []
    in_days = due(OFFICE, case(3, MONDAY, MONDAY, MONDAY, added=(Limit(1, TimeUnit.WORK_DAY),)).clocks[0])
    assert in_days is not None
    assert abs(in_days - MONDAY - hours(33)) < timedelta(seconds=1)


def test_fewer_places_make_the_next_one_wait_and_what_follows_comes_later():
    past = [case(n, MONDAY, MONDAY, MONDAY + hours(3)) for n in range(3)]
    found = replay(past, [StaffChange(unit="A", places=1)], OFFICE)
    assert found.places == {"A": 3}
    assert sorted(seconds / 3600 for o in found.after for _, seconds in o.waits) == pytest.approx([0, 3, 6])
    assert len(late(found.after, "handle")) == 1  # 9 working hours of 7
    handled, verified = found.after[late(found.after, "handle")[0]].clocks
    assert handled.start == MONDAY
    assert verified.stop > MONDAY + timedelta(days=1)
    assert verified.missed is False  # it began as much later as it ended


def test_more_places_save_the_waiting_that_the_queue_explains():
    past = [
        case(1, MONDAY, MONDAY, MONDAY + hours(3)),
        case(2, MONDAY, MONDAY + hours(3), MONDAY + hours(8)),
    ]
    found = replay(past, [StaffChange(unit="A", places=2)], OFFICE)
    assert found.places == {"A": 1}
    assert [round(seconds / 3600, 6) for o in found.after for _, seconds in o.waits] == [0, 0]


def test_a_stage_that_falls_away_brings_forward_what_follows():
    past = [case(1, MONDAY + hours(1), MONDAY + hours(1), MONDAY + hours(2))]
    filing = Span("file", None, MONDAY, MONDAY + hours(1), Limit(4, HOURS), (), (), missed=False)
    past = [Journey("C1", "matter:1", (), past[0].visits, (filing, *past[0].clocks))]
    found = replay(past, [PaceChange(clock="file", share=0)], OFFICE).after[0]
    assert [span.stop for span in found.clocks] == [MONDAY, MONDAY + hours(1), MONDAY + hours(2)]
    half = replay(past, [PaceChange(clock="handle", share=0.5)], OFFICE).after[0]
    assert half.clocks[1].stop == MONDAY + hours(1.5)


def test_a_duty_given_to_the_right_unit_spares_the_detour():
    first = Visit("A", MONDAY, MONDAY + hours(1), MONDAY + hours(2))
    second = Visit("B", MONDAY + hours(3), MONDAY + hours(5), MONDAY + hours(6))
    clocks = (
        Span("handle", "A", first.arrive, first.end, Limit(7, HOURS), (), (), missed=False),
        Span("handle", "B", second.arrive, second.end, Limit(2, HOURS), (), (), missed=False),
    )
    past = [Journey("C1", "matter:1", (), (first, second), clocks)]
    found = replay(past, [DutyChange(matter="matter:1", source="A", target="B")], OFFICE)
    assert found.detours == 1
    [span] = found.after[0].clocks
    assert (span.unit, span.start, span.stop) == ("B", MONDAY, MONDAY + hours(1))
    alone = [Journey("C2", "matter:1", (), (first,), clocks[:1])]
    assert replay(alone, [DutyChange(matter="matter:1", source="A", target="B")], OFFICE).after[0].waits == (
        ("B", 3600.0),
    )


def test_first_come_first_served():
    ran = run([[Job("A", 0, 10)], [Job("A", 2, 10), Job("B", 1, 5)], [Job("A", 3, 1)]], {"A": 1, "B": 1})
    assert ran.waits == [[0], [8, 0], [17]]
    assert ran.longest["A"] == 2
    assert peak([(0, 2), (1, 3), (2, 4)]) == 2
    assert run([], {}).waits == []


def test_a_limit_of_five_days_is_to_be_three_when_all_finish_in_two():
    days = TimeUnit.WORK_DAY

    def span(taken: float) -> Span:
        end = MONDAY + timedelta(days=taken)
        return Span("handle", "A", MONDAY, end, Limit(5, days), (), (), missed=False)

    found = suggest([span(1.3) if n < 95 else span(2.3) for n in range(100)], OFFICE)
    assert found is not None
    assert found.suggested is not None
    assert (found.current.amount, found.suggested.limit.amount, found.suggested.missed) == (5, 3, 0)
    assert found.suggested.high < 0.05
    curve = {e.limit.amount: e.missed for e in found.curve}
    assert (curve[1], curve[2], curve[3], curve[5]) == (100, 5, 0, 0)
    few = suggest([span(2) for _ in range(5)], OFFICE)
    assert few is not None
    assert few.suggested is None
    assert suggest([], OFFICE) is None
