"""A document says the same as a page, in Word and in Excel, and its figures lead to their sources."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from yiwang.infra.documents import Document, Heading, Paragraph, Run, Source, Table, docx, html, xlsx

LINK = "http://city/desk/cases?number=1,2&x=1"
DOCUMENT = Document(
    "分析<报告>",
    "2026-01",
    (
        Heading("现状"),
        Paragraph((Run("共 "), Run("2", Source("GET /efficiency", LINK, ("1", "2"))), Run(" 件"))),
        Table("表", ("事项", "件"), ((Run("=1+1"), Run("2", Source("GET /efficiency?a=1", LINK, ("1",)))),)),
    ),
    "数字来源",
)


def test_a_page_escapes_and_numbers_its_figures():
    page = html(DOCUMENT)
    assert "<h1>分析&lt;报告&gt;</h1>" in page
    assert 'href="http://city/desk/cases?number=1,2&amp;x=1">2</a><sup><a href="#s1">1</a></sup>' in page
    assert '<li id="s2">2: GET /efficiency?a=1</li>' in page
    assert "<script" not in page


def test_word_opens_it_with_headings_tables_and_links():
    with zipfile.ZipFile(io.BytesIO(docx(DOCUMENT))) as packed:
        assert packed.testzip() is None
        parts = {name: ET.fromstring(packed.read(name)) for name in packed.namelist()}
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    document = parts["word/document.xml"]
    words = "".join(t.text or "" for t in document.iter(f"{w}t"))
    assert words.startswith("分析<报告>2026-01现状共 21 件表事项件=1+122")
    assert len(list(document.iter(f"{w}tc"))) == 4
    links = [r.attrib["Target"] for r in parts["word/_rels/document.xml.rels"] if "TargetMode" in r.attrib]
    assert links == [LINK, LINK]
    r = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    assert [h.attrib[r] for h in document.iter(f"{w}hyperlink")] == ["l1", "l2"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_excel_has_a_sheet_per_table_and_what_is_behind_each_figure():
    book = openpyxl.load_workbook(io.BytesIO(xlsx(DOCUMENT)))
    assert book.sheetnames == ["1", "2", "数字来源"]
    assert [c.value for c in book["1"]["A"]] == ["分析<报告>", "2026-01", "现状", "共 2 件"]
    table = book["2"]
    assert [[c.value for c in row] for row in table.rows] == [["表", None], ["事项", "件"], ["=1+1", "2"]]
    assert table["A3"].data_type == "s"
    assert table["B3"].hyperlink.target == LINK
    assert [[c.value for c in row] for row in book["数字来源"].rows] == [
        [1, "2", "GET /efficiency", "1 2"],
        [2, "2", "GET /efficiency?a=1", "1"],
    ]
