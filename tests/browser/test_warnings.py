"""A warning at the desk: one writes it, another approves, it is published, a unit confirms receipt."""

from __future__ import annotations

import asyncio
import time

import pytest
from playwright.async_api import Page, expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Of this run alone: the city may have been up for long.
TITLE = f"暴雨预警 {int(time.time())}"


async def _do(page: Page, act: str) -> None:
    """Open the warning, do one thing with it and wait until it is done."""
    await page.locator(".warning-list button").filter(has_text=TITLE).click()
    await page.locator(".warning-acts").get_by_role("button", name=act).click()
    await page.get_by_role("dialog", name=act).get_by_role("button", name="确定").click()
    await page.get_by_text(f"已完成：{act}").wait_for()


async def test_a_warning_is_written_approved_published_and_confirmed(visitors: Visitors, city: City) -> None:
    units = await asyncio.to_thread(city.call, "admin", "GET", "/units?limit=5")
    unit = units["items"][0]
    author = await visitors.staff("browser-warn-author", "dispatcher")
    page = author.page
    await page.goto(f"{city.url}/desk/warnings")
    await page.get_by_role("button", name="起草预警").click()
    sheet = page.get_by_role("dialog", name="起草预警")
    await sheet.get_by_label("标题").fill(TITLE)
    await sheet.get_by_label("级别").select_option("orange")
    await sheet.get_by_label("内容").fill("预计三小时内有强降雨，请做好防范。")
    await sheet.get_by_label("区域", exact=True).select_option(index=0)
    await sheet.get_by_label("接收单位").select_option(unit["code"])
    await author.shot("warning-draft")
    assert not await faults(page)
    await sheet.get_by_role("button", name="提交审批").click()
    await page.get_by_text("已提交，等待另一人审批").wait_for()
    acts = page.locator(".warning-acts")
    await expect(acts.get_by_role("button", name="撤回")).to_be_visible()
    await expect(acts.get_by_role("button", name="审批通过")).to_have_count(0)

    chief = await visitors.staff("browser-warn-chief", "supervisor")
    await chief.page.goto(f"{city.url}/desk/warnings")
    await _do(chief.page, "审批通过")
    await expect(acts.get_by_role("button", name="发布")).to_be_visible()
    await _do(page, "发布")
    await expect(page.locator(".warning-receipts")).to_contain_text("未确认")

    handler = await visitors.staff("browser-warn-handler", "handler", unit=unit["code"])
    await handler.page.goto(f"{city.url}/desk/notices")
    await expect(handler.page.get_by_text("请确认收到").first).to_be_visible()
    await handler.page.goto(f"{city.url}/desk/warnings?mine=true")
    await expect(handler.page.locator(".warning-list").get_by_text("请确认").first).to_be_visible()
    await _do(handler.page, "确认收到")
    await expect(page.locator(".warning-receipts")).not_to_contain_text("未确认")
    await expect(page.locator(".warning-list li").filter(has_text=TITLE)).to_contain_text("1/1 已确认")
    await author.shot("warnings")
    assert not await faults(page)
