from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.worktime import (
    Limit,
    Pause,
    TimeUnit,
    WorkCalendar,
    at_fraction,
    deadline,
    elapsed,
    remaining,
    sentence,
)

OFFICE = ((time(8, 30), time(12)), (time(14), time(17, 30)))
CHINA = WorkCalendar(
    code="cn",
    timezone="Asia/Shanghai",
    weekly=dict.fromkeys(range(5), OFFICE),
    holidays=frozenset(date(2026, 2, d) for d in range(15, 24)),
    makeup={date(2026, 2, 14): OFFICE, date(2026, 2, 28): ((time(8, 30), time(12)),)},
    names=dict.fromkeys([date(2026, 2, d) for d in range(14, 24)] + [date(2026, 2, 28)], "春节"),
)
STATUTORY = WorkCalendar(code="cn-days", timezone="Asia/Shanghai", weekly=CHINA.weekly, day_rule="end_of_day")
NEW_YORK = WorkCalendar(
    code="ny", timezone="America/New_York", weekly=dict.fromkeys(range(7), ((time(0), time(0)),))
)


def local(text: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def due(calendar: WorkCalendar, start: str, amount: float, unit: str, pauses=()) -> str:
    zone = calendar.timezone
    found = deadline(calendar, local(start, zone), Limit(amount, TimeUnit(unit)), pauses)
    assert found.due is not None
    return found.due.astimezone(calendar.zone).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        ("2026-03-10 09:30", 4, "work_hour", "2026-03-10 15:30"),
        ("2026-03-10 09:30", 2.5, "work_hour", "2026-03-10 12:00"),  # ends at closing, not at reopening
        ("2026-03-10 12:30", 1, "work_hour", "2026-03-10 15:00"),
        ("2026-03-13 17:00", 1, "work_hour", "2026-03-16 09:00"),  # over a weekend
        ("2026-02-13 17:00", 4, "work_hour", "2026-02-14 12:00"),  # onto a make-up Saturday
        ("2026-02-14 17:00", 1, "work_hour", "2026-02-24 09:00"),  # over Spring Festival
        ("2026-03-13 17:00", 4, "urgent_hour", "2026-03-13 21:00"),
        ("2026-03-13 17:00", 2, "natural_hour", "2026-03-13 19:00"),
        ("2026-03-13 17:00", 2, "natural_day", "2026-03-15 17:00"),
        ("2026-03-10 10:00", 1, "work_day", "2026-03-11 10:00"),
        ("2026-03-13 10:00", 1, "work_day", "2026-03-16 10:00"),
        ("2026-03-09 20:00", 1, "work_day", "2026-03-10 17:30"),  # at night: the next whole day
        ("2026-02-27 10:15", 1, "work_day", "2026-02-28 09:22"),  # a make-up half-day is one day
        ("2026-02-27 10:15", 2, "work_day", "2026-03-02 10:15"),
        ("2026-03-10 10:00", 0.5, "work_day", "2026-03-10 15:30"),
        ("2026-03-10 10:00", 0, "work_hour", "2026-03-10 10:00"),
    ],
)
def test_limits_end_where_the_rule_says(start, amount, unit, expected):
    assert due(CHINA, start, amount, unit) == expected


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        ("2026-03-10 10:00", 1, "work_day", "2026-03-11 17:30"),
        ("2026-03-10 00:00", 1, "work_day", "2026-03-11 17:30"),
        ("2026-03-14 10:00", 1, "work_day", "2026-03-16 17:30"),
        ("2026-03-10 10:00", 1.2, "work_day", "2026-03-12 17:30"),
        ("2026-03-10 10:00", 1, "natural_day", "2026-03-12 00:00"),
        ("2026-03-10 10:00", 4, "work_hour", "2026-03-10 16:00"),
    ],
)
def test_statutory_days_leave_out_the_first_and_end_with_the_last(start, amount, unit, expected):
    assert due(STATUTORY, start, amount, unit) == expected


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        ("2026-03-07 12:00", 1, "natural_day", "2026-03-08 12:00"),  # 23 real hours
        ("2026-03-07 12:00", 24, "natural_hour", "2026-03-08 13:00"),
        ("2026-03-07 02:30", 1, "natural_day", "2026-03-08 03:00"),  # the skipped half hour
        ("2026-10-31 12:00", 1, "natural_day", "2026-11-01 12:00"),  # 25 real hours
        ("2026-10-31 12:00", 24, "natural_hour", "2026-11-01 11:00"),
        ("2026-10-31 12:00", 1, "work_day", "2026-11-01 11:30"),  # half of a 25-hour day begins 00:00
        ("2026-03-07 22:00", 4, "work_hour", "2026-03-08 03:00"),
    ],
)
def test_daylight_saving_days(start, amount, unit, expected):
    assert due(NEW_YORK, start, amount, unit) == expected


def test_a_pause_moves_the_deadline_by_the_working_time_it_covers():
    pause = Pause(local("2026-03-10 11:00"), local("2026-03-10 14:30"), "waiting")
    assert due(CHINA, "2026-03-10 09:30", 4, "work_hour", [pause]) == "2026-03-10 17:00"
    overnight = Pause(local("2026-03-10 17:30"), local("2026-03-11 08:30"), "suspended")
    assert due(CHINA, "2026-03-10 16:30", 2, "work_hour", [overnight]) == "2026-03-11 09:30"


def test_overlapping_pauses_count_once_and_later_ones_do_not_matter():
    pauses = [
        Pause(local("2026-03-10 10:00"), local("2026-03-10 11:00"), "a"),
        Pause(local("2026-03-10 10:30"), local("2026-03-10 11:30"), "b"),
        Pause(local("2026-03-10 16:30"), None, "c"),
        Pause(local("2026-03-01 10:30"), local("2026-03-02 11:30"), "before"),
    ]
    assert due(CHINA, "2026-03-10 09:30", 3, "work_hour", pauses) == "2026-03-10 16:00"


def test_an_open_pause_leaves_no_deadline():
    pauses = [Pause(local("2026-03-10 10:00"), None, "suspended")]
    found = deadline(CHINA, local("2026-03-10 09:30"), Limit(4, TimeUnit.WORK_HOUR), pauses)
    assert found.due is None
    assert (found.segments[-1].kind, found.segments[-1].end) == ("pause", None)
    assert at_fraction(CHINA, local("2026-03-10 09:30"), Limit(4, TimeUnit.WORK_HOUR), 0.8, pauses) is None
    left = remaining(
        CHINA, local("2026-03-12 10:00"), local("2026-03-10 09:30"), Limit(4, TimeUnit.WORK_HOUR), pauses
    )
    assert left == timedelta(hours=3.5)


def test_segments_say_why():
    found = deadline(CHINA, local("2026-02-13 17:00"), Limit(8, TimeUnit.WORK_HOUR))
    assert [(s.kind, s.why.zh) for s in found.segments] == [
        ("counted", "工作时间"),
        ("rest", "下班时间"),
        ("counted", "调休上班（春节）"),
        ("rest", "午休"),
        ("counted", "调休上班（春节）"),
        ("rest", "下班时间"),
        ("rest", "节假日（春节）"),
        ("rest", "下班时间"),
        ("counted", "工作时间"),
    ]
    assert found.due == local("2026-02-24 09:00")


def test_half_time_and_what_is_left():
    start, limit = local("2026-03-10 09:30"), Limit(5, TimeUnit.WORK_HOUR)
    assert at_fraction(CHINA, start, limit, 0.8) == local("2026-03-10 15:30")
    assert remaining(CHINA, local("2026-03-11 09:30"), start, limit) == timedelta(hours=-2)
    assert elapsed(CHINA, start, start - timedelta(hours=5), TimeUnit.WORK_HOUR) == timedelta(0)
    assert elapsed(CHINA, start, local("2026-03-13 09:30"), TimeUnit.WORK_DAY) == timedelta(days=3)


def test_a_calendar_that_never_works_is_refused():
    idle = WorkCalendar(code="idle", timezone="Asia/Shanghai", weekly={})
    with pytest.raises(InvalidInputError):
        deadline(idle, local("2026-03-10 09:30"), Limit(1, TimeUnit.WORK_HOUR))


@pytest.mark.parametrize(
    "frames",
    [((time(9), time(8)),), ((time(9), time(12)), (time(11), time(13))), ((time(9), time(0)), OFFICE[0])],
)
def test_crossed_frames_are_refused(frames):
    with pytest.raises(ValueError, match="frames"):
        WorkCalendar(code="x", timezone="UTC", weekly={0: frames})


@pytest.mark.parametrize("amount", [-1, float("nan"), float("inf"), 1e9])
def test_impossible_limits_are_refused(amount):
    with pytest.raises(ValueError, match="limit"):
        Limit(amount, TimeUnit.WORK_HOUR)


def test_sentences():
    start, limit = local("2026-03-10 09:30"), Limit(4, TimeUnit.WORK_HOUR)
    words = sentence(CHINA, start, limit, deadline(CHINA, start, limit))
    assert words.zh == "自3月10日09:30起计4工作时，扣除午休，应于3月10日15:30前完成。"
    assert words.en == "4 working hours from 10 Mar 09:30, not counting the midday break: due 10 Mar 15:30."
    pauses = [Pause(local("2026-03-10 10:00"), local("2026-03-11 10:00"), "waiting")]
    words = sentence(CHINA, start, limit, deadline(CHINA, start, limit, pauses))
    assert words.zh.endswith("其间因等待群众补充暂停1天，应于3月11日15:30前完成。")
    open_pause = [Pause(local("2026-03-10 10:00"), None, "suspended")]
    assert "暂停（挂起）" in sentence(CHINA, start, limit, deadline(CHINA, start, limit, open_pause)).zh
    late = local("2026-12-31 17:00")
    assert "2027年1月" in sentence(CHINA, late, limit, deadline(CHINA, late, limit)).zh
