"""A document says the same as a page, in Word and in Excel, and its figures lead to their sources."""

from __future__ import annotations

import io

import docx as word
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
    contents="目录",
)


def test_a_page_escapes_and_numbers_its_figures():
    page = html(DOCUMENT)
    assert "<h1>分析&lt;报告&gt;</h1>" in page
    assert 'href="http://city/desk/cases?number=1,2&amp;x=1">2</a><sup><a href="#s1">1</a></sup>' in page
    assert '<li class="l2"><a href="#h1">现状</a></li>' in page
    assert '<h2 id="h1">现状</h2>' in page
    assert '<li id="s2">2: GET /efficiency?a=1</li>' in page
    assert "<script" not in page


def test_word_opens_it_with_headings_tables_links_and_contents():
    word = opened(docx(DOCUMENT))
    assert [p.text for p in word.paragraphs if p.style.name.startswith(("Title", "Heading"))] == [
        "分析<报告>", "现状", "数字来源",
    ]  # fmt: skip
    [table] = word.tables
    assert [[c.text for c in row.cells] for row in table.rows] == [["事项", "件"], ["=1+1", "22"]]
    links = [link for p in word.paragraphs for link in p.hyperlinks if link.address]
    assert [(link.text, link.address) for link in links] == [("2", LINK)]
    [cell] = table.rows[1].cells[1].paragraphs[0].hyperlinks
    assert cell.address == LINK
    assert word.paragraphs[-1].text == "2. 2: GET /efficiency?a=1"
    contents = next(p for p in word.paragraphs if p.text.startswith("现状\t"))
    assert contents.hyperlinks[0].fragment == heading_mark(word, "现状")


def test_word_takes_what_xml_does_not():
    odd = "a\x00b\x0bc\ud800d𠮷\ufffe"
    document = Document(odd, odd, (Heading(odd), Paragraph((Run(odd, Source(odd)),))), odd)
    assert opened(docx(document)).paragraphs[0].text == "abcd𠮷"


def test_a_long_table_repeats_its_head_on_each_page():
    rows = tuple((Run(str(n)), Run("件")) for n in range(2000))
    [table] = opened(docx(Document("表", "", (Table("表", ("序", "量"), rows),), "来源"))).tables
    assert len(table.rows) == 2001
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")


def opened(data: bytes) -> word.document.Document:
    return word.Document(io.BytesIO(data))


def heading_mark(document: word.document.Document, text: str) -> str:
    heading = next(p for p in document.paragraphs if p.style.name.startswith("Heading") and p.text == text)
    [mark] = heading._p.xpath("w:bookmarkStart/@w:name")
    return str(mark)


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
