"""From cells to typed rows: what is understood, and the name of what is not."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.connectors.tabular.convert import Converter, Refused
from yiwang.connectors.tabular.errors import CellError
from yiwang.connectors.tabular.mapping import parse
from yiwang.connectors.tabular.readers import open_table
from yiwang.connectors.tabular.times import reader
from yiwang.connectors.tabular.values import (
    as_text,
    point_reader,
    read_answer,
    read_count,
    read_degrees,
    read_grade,
)
from yiwang.sdk.cases import HistoryRow

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def rows(folder: Path, mapping: str, content: str, kind: str = "cases") -> list[HistoryRow | Refused]:
    (folder / "file.csv").write_text(content, encoding="utf-8")
    table = open_table(folder / "file.csv")
    made = list(Converter(parse(mapping.encode()), table, kind, NEW_YORK, NOW).convert_many(table.rows))
    table.close()
    return made


@pytest.mark.parametrize(
    "text",
    [
        "2025-08-01 06:35:06+00",
        "2025-08-01T06:35:06Z",
        "2025-08-01T02:35:06-0400",
        "2025-08-01 02:35:06",
        "2025/8/1 2:35:06",
        "2025年8月1日 2时35分6秒",
        "2025.08.01 02:35:06",
        "20250801023506",
        "2025-08-01 14:35:06+08:00",
    ],
)
def test_one_instant_in_many_forms(text: str) -> None:
    assert reader(None, NEW_YORK)(text) == datetime(2025, 8, 1, 6, 35, 6, tzinfo=UTC)


def test_parts_of_a_day_and_other_types() -> None:
    read = reader(None, NEW_YORK)
    midnight = datetime(2025, 8, 1, 4, tzinfo=UTC)
    assert read("2025-08-01") == midnight
    assert read(date(2025, 8, 1)) == midnight
    assert read(datetime(2025, 8, 1)) == midnight  # noqa: DTZ001 - what a workbook gives
    assert read("2025-08-01 06:35:06.539+00") == datetime(2025, 8, 1, 6, 35, 6, 539000, tzinfo=UTC)
    assert read("2025-08-01 2:35") == datetime(2025, 8, 1, 6, 35, tzinfo=UTC)
    assert read(None) is read("") is read("  ") is None
    assert reader("%d/%m/%Y %H:%M", NEW_YORK)("01/08/2025 02:35") == datetime(2025, 8, 1, 6, 35, tzinfo=UTC)
    assert reader("unix", NEW_YORK)("1754030106") == datetime(2025, 8, 1, 6, 35, 6, tzinfo=UTC)
    assert reader("unix_ms", NEW_YORK)(1754030106000) == datetime(2025, 8, 1, 6, 35, 6, tzinfo=UTC)
    assert reader("excel", UTC)(45870.5) == datetime(2025, 8, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["2025-02-30", "2025-13-01", "08/01/2025", "0001-01-01", "9999-12-31", "tomorrow", "12345", "2025-08-01 25:00",
     "2025-08-01 10:61", "1e400", "２０２５-08-01", "-1", "2025-08-01T10:00+99:99"],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        reader(None, NEW_YORK)(text)


@given(st.datetimes(datetime(1901, 1, 1), datetime(2199, 1, 1)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_every_offset_time_is_read_back(moment: datetime, minutes: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert reader(None, NEW_YORK)(aware.isoformat(sep=" ")) == aware


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (
        reader(None, NEW_YORK),
        reader("unix", UTC),
        reader("excel", UTC),
        reader("%Y-%m-%d", UTC),
        point_reader("(lat, lon)"),
        read_degrees(90.0),
        read_answer,
        read_grade,
        read_count,
    ):
        with contextlib.suppress(CellError):
            read(text)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_points_are_read_as_they_were_written(lat: float, lon: float) -> None:
    lat, lon = round(lat, 7), round(lon, 7)
    for template, text in (
        ("(lat, lon)", f"({lat:.7f}, {lon:.7f})"),
        ("POINT (lon lat)", f"POINT ({lon:.7f} {lat:.7f})"),
        ("lat,lon", f" {lat:.7f},{lon:.7f} "),
        ("lat lon", f"{lat:.7f}   {lon:.7f}"),
        ("lon;lat", f"{lon:.7f};{lat:.7f}"),
    ):
        assert point_reader(template)(text) == (lon, lat)


@pytest.mark.parametrize("text", ["(91, 0)", "(0, 181)", "(nan, 1)", "42.371", "(1)", "(1, 2, 3)", "1 2"])
def test_impossible_points_are_refused(text: str) -> None:
    with pytest.raises(CellError):
        point_reader("(lat, lon)")(text)


def test_cells_as_text_keep_codes() -> None:
    assert [as_text(c) for c in (12.0, 12.5, True, None, " 𠮷 ", 10**20)] == [
        "12",
        "12.5",
        "true",
        "",
        "𠮷",
        "100000000000000000000",
    ]


def test_grades_answers_and_counts() -> None:
    assert [read_grade(v) for v in ("5", 1, "yes", "否", "基本满意", "", None)] == [5, 1, 5, 1, 3, None, None]
    assert [read_count(v) for v in ("3", "yes", "", "否", 2)] == [3, 1, 0, 0, 2]
    assert [read_answer(v) for v in ("是", "N", True, "")] == [True, False, True, None]
    for read, bad in ((read_grade, "0"), (read_grade, "6"), (read_count, "-1"), (read_answer, "maybe")):
        with pytest.raises(CellError):
            read(bad)


MAPPING = """
source: town
fields:
  external_id: id
  reported_at: opened
  closed_at: closed
  due_at: due
  signed_at: signed
  text: {join: [topic, detail], with: " / "}
  matter: {column: topic, map: {Lamp: "01037"}, default: foreign}
  unit: {column: unit, split: [" - ", -1], default: nobody}
  status: {column: state, map: {Done: closed, default: open}}
  channel: {const: hotline}
  point: {column: where, format: "(lat, lon)", crs: gcj02}
"""
HEAD = "id,opened,closed,due,signed,topic,detail,unit,state,where\n"


def test_a_row_becomes_what_the_mapping_says(tmp_path: Path) -> None:
    line = '7,2025-08-01 02:35:06,2025-08-02,2025-08-03 00:00Z,,Lamp,dark,City - Lamps,Done,"(31.2, 121.5)"\n'
    [row] = rows(tmp_path, MAPPING, HEAD + line)
    assert isinstance(row, HistoryRow)
    assert (row.row, row.external_id, row.text, row.unit, row.channel) == (
        2,
        "7",
        "Lamp / dark",
        "Lamps",
        "hotline",
    )
    assert (row.matter, row.foreign_matter, row.outcome) == ("01037", "", "closed")
    assert row.reported_at == datetime(2025, 8, 1, 6, 35, 6, tzinfo=UTC)
    assert row.closed_at == datetime(2025, 8, 2, 4, tzinfo=UTC)
    assert row.lon == pytest.approx(121.4955, abs=0.001)  # moved from GCJ-02 by some hundred metres
    assert row.lon != 121.5


def test_unknown_words_stay_foreign_and_empty_cells_take_the_default(tmp_path: Path) -> None:
    [row] = rows(tmp_path, MAPPING, HEAD + "8,2025-08-01,,,,Rat,,,Open,\n")
    assert isinstance(row, HistoryRow)
    assert (row.matter, row.foreign_matter, row.unit, row.outcome) == ("", "Rat", "nobody", "open")
    assert row.lon is None


@pytest.mark.parametrize(
    ("line", "field", "says"),
    [
        ("1,,,,,Lamp,,,,", "reported_at", "no time of the report"),
        ("1,2025-08-02,2025-08-01,,,Lamp,,,Done,", "closed_at", "before reported_at"),
        ("1,2025-08-02,,2025-08-01,,Lamp,,,,", "due_at", "before reported_at"),
        ("1,2025-08-02,2025-08-04,,2025-08-05,Lamp,,,Done,", "signed_at", "after closed_at"),
        ("1,2025-08-02,,,2025-08-01,Lamp,,,,", "signed_at", "before reported_at"),
        ("1,2027-08-02,,,,Lamp,,,,", "reported_at", "lies ahead"),
        ("1,2025-08-02,2027-08-02,,,Lamp,,,Done,", "closed_at", "lies ahead"),
        ("1,2025-08-02,,,,Lamp,,,Done,", "closed_at", "has no closed_at"),
        ("1,2025-08-02,2025-08-03,,,Lamp,,,Odd,", "status", "has a closed_at"),
        (",2025-08-02,,,,,,,,", "text", "there is no text"),
        ("1,2025-08-02,,,,Lamp,,,,(99; 1)", "point ← where", "not a point"),
        ("1,2025-08-02,,,,Lamp,a\x00b,,,", "text", "NUL"),
        ("1,yesterday,,,,Lamp,,,,", "reported_at ← opened", "not a time"),
        ("1,2025-08-02", "", "2 cells"),
    ],
)
def test_refused_rows_name_the_target_and_the_reason(
    tmp_path: Path, line: str, field: str, says: str
) -> None:
    [row] = rows(tmp_path, MAPPING, HEAD + line + "\n")
    assert isinstance(row, Refused)
    assert row.row == 2
    assert row.field == field
    assert says in row.en
    assert row.zh


def test_live_reports_ignore_what_became_of_them(tmp_path: Path) -> None:
    lines = "1,2025-08-02,nonsense,,,Lamp,,,,\n2,2025-08-02,,,,,,,,\n"
    row, empty = rows(tmp_path, MAPPING, HEAD + lines, "reports")
    assert isinstance(row, HistoryRow)
    assert row.closed_at is None
    assert isinstance(empty, Refused)


def test_a_case_of_the_past_may_have_lost_its_words(tmp_path: Path) -> None:
    [row] = rows(tmp_path, MAPPING, HEAD + "2,2025-08-02,,,,,,,,\n")
    assert isinstance(row, HistoryRow)
    assert row.text == ""


def test_rows_without_an_id_are_known_by_their_content(tmp_path: Path) -> None:
    mapping = "source: s\nfields: {text: t, reported_at: at, reporter_phone: p}"
    content = "t,at,p\na,2025-01-01,138\na,2025-01-01,139\nb,2025-01-01,138\n"
    one, two, three = rows(tmp_path, mapping, content)
    assert isinstance(one, HistoryRow)
    assert isinstance(two, HistoryRow)
    assert isinstance(three, HistoryRow)
    assert one.external_id == two.external_id  # a phone number must not be guessed from an id
    assert one.body_hash != two.body_hash
    assert one.external_id != three.external_id


@given(st.text(min_size=1, max_size=30).filter(lambda s: s.strip()), st.integers(1, 4), st.integers(1, 4))
def test_split_takes_exactly_the_part_that_was_asked_for(word: str, parts: int, wanted: int) -> None:
    from yiwang.connectors.tabular.convert import _getter
    from yiwang.connectors.tabular.mapping import FieldSpec
    from yiwang.connectors.tabular.table import Table

    word = word.replace("|", "")
    table = Table(columns=("a",), rows=iter(()), kind="csv")
    spec = FieldSpec(column="a", split=("|", wanted))
    got = _getter(spec, table)(["|".join([word] * parts)])
    assert got == (word.strip() if wanted <= parts else "")
