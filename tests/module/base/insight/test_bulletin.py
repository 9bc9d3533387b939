"""The analysis report: three parts from the figures, each figure with its question and its cases."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from tests.support import world as w
from tests.support.web import application, client

from yiwang.base.insight import api, http
from yiwang.base.insight.model import bulletin_texts
from yiwang.infra.documents import Heading


async def made(database, language="zh"):
    async with database.reading(w.DISPATCHER) as work:
        return await api.bulletin(work, api.asked(work.now), language, "http://city/")


async def test_three_parts_whose_figures_open_their_cases(worked, database):
    found = await made(database)
    parts = [block.text for block in found.blocks if isinstance(block, Heading) and block.level == 2]
    assert parts == ["一、现状量化", "二、原因分析", "三、策略建议"]
    figures = list(found.figures())
    assert all(run.source.question.startswith("GET /api/v1/insight/") for run in figures)
    assert (figures[0].text, figures[0].source.question.split("?")[0]) == (
        "3",
        "GET /api/v1/insight/efficiency",
    )
    assert "from=" in figures[0].source.question
    returned = next(run for run in figures if run.source.behind == (worked[1],))
    assert returned.source.link == f"http://city/desk/cases?number={worked[1]}"


async def test_in_both_languages_nothing_is_left_open(worked, database):
    del worked
    for language in ("zh", "en"):
        found = await made(database, language)
        text = "".join(str(block) for block in found.blocks)
        assert not re.search(r"text='[^']*\{", text)
    pairs = [
        pair
        for name in dir(bulletin_texts)
        if name.isupper()
        for pair in getattr(bulletin_texts, name).values()
    ]
    for zh, en in pairs:
        assert sorted(re.findall(r"\{\w*\}", zh)) == sorted(re.findall(r"\{\w*\}", en))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_it_leaves_as_a_page_for_word_and_for_excel(worked, database):
    app = application(database, [http.router])
    async with client(app, "leader") as caller:
        page = await caller.get("/api/v1/insight/bulletin")
        assert page.headers["content-type"].startswith("text/html")
        assert worked[1] in page.text
        word = await caller.get("/api/v1/insight/bulletin", params={"format": "docx"})
        assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(word.content)).namelist()
        excel = await caller.get("/api/v1/insight/bulletin", params={"format": "xlsx", "language": "en"})
        assert openpyxl.load_workbook(io.BytesIO(excel.content)).sheetnames[-1] == "Sources"
    async with client(app, "handler@U1") as caller:
        assert (await caller.get("/api/v1/insight/bulletin")).status_code == 403
