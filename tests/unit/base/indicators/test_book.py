"""Definitions hold together, or are refused by name; values come from sums, or say why there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yiwang.base.indicators.definition import IndicatorData, MeasureData, PartData
from yiwang.base.indicators.errors import DefinitionError
from yiwang.base.indicators.model.book import Book
from yiwang.base.indicators.model.values import Sum, value_of
from yiwang.base.indicators.store.definitions import standard

STANDARD = {
    "filing_rate", "closing_rate", "on_time_rate", "rework_rate", "extension_rate", "dispatch_accuracy",
    "first_pass_rate", "return_rate", "response_rate", "resolution_rate", "satisfaction_rate",
    "mean_dispatch_minutes", "mean_handle_hours", "time_to_owner_hours",
}  # fmt: skip


def book(*indicators, measures=()):
    shipped = standard()
    return Book((*shipped.measures, *measures), (*shipped.indicators, *indicators))


def indicator(code="mine", kind="derived", unit="ratio", **more):
    return IndicatorData(
        code=code,
        kind=kind,
        unit=unit,
        zh="某率",
        en="Some rate",
        caliber_zh="口径",
        caliber_en="How",
        **more,
    )


def sums(**found):
    return {code: Sum(Decimal(n)) for code, n in found.items()}


def test_what_is_shipped_holds_together_and_has_every_standard_code():
    found = book()
    assert set(found.indicators) >= STANDARD
    assert {i.data.kind for i in found.indicators.values()} >= {"simple", "ratio", "derived", "cumulative"}


@pytest.mark.parametrize(
    "wrong",
    [
        indicator(formula="nobody / due"),
        indicator(formula="closed + handle_time"),
        indicator(formula="closing_rate + due"),
        indicator(formula="closing_rate", unit="hour"),
        indicator(formula="closing_rate", unit="furlong"),
        indicator(formula="closing_rate > 1"),
        indicator(formula="mine * 2"),
        indicator(formula="closed_cases_year / due"),
        indicator(formula="handle_p90", unit="hour"),
        indicator(kind="ratio", formula="due"),
        indicator(kind="ratio", numerator="due"),
        indicator(kind="composite", unit="point"),
        indicator(code="closing_rate", formula="1 - on_time_rate"),
        indicator(code="due", formula="closing_rate"),
    ],
    ids=[
        "unknown", "unlike units", "share plus cases", "unit", "no unit", "condition", "itself", "other time",
        "percentile", "ratio by formula", "half a ratio", "no parts", "taken version", "a measure's name",
    ],
)  # fmt: skip
def test_a_wrong_definition_is_refused_by_its_name(wrong):
    with pytest.raises(DefinitionError) as caught:
        book(wrong)
    assert wrong.code in caught.value.sentence("zh")


def test_a_circle_is_named():
    with pytest.raises(DefinitionError) as caught:
        book(indicator("one", formula="1 - two"), indicator("two", formula="1 - one"))
    assert "→" in caught.value.sentence("en")


@pytest.mark.parametrize(
    "measure",
    [
        {"on": "someday"}, {"on": "due", "where": "reports"}, {"on": "due", "value": "outcome"},
        {"on": "due", "needs": ("nobody",)}, {"on": "due", "aggregate": "percentile", "value": "reports"},
        {"on": "due", "share": 0.5}, {"on": "due", "aggregate": "distinct"}, {"on": "due", "unit": "furlong"},
    ],
    ids=["day", "condition", "amount", "need", "no share", "share of a sum", "distinct of nothing", "unit"],
)  # fmt: skip
def test_a_wrong_measure_is_refused_by_its_name(measure):
    with pytest.raises(DefinitionError):
        book(measures=[MeasureData(code="strange", zh="量", en="Measure", **measure)])


def test_a_published_bulletin_comes_out_as_printed():
    """A city's bulletin of 2016-12: 996 filed, 972 due, 911 of them closed, 737 in time: 93.72 % and 75.82 %."""
    found = book()
    given = sums(filed=996, due=972, due_closed=911, due_on_time=737)
    closing = value_of(found, found.get("closing_rate"), given)
    assert (closing.numerator, closing.denominator) == (911, 972)
    assert f"{closing.value:.2%}" == "93.72%"
    assert f"{value_of(found, found.get('on_time_rate'), given).value:.2%}" == "75.82%"
    assert value_of(found, found.get("overdue_rate"), given).value == pytest.approx(1 - 737 / 972, abs=1e-15)


def test_durations_are_said_in_the_unit_of_the_indicator():
    found = book()
    value = value_of(
        found, found.get("mean_handle_hours"), sums(handle_time=9 * 3_600_000_000, handled_timed=4)
    )
    assert (value.value, value.numerator, value.denominator) == (2.25, 9, 4)


def test_there_is_no_value_without_something_to_divide_by_or_something_known():
    found = book()
    rework = found.get("rework_rate")
    assert value_of(found, rework, {}).reason == "zero_denominator"
    unknown = value_of(found, rework, {"reworks": Sum(None, 5), "feedbacks": Sum(None, 5)})
    assert (unknown.value, unknown.reason, unknown.missing) == (None, "missing", 5)
    partly = value_of(found, rework, {"reworks": Sum(Decimal(1), 5), "feedbacks": Sum(Decimal(4), 5)})
    assert (partly.value, partly.missing, partly.reason) == (0.25, 5, None)
    assert value_of(found, found.get("overdue_rate"), {}).reason == "zero_denominator"


def test_the_parts_of_a_composite_add_up_to_it():
    parts = (
        PartData(indicator="closing_rate", weight=20, worst=0, best=1),
        PartData(indicator="satisfaction_rate", weight=30, worst=0, best=1),
        PartData(indicator="rework_rate", weight=50, worst=0.1, best=0),
    )
    found = book(indicator(kind="composite", unit="point", parts=parts))
    given = sums(due=10, due_closed=9, satisfied=8, satisfaction_asked=10, reworks=1, feedbacks=20)
    value = value_of(found, found.get("mine"), given)
    assert value.value == pytest.approx(18 + 24 + 25)
    assert value.scored.given == pytest.approx(
        {"closing_rate": 18, "satisfaction_rate": 24, "rework_rate": 25}
    )
    assert value_of(found, found.get("mine"), sums(due=10)).value is None


def test_another_way_of_counting_is_another_digest_and_another_text_is_not():
    first = book(indicator(formula="1 - closing_rate"))
    texts = book(indicator(formula="1 - closing_rate", owner="城运中心"))
    other = book(indicator(formula="1 - on_time_rate"))
    digests = [b.digest(b.get("mine")) for b in (first, texts, other)]
    assert digests[0] == digests[1] != digests[2]


def test_a_later_version_is_in_force_and_the_older_one_stays():
    later = indicator("closing_rate", "ratio", numerator="due_on_time", denominator="due", version=2)
    found = book(later)
    given = sums(due=4, due_closed=3, due_on_time=2)
    assert value_of(found, found.get("closing_rate"), given).value == 0.5
    assert value_of(found, found.get("closing_rate", 1), given).value == 0.75
