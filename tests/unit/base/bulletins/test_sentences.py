"""What is said of a change is what the printed numbers show."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.bulletins.model.comparing import change, told
from yiwang.base.bulletins.model.figures import absent, rounded, shown
from yiwang.base.bulletins.model.variables import Variable, VariableProblem, parts
from yiwang.base.bulletins.usecases import spans
from yiwang.base.indicators.api import period


@pytest.mark.parametrize(
    ("now", "then", "unit", "direction", "said"),
    [
        (0.981, 0.958, "ratio", "up", "上升2.3个百分点（向好）"),
        (0.981, 0.958, "ratio", "down", "上升2.3个百分点（变差）"),
        (0.9581, 0.9579, "ratio", "up", "持平"),
        (972, 911, "case", "none", "上升6.7%"),
        (737, 911, "case", "up", "下降19.1%（变差）"),
        (12, 0, "case", "none", "上升12件"),
        (100_000, 99_999, "case", "none", "上升1件"),
        (10.5, 12.0, "hour_per_case", "down", "下降1.5小时（向好）"),
        (0, 0, "case", "none", "持平"),
    ],
)
def test_a_change_is_told_by_rule(now, then, unit, direction, said):
    assert told(change(now, then, unit, direction, "zh"), "zh") == said


def test_a_change_is_level_up_to_its_threshold():
    assert change(0.981, 0.979, "ratio", "up", "zh", flat=0.2).way == "level"
    assert change(0.981, 0.978, "ratio", "up", "zh", flat=0.2).way == "up"
    assert change(101, 100, "case", "none", "en", flat=1).text == "level"


@pytest.mark.parametrize("pair", [(None, 1.0), (1.0, None), (None, None)])
def test_nothing_is_said_of_what_is_not_known(pair):
    assert change(*pair, "ratio", "up", "zh").way == "unknown"


@given(
    st.floats(-1e6, 1e6), st.floats(-1e6, 1e6),
    st.sampled_from(["ratio", "case", "hour_per_case", "point", "star"]),
    st.floats(0, 5),
)  # fmt: skip
def test_the_sign_is_never_against_the_printed_numbers(now, then, unit, flat):
    found = change(now, then, unit, "up", "zh", flat)
    a, b = rounded(now, unit), rounded(then, unit)
    if found.way != "level":
        assert (found.way == "up") == (a > b)
        assert found.better == (a > b)
    if shown(now, unit) == shown(then, unit):
        assert found.way == "level"


def test_numbers_are_rounded_half_up_and_never_minus_zero():
    assert shown(0.98125, "ratio") == "98.1%"
    assert shown(0.9815, "ratio") == "98.2%"
    assert shown(-0.0001, "ratio") == "0.0%"
    assert shown(1234567, "case") == "1,234,567"


def test_what_is_absent_says_why():
    assert absent({"reason": {"code": "zero_denominator"}}, "zh") == "暂无（无应计案件）"
    assert absent({"reason": {"code": "other", "zh": "别的", "en": "else"}}, "en") == "not available (else)"


def test_variables_are_read():
    assert parts("共{{filed_cases}}件，{{on_time_rate period=year area=420100}}。") == [
        "共", Variable("filed_cases", {}), "件，",
        Variable("on_time_rate", {"period": "year", "area": "420100"}), "。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong", ["{{", "a }} b", "{{}}", "{{A b}}", "{{x period=soon}}", "{{x colour=red}}", "{{city area=1}}", "{{{x}}}"]
)  # fmt: skip
def test_wrong_variables_are_refused(wrong):
    with pytest.raises(VariableProblem):
        parts(wrong)


@pytest.mark.parametrize(
    ("text", "before", "year", "said", "said_en"),
    [
        ("2016-12", "2016-11", "2015-12", "2016年12月", "December 2016"),
        ("2016-01", "2015-12", "2015-01", "2016年1月", "January 2016"),
        ("2016-Q1", "2015-Q4", "2015-Q1", "2016年第一季度", "quarter 1 of 2016"),
        ("2016", "2015", "2015", "2016年", "2016"),
        ("2016-W01", "2015-W53", "2015-W02", "2016年第1周", "week 1 of 2016"),
        ("2016-02-29", "2016-02-28", "2015-02-28..2015-02-28", "2016年2月29日", "29 February 2016"),
        (
            "2016-03-05..2016-03-08", "2016-03-01..2016-03-04", "2015-03-05..2015-03-08",
            "2016年3月5日至2016年3月8日", "5 March 2016 to 8 March 2016",
        ),
    ],
)  # fmt: skip
def test_periods_have_neighbours_and_names(text, before, year, said, said_en):
    one = period(text)
    assert spans.before(one).text == before
    assert spans.year_ago(one).text == year
    assert (spans.said(one, "zh"), spans.said(one, "en")) == (said, said_en)


def test_a_running_period_is_told_as_far_as_it_has_come():
    asked = period("2026-03")
    now = spans.reached(asked, date(2026, 3, 12))
    assert now.text == "2026-03-01..2026-03-12"
    assert spans.cut(spans.before(asked), now.days).text == "2026-02-01..2026-02-12"
    assert spans.reached(asked, date(2026, 5, 1)) == asked
    assert [p.text for p in spans.pieces(spans.up_to(now, "month", 3), "month")] == [
        "2026-01", "2026-02", "2026-03",
    ]  # fmt: skip
