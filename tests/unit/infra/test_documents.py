"""A document says the same as a page, in Word, in Excel and in print, and its figures lead to their sources."""

from __future__ import annotations

import ctypes
import io

import docx as word
import msgspec
import openpyxl
import pypdfium2
import pytest
import typst

from yiwang.infra.documents import (
    Chart,
    Cover,
    Document,
    Heading,
    Paragraph,
    Run,
    Series,
    Source,
    Table,
    docx,
    fonts,
    html,
    pdf,
    printing,
    xlsx,
)
from yiwang.infra.documents.chart import svg

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


CHART = Chart(
    "各区<案件>",
    ("江汉区", "硚口区"),
    (Series("本期", (12.0, None), ("12", "")), Series("上期", (-3.0, 8.0), ("-3", "8"))),
    "column",
    "件",
    Source("GET /drill", LINK),
)
RARE = "䶮𠮷㙟𬭚镕"


def test_a_chart_is_drawn_and_what_has_no_value_is_no_bar():
    drawn = svg(CHART)
    assert drawn.count("<rect") == 2 + 3  # the legend, and three values
    assert "各区&lt;案件&gt; (件)" in drawn
    assert ">—</text>" in drawn
    line = svg(Chart("线", tuple("abcd"), (Series("x", (1.0, 2.0, None, 3.0), tuple("12 3")),), "line"))
    assert line.count("<circle") == 3
    assert line.count("<polyline") == 1
    assert svg(Chart("空", (), ()))


def test_print_says_the_same_with_rare_characters_and_nothing_of_it_is_a_program():
    hostile = '#set page(width: 1pt) $x$ \\ "quoted" *b* @ref <l> // no comment'
    document = Document(
        f"报{RARE}", "2026-01",
        (Heading("现状"), Paragraph((Run(hostile), Run("2", Source("GET /x", LINK)))), CHART,
         Table("表", ("名", "量"), ((Run(RARE), Run("5", None, 5.0, "0")),), (None, Source("GET /col")))),
        "数字来源", contents="目录", cover=Cover("简报", "第1期", "中心", "2026年1月1日"),
    )  # fmt: skip
    pages = printed(document)
    said = "".join(page.get_textpage().get_text_range() for page in pages)
    assert set(RARE) <= set(said)
    assert "#set page(width: 1pt) $x$" in said.replace("\r\n", " ")
    assert "GET /col" in said
    links = [link for page in pages for link in addresses(page)]
    assert LINK in links
    picture = pages[0].render(scale=0.5).to_pil()
    assert any(red > 150 and green < 60 for red, green, *_ in set(picture.get_flattened_data())), (
        "the red head"
    )


def test_a_long_table_is_printed_whole():
    rows = tuple((Run(f"行{n}"), Run("件")) for n in range(10_000))
    pages = printed(Document("表", "", (Table("表", ("序", "量"), rows),), ""))
    assert len(pages) > 100
    last = pages[len(pages) - 1].get_textpage().get_text_range()
    assert "9999" in last
    assert "序" in last, "the head is on each page"


def test_word_shows_the_picture_of_a_chart_the_red_head_and_who_changed_words():
    changed = Paragraph((Run("改过"),), note="（张三修订）")
    cover = Cover("简报", "第1期", "中心", "1日")
    found = opened(docx(Document("报", "", (CHART, changed), "", cover=cover)))
    [shape] = found.inline_shapes
    assert "12" in shape._inline.docPr.get("descr")
    assert found.paragraphs[0].runs[0].font.color.rgb == (0xC0, 0, 0)
    assert any(p.text == "改过 （张三修订）" for p in found.paragraphs)
    assert not [p for p in found.paragraphs if p.style.name == "Heading 2"], "no list of sources"


def test_excel_holds_numbers_and_draws_by_itself():
    table = Table("表", ("率", "件"), ((Run("98.1%", None, 0.981, "0.0%"), Run("暂无（无数据）")),))
    content = xlsx(Document("报", "", (table, CHART), "来源"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert (book["2"]["A3"].value, book["2"]["A3"].number_format) == (0.981, "0.0%")
    assert book["2"]["B3"].value == "暂无（无数据）"
    assert [[c.value for c in row] for row in book["3"].iter_rows(max_col=3)][1:] == [
        [None, "本期", "上期"], ["江汉区", 12, -3], ["硚口区", None, 8],
    ]  # fmt: skip
    assert len(book["3"]._charts) == 1


def test_without_numbers_nothing_is_listed():
    document = Document("报", "", (Paragraph((Run("2", Source("GET /x", LINK)),)),), "")
    page = html(document)
    assert f'<a href="{LINK.replace("&", "&amp;")}">2</a>' in page
    assert "<sup>" not in page


def test_no_font_with_chinese_is_named(monkeypatch):
    monkeypatch.setattr(printing, "_SERIF", ())
    monkeypatch.setattr(printing, "_SANS", ())
    printing._found.cache_clear()
    try:
        with pytest.raises(printing.NoFontError):
            pdf(DOCUMENT)
    finally:
        printing._found.cache_clear()


@pytest.mark.skipif(not fonts.BUNDLED.is_dir(), reason="the pages are not built: make web")
def test_what_comes_with_the_program_prints_chinese_on_a_machine_without_fonts(monkeypatch):
    only = typst.Fonts(include_system_fonts=False, font_paths=[fonts.BUNDLED])
    monkeypatch.setattr(printing.typst, "Fonts", lambda **_: only)
    printing._found.cache_clear()
    try:
        assert "Noto Sans SC" in printing._found()[1]
        text = "".join(page.get_textpage().get_text_range() for page in printed(DOCUMENT))
        assert DOCUMENT.title in text
    finally:
        printing._found.cache_clear()


def test_a_document_is_kept_as_it_is():
    kept = msgspec.json.encode(DOCUMENT)
    assert msgspec.json.decode(kept, type=Document) == DOCUMENT


def printed(document):
    return pypdfium2.PdfDocument(pdf(document))


def addresses(page):
    raw = pypdfium2.raw
    found, at, link = [], ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, at, link):
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(page.pdf, action, None, 0)
        text = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(page.pdf, action, text, size)
        found.append(text.value.decode())
    return found
