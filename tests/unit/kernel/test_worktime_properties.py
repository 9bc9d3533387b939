from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from yiwang.kernel.worktime import (
    Limit,
    Pause,
    TimeUnit,
    WorkCalendar,
    at_fraction,
    deadline,
    elapsed,
    remaining,
)

MINUTE = timedelta(minutes=1)
#: Days of unequal length are scaled, so a position in days is exact to a few microseconds.
CLOSE = timedelta(milliseconds=2)


@st.composite
def frames(draw):
    marks = draw(st.lists(st.integers(0, 1439), min_size=2, max_size=6, unique=True).map(sorted))
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    return tuple((time(a // 60, a % 60), time(b // 60, b % 60)) for a, b in pairs)


@st.composite
def calendars(draw):
    return WorkCalendar(
        code="any",
        timezone=draw(st.sampled_from(["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "UTC"])),
        weekly={0: draw(frames())} | draw(st.dictionaries(st.integers(1, 6), frames(), max_size=6)),
        holidays=draw(st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=8)),
        makeup=draw(st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), frames(), max_size=4)),
        day_rule=draw(st.sampled_from(["same_position", "end_of_day"])),
    )


instants = st.integers(0, 480_000).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + MINUTE * n)
limits = st.builds(Limit, st.integers(0, 60).map(lambda n: n / 2), st.sampled_from(list(TimeUnit)))


@st.composite
def pauses(draw):
    start = draw(instants)
    return Pause(start, start + MINUTE * draw(st.integers(0, 20_000)), "waiting")


some_pauses = st.lists(pauses(), max_size=4)


def whole(calendar: WorkCalendar, limit: Limit) -> bool:
    return not limit.unit.by_day or calendar.day_rule == "same_position" or limit.amount % 1 == 0


@given(calendars(), instants, limits, some_pauses)
@settings(max_examples=50, deadline=None)
def test_segments_are_contiguous_and_reach_from_start_to_due(calendar, start, limit, stops):
    found = deadline(calendar, start, limit, stops)
    reached = start
    for segment in found.segments:
        assert segment.start == reached
        assert segment.end is not None
        assert segment.end > segment.start
        reached = segment.end
    assert reached == found.due


@given(calendars(), instants, limits, some_pauses)
@settings(max_examples=50, deadline=None)
def test_counted_hours_add_up_to_the_limit(calendar, start, limit, stops):
    assume(not limit.unit.by_day)
    found = deadline(calendar, start, limit, stops)
    counted = sum((s.end - s.start for s in found.segments if s.kind == "counted"), timedelta(0))
    assert counted == limit.span


@given(calendars(), instants, limits, some_pauses)
@settings(max_examples=50, deadline=None)
def test_elapsed_until_the_deadline_is_the_limit(calendar, start, limit, stops):
    assume(whole(calendar, limit))
    found = deadline(calendar, start, limit, stops)
    gone = elapsed(calendar, start, found.due, limit.unit, stops)
    if limit.unit is TimeUnit.NATURAL_DAY:  # a limit that ends in a skipped hour ends with the jump
        assert timedelta(0) <= gone - limit.span <= timedelta(hours=1)
    else:
        assert abs(gone - limit.span) <= CLOSE


@given(calendars(), instants, limits, some_pauses, st.integers(0, 200_000))
@settings(max_examples=50, deadline=None)
def test_remaining_and_elapsed_make_the_limit(calendar, start, limit, stops, later):
    assume(whole(calendar, limit))
    now = start + MINUTE * later
    left = remaining(calendar, now, start, limit, stops)
    assert left + elapsed(calendar, start, now, limit.unit, stops) == limit.span
    due = deadline(calendar, start, limit, stops).due
    if now < due - MINUTE and limit.amount:
        assert left > -CLOSE
    if now >= due:
        assert left <= CLOSE


@given(calendars(), instants, limits, some_pauses, st.integers(1, 50_000), st.integers(1, 20))
@settings(max_examples=50, deadline=None)
def test_a_later_start_or_a_longer_limit_is_never_due_earlier(calendar, start, limit, stops, later, more):
    due = deadline(calendar, start, limit, stops).due
    assert deadline(calendar, start + MINUTE * later, limit, stops).due >= due
    longer = Limit(limit.amount + more / 2, limit.unit)
    assert deadline(calendar, start, longer, stops).due >= due


@given(calendars(), instants, limits, some_pauses, pauses())
@settings(max_examples=50, deadline=None)
def test_pausing_never_makes_a_deadline_earlier(calendar, start, limit, stops, another):
    assert (
        deadline(calendar, start, limit, [*stops, another]).due >= deadline(calendar, start, limit, stops).due
    )


@given(calendars(), instants, limits, some_pauses, st.floats(0, 1))
@settings(max_examples=50, deadline=None)
def test_a_fraction_ends_between_start_and_due(calendar, start, limit, stops, fraction):
    due = deadline(calendar, start, limit, stops).due
    assert start <= at_fraction(calendar, start, limit, fraction, stops) <= due
