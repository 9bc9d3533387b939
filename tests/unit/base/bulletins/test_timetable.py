"""A bulletin is made at its hour in the city's time, of the last period that is over."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from yiwang.base.bulletins.model.timetable import Plan, next_time, period_over

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 1, 1, 2, tzinfo=UTC)  # Thursday, 10:00 in the city


@pytest.mark.parametrize(
    ("every", "day", "clock", "due", "period"),
    [
        ("day", 1, "08:00", "2026-01-02 08:00", "2026-01-01"),
        ("day", 28, "10:01", "2026-01-01 10:01", "2025-12-31"),
        ("week", 1, "08:00", "2026-01-05 08:00", "2026-W01"),
        ("week", 28, "08:00", "2026-01-04 08:00", "2025-W52"),
        ("month", 3, "08:00", "2026-01-03 08:00", "2025-12"),
        ("month", 1, "10:00", "2026-02-01 10:00", "2026-01"),
        ("quarter", 5, "00:00", "2026-01-05 00:00", "2025-Q4"),
        ("year", 1, "09:00", "2027-01-01 09:00", "2026"),
    ],
)
def test_the_next_time_and_its_period(every, day, clock, due, period):
    found = next_time(Plan(template="x", clock=clock, day=day), every, AT, ZONE)
    assert f"{found:%Y-%m-%d %H:%M}" == due
    assert found > AT
    assert period_over(every, found, ZONE) == period
