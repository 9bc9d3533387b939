"""Periods: what they are called and which days they hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.indicators.errors import PeriodError
from yiwang.base.indicators.model.periods import GRAINS, name_of, period, since_new_year, start_of


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("2016", "2016-01-01", "2017-01-01"),
        ("2016-Q4", "2016-10-01", "2017-01-01"),
        ("2016-12", "2016-12-01", "2017-01-01"),
        ("2016-W53", None, None),
        ("2020-W53", "2020-12-28", "2021-01-04"),
        ("2016-02-29", "2016-02-29", "2016-03-01"),
        ("2016-12-01..2016-12-15", "2016-12-01", "2016-12-16"),
        ("2016-12-15..2016-12-01", None, None),
        ("2015-02-29", None, None),
        ("2016-13", None, None),
        ("0000", None, None),
        ("9999", None, None),
        ("last month", None, None),
    ],
)
def test_a_period_is_days(text, first, end):
    if first is None:
        with pytest.raises(PeriodError):
            period(text)
    else:
        found = period(text)
        assert (found.first.isoformat(), found.end.isoformat()) == (first, end)


@given(st.dates(date(1900, 1, 1), date(2199, 1, 1)), st.sampled_from(GRAINS))
def test_a_piece_is_asked_for_by_its_name(day, grain):
    first = start_of(day, grain)
    found = period(name_of(first, grain))
    assert found.first == first <= day < found.end


def test_the_year_so_far_begins_at_its_new_year():
    found = since_new_year(period("2016-W53".replace("53", "52")))
    assert found.first == date(
        found.end.year if found.end.month > 1 else (found.end - timedelta(days=1)).year, 1, 1
    )
