"""A bulletin is made, rewritten, approved by another, published, read by citizens; templates beside a preview."""

from __future__ import annotations

import time

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MARK = f"bul{int(time.time())}"


async def test_made_rewritten_approved_published_and_read(visitors: Visitors, city: City) -> None:
    maker = await visitors.staff("bulletin-maker", "supervisor")
    page = maker.page
    await page.goto(f"{city.url}/desk/bulletins?view=templates")
    await page.get_by_role("button", name="城市管理运行情况通报（公开） 第 1 版 · 月 · 内置").click()
    preview = page.get_by_role("region", name="预览")
    await expect(preview.get_by_role("article")).to_contain_text("城市管理运行情况通报")
    await page.get_by_role("button", name="复制为新模板").click()
    await page.get_by_label("编码").first.fill(MARK)
    await page.get_by_label("标题", exact=True).first.fill(f"{MARK}通报")
    await page.get_by_label("文字", exact=True).first.fill("全市共上报")
    await page.get_by_role("searchbox").fill("上报案件数")
    await page.get_by_role("button", name="上报案件数 reported_cases").click()
    await expect(preview.get_by_role("article", name=f"{MARK}通报")).to_contain_text("全市共上报")
    assert not await faults(page)
    await maker.shot("bulletin-template")
    await page.get_by_role("button", name="存为新版本").click()
    await page.get_by_role("button", name="编制简报").click()
    sheet = page.get_by_role("dialog", name="编制简报")
    await sheet.get_by_label("模板").select_option(MARK)
    await sheet.get_by_role("button", name="编制", exact=True).click()
    paper = page.get_by_role("article", name=f"{MARK}通报")
    await expect(paper).to_be_visible()
    await paper.get_by_role("button", name="改写").first.click()
    await paper.get_by_role("textbox", name="改写").fill("全市情况良好。")
    await paper.get_by_role("button", name="保存改写").click()
    await expect(paper.get_by_text("人工修改")).to_be_visible()
    await maker.shot("bulletin-drafted")
    address = page.url

    chief = await visitors.staff("bulletin-chief", "leader")
    page = chief.page
    await page.goto(address)
    await page.get_by_role("button", name="审定", exact=True).click()
    await page.get_by_label("发给").select_option("role:supervisor")
    await page.get_by_role("button", name="发布", exact=True).click()
    await page.get_by_role("button", name="确认已阅").click()
    await expect(page.get_by_text("已阅 1 人")).to_be_visible()
    assert not await faults(page)
    await chief.shot("bulletin-published")
    await page.goto(f"{city.url}/bulletins")
    await page.get_by_role("link", name=f"{MARK}通报").first.click()
    await expect(page.get_by_text("全市情况良好。")).to_be_visible()
    await page.go_back()
    assert not await faults(page)
    await chief.shot("bulletin-public")
    await page.goto(f"{city.url}/desk/bulletins?view=schedules")
    form = page.get_by_role("form", name="定时编制")
    await form.get_by_label("模板").select_option("daily")
    await form.get_by_role("button", name="定时编制").click()
    await expect(page.get_by_role("cell", name="城市运行日报").first).to_be_visible()
    await chief.shot("bulletin-schedules")
