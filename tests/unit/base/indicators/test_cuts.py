"""Which sums can answer a question."""

from __future__ import annotations

from datetime import date

import pytest

from yiwang.base.indicators.model.cuts import By, Cut, days_of_month, kept, months


def cut(**more):
    return Cut(first=date(2026, 1, 1), end=date(2027, 1, 1), **more)


@pytest.mark.parametrize(
    ("asked", "by", "grains"),
    [
        (cut(), None, {"day", "month"}),
        (cut(area="S", level=3), By(dimension="time", grain="quarter"), {"day", "month"}),
        (cut(), By(dimension="time", grain="week"), {"day"}),
        (cut(area="C", level=4), None, set()),
        (cut(area="C", level=1), By(dimension="matter"), {"day", "month"}),
        (cut(area="D", level=2), By(dimension="matter"), {"month"}),
        (cut(area="D", level=2, units=("U",)), By(dimension="time", grain="day"), set()),
        (cut(units=("U",)), By(dimension="matter"), set()),
        (cut(units=("U",)), By(dimension="unit"), {"day", "month"}),
        (cut(area="D", level=2, channel="app"), By(dimension="area", level=3), set()),
    ],
)
def test_questions_and_the_sums_that_answer_them(asked, by, grains):
    assert kept(asked, by) == grains


@pytest.mark.parametrize(
    ("first", "end", "whole"),
    [
        (date(2026, 1, 1), date(2026, 3, 1), [1, 2]),
        (date(2026, 1, 2), date(2026, 3, 1), [2]),
        (date(2026, 1, 2), date(2026, 2, 28), []),
        (date(2026, 1, 31), date(2026, 2, 1), []),
    ],
)
def test_only_whole_months_are_answered_by_months(first, end, whole):
    assert months(Cut(first=first, end=end)) == [date(2026, m, 1) for m in whole]


def test_a_month_has_all_its_days():
    assert days_of_month(date(2028, 2, 1))[-1] == date(2028, 2, 29)
