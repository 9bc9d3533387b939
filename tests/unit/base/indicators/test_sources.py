"""Sources beside cases: how they are declared, how their rows are read, what measures over them may say."""

from __future__ import annotations

from datetime import date

import pytest

from yiwang.base.geography.api import Area, AreaTree, City
from yiwang.base.indicators.definition import IndicatorData, MeasureData, SourceData
from yiwang.base.indicators.errors import DefinitionError
from yiwang.base.indicators.model.book import Book
from yiwang.base.indicators.model.entries import CellError, Entry, read_day, read_entry, read_sheet
from yiwang.base.indicators.model.sources import Source
from yiwang.base.indicators.model.units import unit

PEOPLE = {
    "code": "people", "kind": "table", "zh": "人口", "en": "People", "owner": "统计局", "grain": "year",
    "columns": [
        {"code": "residents", "zh": "常住人口", "en": "Residents", "unit": "person", "least": 0},
        {"code": "kind", "zh": "类别", "en": "Kind", "type": "text", "key": True},
    ],
}  # fmt: skip


def source(**more):
    return SourceData.model_validate(PEOPLE | more)


def tree():
    areas = [
        Area(code="33", name="云市", parent=None, level="city"),
        Area(code="3301", name="东区", parent="33", level="district"),
        Area(code="3302", name="西区", parent="33", level="district"),
    ]
    return AreaTree(City(code="33", name="云市"), areas, {})


def measure(**more):
    return MeasureData(**{"code": "mm", "zh": "量", "en": "M", "source": "people", "unit": "person"} | more)


@pytest.mark.parametrize(
    ("text", "power", "size"),
    [
        ("case", (("case", 1),), 1),
        ("case/10k_person", (("case", 1), ("person", -1)), "0.0001"),
        ("ug/m3", (("length", -3), ("mass", 1)), "1E-9"),
        ("kW*h", (("energy", 1),), 1),
    ],
)
def test_units_are_joined(text, power, size):
    found = unit(text)
    assert found.powers == power
    assert float(found.size) == pytest.approx(float(size))


@pytest.mark.parametrize("text", ["furlong", "case/", "/case", "case per person", "m/" * 9 + "m"])
def test_a_unit_that_nobody_knows_is_none(text):
    assert unit(text) is None


@pytest.mark.parametrize(
    "more",
    [
        {"code": "cases"},
        {"kind": "devices"},
        {"columns": []},
        {"columns": [PEOPLE["columns"][0], PEOPLE["columns"][0]]},
        {"columns": [{"code": "outcome", "zh": "x", "en": "x"}]},
        {"columns": [{"code": "xx", "zh": "x", "en": "x", "unit": "furlong"}]},
        {"columns": [{"code": "xx", "zh": "x", "en": "x", "key": True}]},
        {"columns": [{"code": "xx", "zh": "x", "en": "x", "least": 2, "most": 1}]},
        {"duties": [{"unit": "A"}]},
        {"kind": "manual", "duties": [{"unit": "A"}, {"unit": "B"}]},
    ],
    ids=",".join,
)
def test_declarations_that_do_not_hold_together_are_refused(more):
    with pytest.raises(DefinitionError):
        Book([], [], [source(**more)])


@pytest.mark.parametrize(
    "more",
    [
        {"source": "nobody"},
        {"on": "due"},
        {"where": "urgency = 1"},
        {"value": "kind"},
        {"value": "residents", "aggregate": "percentile"},
        {"aggregate": "last"},
        {"source": "cases", "on": "due", "value": "reworks", "aggregate": "max", "unit": "case"},
    ],
    ids=",".join,
)
def test_measures_speak_of_what_their_source_says(more):
    with pytest.raises(DefinitionError):
        Book([measure(**more)], [], [source()])


def test_what_a_measure_speaks_of_is_needed_and_its_indicator_is_drilled_by_what_the_source_knows():
    people = measure(where="kind = '户籍'", value="residents", aggregate="last")
    data = IndicatorData(
        code="ii", kind="simple", zh="i", en="i", caliber_zh="i", caliber_en="i", unit="person", formula="mm"
    )
    found = Book([people], [data], [source()])
    assert set(found.measures["mm"].needs) == {"kind", "residents"}
    assert found.drill_of(found.get("ii")) == ("area", "time", "unit")
    assert found.sources_of(found.get("ii")) == ["people"]


def test_pieces_of_time_and_when_they_are_due():
    monthly = Source(source(grain="month", due_days=5))
    assert monthly.starts(date(2026, 1, 15), date(2026, 4, 1)) == [date(2026, 2, 1), date(2026, 3, 1)]
    assert monthly.due(date(2026, 1, 1)) == date(2026, 2, 5)


@pytest.mark.parametrize(
    ("grain", "text", "day"),
    [
        ("month", "2026-09", date(2026, 9, 1)),
        ("month", "2026年9月", date(2026, 9, 1)),
        ("month", "2026-09-17", date(2026, 9, 1)),
        ("month", "20260917", date(2026, 9, 1)),
        ("quarter", "2026年三季度", date(2026, 7, 1)),
        ("year", "2026年", date(2026, 1, 1)),
        ("month", "2026", None),
        ("day", "2026-09", None),
        ("month", "九月", None),
        ("day", "20261399", None),
    ],
)
def test_the_time_of_a_row_is_read_and_never_guessed(grain, text, day):
    assert read_day(Source(source(grain=grain)), text) == day


@pytest.mark.parametrize(
    ("area", "cells", "column"),
    [
        ("南区", {"residents": "1", "kind": "a"}, "区域"),
        ("东区", {"residents": "many", "kind": "a"}, "常住人口"),
        ("东区", {"residents": "NaN", "kind": "a"}, "常住人口"),
        ("东区", {"residents": True, "kind": "a"}, "常住人口"),
        ("东区", {"residents": "-1", "kind": "a"}, "常住人口"),
        ("东区", {"residents": "1", "kind": ""}, "类别"),
        ("东区", {"residents": "1", "kind": "a|b"}, "类别"),
        ("东区", {"residents": "", "kind": "a"}, "区域"),
    ],
)
def test_a_wrong_cell_is_named(area, cells, column):
    found = read_entry(Source(source()), tree(), "2025", area, cells)
    assert isinstance(found, CellError)
    assert found.column == column


def test_a_row_is_told_apart_by_area_and_keys_and_an_empty_cell_is_unknown():
    one = Source(source(columns=[*PEOPLE["columns"], {"code": "births", "zh": "出生", "en": "Births"}]))
    found = read_entry(one, tree(), "2025", "东区", {"residents": "1,024", "kind": "户籍", "births": " "})
    assert isinstance(found, Entry)
    assert (found.series, found.path) == ("3301|户籍", ("33", "3301"))
    assert found.said == {"residents": 1024, "kind": "户籍", "births": None}


def test_a_sheet_is_taken_whole_and_says_all_that_is_wrong():
    head = ["日期", "区域", "类别", "常住人口"]
    rows = [
        ["2025", "东区", "户籍", "10"],
        ["2025", "西区", "户籍", "x"],
        ["2025", "东区", "户籍", "11"],
        [""],
    ]
    entries, problems = read_sheet(Source(source()), tree(), [head, *rows], "f")
    assert len(entries) == 1
    assert [(p.row, p.column) for p in problems] == [(3, "常住人口"), (4, "日期")]
    _, lacking = read_sheet(Source(source()), tree(), [["区域", "常住人口"]], "f")
    assert {p.column for p in lacking} == {"日期", "类别"}


def test_an_area_and_one_below_it_may_not_both_be_there():
    rows = [["日期", "区域", "类别", "常住人口"], ["2025", "33", "a", "3"], ["2025", "东区", "a", "1"]]
    _, problems = read_sheet(Source(source()), tree(), rows, "f")
    assert [p.column for p in problems] == ["33"]
    rows[1][2] = "b"
    assert not read_sheet(Source(source()), tree(), rows, "f")[1]
