"""A bulletin says what the indicators say, with its questions, and says so where they say nothing."""

from __future__ import annotations

import re

import msgspec
import pytest
from tests.support import world as w

from yiwang.base.bulletins import api
from yiwang.base.bulletins.definition import BulletinsSection
from yiwang.base.bulletins.errors import BulletinPeriodError, TemplateError, TemplateNotFoundError
from yiwang.infra.documents import Chart, Paragraph, Table, based, write
from yiwang.kernel.actor import SYSTEM


def template(*blocks, **more):
    given = {"code": "mine", "zh": "我的", "en": "mine", "every": "any", "title": "{{city}}{{period}}"}
    return msgspec.convert(given | {"blocks": blocks} | more, api.Template)


def words(document):
    return [
        "".join(run.text for run in block.runs) for block in document.blocks if isinstance(block, Paragraph)
    ]


@pytest.fixture
async def month(desk):
    async with desk.database.reading(SYSTEM) as work:
        return f"{work.now:%Y-%m}"


async def test_every_figure_is_the_outlets_and_names_its_question(desk, month):
    text = "上报{{reported_cases}}件，满意{{satisfaction_rate}}，分母{{due_cases part=value}}"
    found = await desk.make(template({"kind": "text", "text": text}), month)
    reported = await desk.value("reported_cases", month)
    assert reported["value"] == 3
    [said] = words(found)
    assert said.startswith("上报3件，满意暂无（无应计案件）")
    figures = list(found.figures())
    assert len(figures) == 3
    link = figures[0].source.link
    assert re.fullmatch(r"/desk/indicators/reported_cases\?period=.*&version=1", link)
    assert f"/api/v1/indicators/reported_cases/value?{link.partition('?')[2]}" in figures[0].source.question
    assert next(based(found, "http://city/").figures()).source.link == f"http://city{link}"
    assert "数据时间" in figures[0].source.question
    assert (figures[0].number, figures[0].form) == (3.0, "#,##0")
    assert figures[1].number is None


async def test_a_period_that_runs_says_so_and_is_compared_with_as_many_days(desk, month):
    found = await desk.make(template({"kind": "comparison", "indicators": ["reported_cases"]}), month)
    [said] = words(found)
    async with desk.database.reading(SYSTEM) as work:
        days = work.now.astimezone().day
    if days < 28:  # on the last days of a month it no longer runs
        assert "截至" in found.title
        assert "与上期前" in said
    assert "无法比较（周期内无数据）" in said or "上升" in said


async def test_tables_rank_and_charts_leave_no_month_out(desk, month):
    found = await desk.make(
        template(
            {"kind": "table", "title": "区域", "by": "area", "indicators": ["reported_cases", "satisfaction_rate"],
             "rank": True, "change": "last"},
            {"kind": "chart", "title": "近6月", "by": "time", "grain": "month", "back": 6,
             "indicators": ["reported_cases"], "shape": "column"},
            {"kind": "cases", "title": "案件", "indicator": "reported_cases", "side": "numerator"},
            {"kind": "finding", "indicator": "reported_cases", "by": "area"},
        ),
        month,
    )  # fmt: skip
    table, chart, cases = (b for b in found.blocks if isinstance(b, Table | Chart))
    assert table.columns == ("名次", "区域", "上报案件数（件）", "满意率（%）", "环比")
    assert [cell.text for cell in table.rows[0]][:3] == ["1", table.rows[0][1].text, "3"]
    assert table.rows[0][3].text.startswith("暂无（")
    assert table.rows[0][3].number is None
    assert len(chart.labels) == 6
    assert chart.series[0].values[-1] == 3
    assert chart.series[0].values[0] is None
    assert len(cases.rows) == 3
    assert any("最多，为3件，占全部的100.0%" in line for line in words(found))


async def test_what_is_shipped_is_made_in_both_languages_and_all_forms(desk, month):
    for code in ("monthly", "public"):
        for language in ("zh", "en"):
            found = await desk.make(code, month, language=language)
            assert found.title
            assert bool(found.sources) is (code != "public")
            assert msgspec.json.decode(msgspec.json.encode(found), type=type(found)) == found
            assert "{{" not in str(found)
    for form in ("docx", "pdf", "xlsx", "html"):
        assert len(write(found, form)) > 2000


async def test_a_template_of_months_takes_no_day(desk):
    with pytest.raises(BulletinPeriodError) as refused:
        await desk.make("monthly", "2026-01-05")
    assert "按月编制" in refused.value.sentence("zh")
    with pytest.raises(TemplateNotFoundError):
        await desk.make("nobody")


async def test_only_what_one_may_see_is_told(desk):
    from yiwang.base.indicators.errors import OutOfSightError

    with pytest.raises(OutOfSightError):
        await desk.make("special", "2026", who=w.actor("leader", area=w.DISTRICT), area="999999")


async def test_a_pack_brings_templates_and_a_version_never_changes(desk):
    one = msgspec.to_builtins(template({"kind": "heading", "text": "一"}))
    async with desk.database.work(SYSTEM) as work:
        await api.apply_section(work, BulletinsSection(templates=(one,)), "city")
        await api.apply_section(work, BulletinsSection(templates=(one,)), "city")
    async with desk.database.work(SYSTEM) as work:
        assert (await api.templates(work.tx))["mine"].author == "pack:city"
        with pytest.raises(TemplateError, match="version"):
            await api.save(work, template({"kind": "heading", "text": "二"}), "person:1")
        await api.save(work, template({"kind": "heading", "text": "二"}, version=2), "person:1")
        assert (await api.template(work.tx, "mine")).version == 2
        assert (await api.template(work.tx, "mine", 1)).blocks[0].text == "一"
