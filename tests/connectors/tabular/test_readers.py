"""Files of every kind, whole and broken, as a stream of rows."""

# ruff: noqa: DTZ001 - cells of a file have no zone

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from yiwang.connectors.tabular.errors import FileRefusedError, FileTooLargeError
from yiwang.connectors.tabular.readers import open_table
from yiwang.connectors.tabular.table import BadRow, Row, Table
from yiwang.connectors.tabular.unpack import check_workbook


def read(path: Path, **options: str) -> tuple[Table, list[list[object]], list[BadRow]]:
    table = open_table(path, **options)
    rows = list(table.rows)
    table.close()
    return (
        table,
        [list(r.cells) for r in rows if isinstance(r, Row)],
        [r for r in rows if isinstance(r, BadRow)],
    )


def put(folder: Path, content: bytes | str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


CHINESE = "编号,内容,地址\n1,路灯不亮三天了,人民路12号\n2,下水道堵塞,解放路\n3,垃圾没有清运,建设街\n"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_chinese_in_every_common_encoding(tmp_path: Path, encoding: str, told: str) -> None:
    table, rows, bad = read(put(tmp_path, CHINESE.encode(encoding)))
    assert table.columns == ("编号", "内容", "地址")
    assert table.encoding == told
    assert rows[0] == ["1", "路灯不亮三天了", "人民路12号"]
    assert len(rows) == 3
    assert not bad


def test_foreign_letters_first_seen_late_still_decide_the_encoding(tmp_path: Path) -> None:
    head = "id,text\n" + "".join(f"{i},street light number {i} is broken\n" for i in range(60_000))
    path = put(tmp_path, head.encode() + "9,路灯坏了很久没有人修\n8,请尽快处理\n".encode("gb18030"))
    table, rows, bad = read(path)
    assert table.encoding == "gb18030"
    assert rows[-1] == ["8", "请尽快处理"]
    assert not bad


def test_western_text_is_never_taken_for_chinese(tmp_path: Path) -> None:
    content = "id,text\n1,José María está aquí\n2,naïve façade\n3,Müllabfuhr fällt aus\n".encode("latin-1")
    with pytest.raises(FileRefusedError, match="encoding"):
        open_table(put(tmp_path, content))
    table, rows, _ = read(put(tmp_path, content), encoding="latin-1")
    assert rows[0][1] == "José María está aquí"
    assert table.encoding == "latin-1"


def test_rows_of_a_wrong_encoding_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    good = "".join(f"{i},路灯不亮\n" for i in range(20)).encode()
    path = put(tmp_path, b"id,text\n" + good + b"99,\xd5\xe2\xca\xc7\n" + good)
    table, rows, bad = read(path)
    assert table.encoding == "utf-8"
    assert len(rows) == 40
    assert [b.number for b in bad] == [22]
    assert "encoding" in bad[0].en


def test_line_breaks_inside_quotes_and_odd_line_ends(tmp_path: Path) -> None:
    path = put(tmp_path, 'id,text\r\n1,"two\r\nlines, with ""quotes"""\r\n\r\n2,next\x0bline\u2028here\r\n')
    _, rows, bad = read(path)
    assert rows == [["1", 'two\r\nlines, with "quotes"'], ["2", "next\x0bline\u2028here"]]
    assert not bad


def test_ragged_rows_are_named_but_trailing_delimiters_are_not(tmp_path: Path) -> None:
    _, rows, bad = read(put(tmp_path, "a,b,c\n1,2,3,,\n1,2\n1,2,3,4\n4,5,6\n"))
    assert rows == [["1", "2", "3"], ["4", "5", "6"]]
    assert [(b.number, b.en) for b in bad] == [
        (3, "the row has 2 cells, the header has 3"),
        (4, "the row has 4 cells, the header has 3"),
    ]


def test_an_unclosed_quote_costs_one_row_only(tmp_path: Path) -> None:
    body = "".join(f"{i},fine\n" for i in range(10))
    _, rows, bad = read(put(tmp_path, f'id,text\n{body}77,"never closed\n{body}'))
    assert len(rows) == 20
    assert [b.en for b in bad] == ["a quotation mark is never closed"]
    _, rows, bad = read(put(tmp_path, f'id,text\n{body}77,"never closed\n' + body * 40_000, "large.csv"))
    assert len(rows) == 400_010
    assert len(bad) == 1


def test_malformed_quotes_are_never_read_as_something_else(tmp_path: Path) -> None:
    _, rows, bad = read(put(tmp_path, 'id,text\n1,"5" pipe"\n2,5" pipe\n'))
    assert rows == [["2", '5" pipe']]
    assert [b.number for b in bad] == [2]


def test_nul_bytes_and_endless_lines_do_not_stop_the_reading(tmp_path: Path) -> None:
    path = put(
        tmp_path, "id,text\n1,a\x00b\n2," + "x" * 3_000_000 + "\n3,ok\n4," + "y" * 200_000 + "\n5,ok\n"
    )
    _, rows, bad = read(path)
    assert [r[0] for r in rows] == ["1", "3", "5"]
    assert [b.en for b in bad] == ["the line is too long", "a cell has more than 131072 characters"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    lines = [["id", "text", "place"], ["1", "a, b", "x"], ["2", "one; two", "y"], ["3", "p|q", "z"]]
    text = io.StringIO()
    import csv

    csv.writer(text, delimiter=delimiter).writerows(lines)
    table, rows, bad = read(put(tmp_path, text.getvalue()))
    assert table.delimiter == delimiter
    assert rows == lines[1:]
    assert not bad


def test_gzip_is_read_by_content_and_bombs_are_refused(tmp_path: Path) -> None:
    _, rows, _ = read(put(tmp_path, gzip.compress(CHINESE.encode("gb18030")), "any.name"))
    assert len(rows) == 3
    bomb = put(tmp_path, gzip.compress(b"a,b\n" + b"1,2\n" * 40_000_000), "bomb.csv.gz")
    with pytest.raises(FileTooLargeError):
        read(bomb)
    cut = put(tmp_path, gzip.compress(CHINESE.encode() * 500)[:-20], "cut.csv.gz")
    with pytest.raises(FileRefusedError, match="cut off"):
        read(cut)


def workbook(path: Path) -> Path:
    book = xlsxwriter.Workbook(path)
    hidden = book.add_worksheet("hidden")
    hidden.hide()
    sheet = book.add_worksheet("案件")
    sheet.activate()
    sheet.set_first_sheet()
    sheet.write_row(0, 0, ["编号", "内容", "时间", "金额", "公式"])
    day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write_row(2, 0, [12345.0, "路灯𠮷😀"])
    sheet.write_datetime(2, 2, datetime(2025, 8, 1, 6, 35), day)
    sheet.write_number(2, 3, 1.5)
    sheet.write_formula(2, 4, "=1+1", None, 2)
    sheet.write_row(3, 0, [2, "x"])
    sheet.write_formula(3, 4, "=1/0", None, "#DIV/0!")
    sheet.write_row(4, 0, [3, "y", None, None, None, None, "stray"])
    book.close()
    return path


def test_workbooks_give_cached_values_dates_and_whole_numbers(tmp_path: Path) -> None:
    table, rows, bad = read(workbook(tmp_path / "book.xlsx"))
    assert table.kind == "xlsx"
    assert table.columns == ("编号", "内容", "时间", "金额", "公式")
    assert rows == [[12345, "路灯𠮷😀", datetime(2025, 8, 1, 6, 35), 1.5, 2]]
    assert [(b.number, b.en) for b in bad] == [
        (4, "column 5 is the formula error #DIV/0!"),
        (5, "there is content in columns beyond the header"),
    ]


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx")
    assert open_table(path, sheet="案件").columns[0] == "编号"
    with pytest.raises(FileRefusedError, match="there is no sheet"):
        open_table(path, sheet="nope")


def rezipped(path: Path, changes: dict[str, bytes], target: Path) -> Path:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
    return target


def test_workbooks_that_unpack_to_gigabytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (200 << 20))
    with pytest.raises(FileTooLargeError):
        check_workbook(path)


def test_workbooks_with_entities_or_endless_rows_are_refused(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx")
    evil = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    )
    with pytest.raises(FileRefusedError):
        read(rezipped(good, {"xl/worksheets/sheet2.xml": evil}, tmp_path / "evil.xlsx"))
    far = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="99999999999"><c r="A99999999999"><v>1</v>'
        b"</c></row></sheetData></worksheet>"
    )
    with pytest.raises(FileRefusedError):
        read(rezipped(good, {"xl/worksheets/sheet2.xml": far}, tmp_path / "far.xlsx"))


def test_parquet_keeps_types_and_strange_names(tmp_path: Path) -> None:
    path = tmp_path / "a[1]*b.parquet"
    plain = tmp_path / "plain.parquet"
    duckdb.sql(
        "SELECT '𠮷' AS \"文本\", TIMESTAMP '2025-08-01 06:35:06' AS at, 1.5::DECIMAL(4,2) AS n, [1,2] AS l, "
        "NULL::INT AS nothing FROM range(2500)"
    ).write_parquet(str(plain))
    plain.rename(path)
    table, rows, bad = read(path)
    assert table.columns == ("文本", "at", "n", "l", "nothing")
    assert rows[0] == ["𠮷", datetime(2025, 8, 1, 6, 35, 6), "1.50", "[1,2]", None]
    assert len(rows) == 2500
    assert not bad
    assert table.share() == 1.0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"PK\x03\x04 not a zip",
        b"PAR1 not parquet",
        b"\xd0\xcf\x11\xe0old excel",
        b"\x1f\x8bnot gzip at all",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        bytes(range(256)) * 40,
        b",,,\n1,2,3\n",
    ],
)
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileRefusedError):
        read(put(tmp_path, content))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv", Path("a\x00b")):
        with pytest.raises(FileRefusedError):
            open_table(path)


def test_columns_know_their_likes(tmp_path: Path) -> None:
    table = open_table(put(tmp_path, "case_id,Open_Date,text,text\n1,2,3,4\n"))
    assert table.nearest("open_dat") == "Open_Date"
    assert table.nearest("zzz") is None
    assert table.is_ambiguous("text")
    table.close()
