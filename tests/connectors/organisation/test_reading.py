"""Files from outside: every oddity is told by sheet, row and column, and no file breaks the reader."""

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.workbook import SHEETS, sheets, workbook

from yiwang.connectors.organisation import writer
from yiwang.connectors.organisation.errors import UnreadableFileError
from yiwang.connectors.organisation.run import MOST_BYTES, Upload, read
from yiwang.kernel.errors import PayloadTooLargeError, YiwangError
from yiwang.kernel.geometry import UnknownCrsError

GOOD = workbook(SHEETS)


def handed(content, name="o.xlsx", crs="wgs84"):
    return read([Upload(name, content)], crs)


def told(result):
    return [(p.sheet, p.row, p.column) for p in result.problems]


def test_a_good_workbook_is_read_whole():
    result = handed(workbook(SHEETS))
    assert result.problems == []
    assert [len(x) for x in (result.areas, result.units, result.posts, result.persons, result.accounts)] == [
        5,
        3,
        2,
        2,
        2,
    ]
    assert result.areas[4].grade == "B"
    assert result.posts[0].roles == ("dispatcher", "supervisor")
    assert result.persons[0].posts == ("C1-01", "D1-01")
    assert result.persons[0].name == "欧阳㲾𠮷"


def test_english_names_titles_and_help_rows_are_understood():
    rows = [
        ["注意：本表由办公室维护"],
        ["code", "NAME", "kind"],
        ["说明：编码", "x"],
        [],
        ["U1", "One", "centre"],
    ]
    (unit,) = handed(workbook({"Units": rows})).units
    assert (unit.code, unit.kind, unit.row) == ("U1", "centre", 5)


def test_the_template_is_importable_and_empty():
    result = handed(writer.template())
    assert result.problems == []
    assert result.areas == result.units == result.posts == result.persons == result.accounts == []


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([["编码", "名称"], ["U1", "=1+1"]], ("单位", 2, "名称")),
        ([["编码", "名称"], ["U1", None]], ("单位", 2, "名称")),
        ([["编码", "名称"], [913301007996550581, "x"]], ("单位", 2, "编码")),
        ([["编码", "名称"], [1.5, "x"]], ("单位", 2, "编码")),
        ([["编码", "名称"], ["U1", "x" * 81]], ("单位", 2, "名称")),
        ([["编码", "名称", "类型"], ["U1", "x", "马戏团"]], ("单位", 2, "类型")),
        ([["编码", "名称", "颜色"], ["U1", "x", "红"]], ("单位", 1, "颜色")),
        ([["编码", "名称", "name"], ["U1", "x", "y"]], ("单位", 1, "名称")),
        ([["编号", "单位名"], ["U1", "x"]], ("单位", 1, None)),
    ],
)
def test_each_fault_of_a_cell_is_told(rows, place):
    assert place in told(handed(workbook({"单位": rows})))


def test_merged_cells_below_the_header_are_refused_and_above_it_ignored():
    rows = [["二〇二六年单位表", None], ["编码", "名称"], ["U1", "x"], [None, "y"]]
    assert ("单位", 3, "A") in told(handed(workbook({"单位": rows}, {"单位": "A3:A4"})))
    above = workbook({"单位": rows[:3]}, {"单位": "A1:B1"})
    assert handed(above).problems == []


def test_excel_numbers_serve_as_short_codes():
    result = handed(workbook({"区域": [["编码", "名称"], [990100, "市"], [990102001001001.0, "网格"]]}))
    assert [a.code for a in result.areas] == ["990100", "990102001001001"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_the_encodings_of_offices(encoding):
    text = '编码,名称,类型\r\nU1,欧阳㲾𠮷单位,企业\r\n\r\nU2,"带,逗号\n和换行",\r\n'
    (one, two) = handed(text.encode(encoding), "单位.csv").units
    assert (one.name, one.kind) == ("欧阳㲾𠮷单位", "enterprise")
    assert "逗号" in two.name


def test_several_files_together_and_one_sheet_twice():
    files = [
        Upload("areas.csv", "编码,名称\n990100,市\n".encode()),
        Upload("单位.tsv", "编码\t名称\nU1\tx\n".encode("gb18030")),
    ]
    result = read(files)
    assert (len(result.areas), len(result.units)) == (1, 1)
    assert told(read([files[0], files[0]])) == [("区域", None, None)]


def zip_of(parts, **kwargs):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **kwargs) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    import tracemalloc

    bomb = zip_of({"xl/sharedStrings.xml": b"0" * 150_000_000})
    tracemalloc.start()
    with pytest.raises(PayloadTooLargeError):
        handed(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"]
)
def test_an_entity_bomb_is_refused(part):
    good = zipfile.ZipFile(io.BytesIO(GOOD))
    parts = {n: good.read(n) for n in good.namelist()}
    laugh = b'<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>'
    head, mark, tail = parts[part].rpartition(b"?>")
    with pytest.raises(UnreadableFileError):
        handed(zip_of(parts | {part: head + mark + laugh + tail}))


def test_too_many_rows_and_bytes_are_refused():
    many = "编码,名称\n" + "".join(f"U{n},x\n" for n in range(50_001))
    with pytest.raises(PayloadTooLargeError):
        handed(many.encode(), "单位.csv")
    with pytest.raises(PayloadTooLargeError):
        handed(b" " * (MOST_BYTES + 1), "单位.csv")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("o.xlsx", b"PK\x03\x04 and then nothing"),
        ("o.xlsx", zip_of({"hello.txt": b"x"})),
        ("o.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("单位.csv", b"\xff\xfe\x00"),
        ("单位.csv", "编码,名称\nU1,a\x00b\n".encode()),
        ("单位.csv", '编码,名称\nU1,"未闭合\n'.encode()),
        ("单位.csv", b"\x81"),
        ("holiday.csv", "编码,名称\n".encode()),
        ("b.geojson", b'{"type": "FeatureCollection"'),
        ("b.geojson", b"{}"),
        ("b.geojson", b'{"features": 7}'),
        ("b.geojson", b"{" * 100_000),
        ("", b""),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(name, content):
    with pytest.raises(UnreadableFileError):
        handed(content, name)


def test_a_sheet_nobody_knows_is_refused_but_the_guide_and_empty_sheets_are_not():
    with pytest.raises(UnreadableFileError):
        handed(workbook(sheets(食堂=[["菜", "价"]])))
    assert handed(workbook(sheets(填写说明=[["随便"]], Sheet1=[]))).problems == []


def feature(code, *points, name=None):
    ring = [list(p) for p in points]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


TRIANGLE = ((113, 28), (113.01, 28), (113, 28.01), (113, 28))


def test_faults_of_borders_are_told_by_feature():
    features = [
        feature("990100", *TRIANGLE),
        feature("990100", *TRIANGLE),
        feature(None, *TRIANGLE),
        feature("990102", (1, 1)),
        7,
        {"type": "Feature", "geometry": None, "properties": None},
        feature(990102, *TRIANGLE),
    ]
    result = handed(json.dumps({"features": features}).encode("utf-8-sig"), "b.json")
    assert told(result) == [
        ("边界", n, c) for n, c in [(2, "code"), (3, "code"), (4, "geometry"), (5, "code"), (6, "code")]
    ]
    assert set(result.borders) == {"990100", "990102"}


def test_borders_of_another_system_are_moved():
    content = json.dumps({"features": [feature("990100", *TRIANGLE)]}).encode()
    assert (
        handed(content, "b.json", "gcj02").borders["990100"][2]
        != handed(content, "b.json").borders["990100"][2]
    )
    with pytest.raises(UnknownCrsError):
        handed(content, "b.json", "epsg:4490")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_workbook_never_breaks_the_reader(data):
    content = bytearray(GOOD)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(4, len(content)))
    try:
        handed(bytes(content[:cut]))
    except YiwangError:
        return


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["单位.csv", "人员.tsv", "x.json", "o.xlsx"]))
def test_no_bytes_break_the_reader(content, name):
    try:
        handed(content, name)
    except YiwangError:
        return
