"""Quiet hours in any zone: nothing leaves in them, and what waits leaves as soon as they end."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.notify.model.hours import QUIET_FROM, QUIET_TO, is_quiet, next_morning, next_open

CITY = ZoneInfo("Asia/Shanghai")
# zones with and without summer time, on both sides of the world, one with half an hour
ZONES = st.sampled_from(
    ["Asia/Shanghai", "America/New_York", "Europe/Lisbon", "Australia/Lord_Howe", "Asia/Kolkata"]
).map(ZoneInfo)
INSTANTS = st.integers(0, 15 * 366 * 86400).map(
    lambda s: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
)


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [
        ("21:29:59", False),
        ("21:30", True),
        ("23:59", True),
        ("00:00", True),
        ("07:29:59", True),
        ("07:30", False),
        ("12:00", False),
    ],
)
def test_the_borders_of_the_night(clock, quiet):
    at = datetime.combine(date(2026, 3, 10), time.fromisoformat(clock), CITY).astimezone(UTC)
    assert is_quiet(at, CITY) is quiet


@given(at=INSTANTS, zone=ZONES)
def test_what_waits_leaves_at_the_first_loud_moment(at, zone):
    opens = next_open(at, zone)
    assert opens >= at
    assert not is_quiet(opens, zone)
    if opens != at:
        assert is_quiet(at, zone)
        assert opens - at <= timedelta(hours=11)  # ten, and one where summer time ends
        assert is_quiet(opens - timedelta(seconds=1), zone)
        step = at
        while step < opens:
            assert is_quiet(step, zone)
            step += timedelta(minutes=29)


@given(at=INSTANTS, zone=ZONES)
def test_the_next_morning_is_the_first_one_after(at, zone):
    morning = next_morning(at, zone)
    assert timedelta(0) < morning - at <= timedelta(hours=25)
    assert morning.astimezone(zone).time() == QUIET_TO
    assert QUIET_FROM > QUIET_TO, "the quiet hours go over midnight"
