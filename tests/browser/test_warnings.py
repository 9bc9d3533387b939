"""A warning at the desk: one writes it, another approves, it is published, a unit confirms receipt, the wall shows it."""

from __future__ import annotations

import asyncio
import time

import pytest
from playwright.async_api import Page, expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults
from tests.browser.test_wall import MISPLACED

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def _do(page: Page, title: str, act: str, reason: str | None = None) -> None:
    """Open the warning, do one thing with it and wait until it is done."""
    await page.locator(".warning-list button").filter(has_text=title).click()
    await page.locator(".warning-acts").get_by_role("button", name=act).click()
    dialog = page.get_by_role("dialog", name=act)
    if reason is not None:
        await dialog.get_by_label("理由").fill(reason)
    await dialog.get_by_role("button", name="确定").click()
    await page.get_by_text(f"已完成：{act}").wait_for()


async def test_a_warning_is_written_approved_published_and_confirmed(visitors: Visitors, city: City) -> None:
    title = f"暴雨预警 {int(time.time())}"  # of this run alone: the city may have been up for long
    units = await asyncio.to_thread(city.call, "admin", "GET", "/units?limit=5")
    unit = units["items"][0]
    author = await visitors.staff("browser-warn-author", "dispatcher")
    page = author.page
    await page.goto(f"{city.url}/desk/warnings")
    await page.get_by_role("button", name="起草预警").click()
    sheet = page.get_by_role("dialog", name="起草预警")
    await sheet.get_by_label("标题").fill(title)
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
    await _do(chief.page, title, "审批通过")
    await expect(acts.get_by_role("button", name="发布")).to_be_visible()
    await _do(page, title, "发布")
    await expect(page.locator(".warning-receipts")).to_contain_text("未确认")

    handler = await visitors.staff("browser-warn-handler", "handler", unit=unit["code"])
    await handler.page.goto(f"{city.url}/desk/notices")
    await expect(handler.page.get_by_text("请确认收到").first).to_be_visible()
    await handler.page.goto(f"{city.url}/desk/warnings?mine=true")
    await expect(handler.page.locator(".warning-list").get_by_text("请确认").first).to_be_visible()
    await _do(handler.page, title, "确认收到")
    await expect(page.locator(".warning-receipts")).not_to_contain_text("未确认")
    await expect(page.locator(".warning-list li").filter(has_text=title)).to_contain_text("1/1 已确认")
    await author.shot("warnings")
    assert not await faults(page)

    wall = await visitors.staff("browser-warn-wall", "leader", size=(1920, 1080))
    await wall.page.goto(f"{city.url}/screen")
    sign = wall.page.locator(".wall-in-force")
    await expect(sign).to_contain_text("橙色预警")
    flood = wall.page.locator(".wall-scenes").get_by_role("button", name="防汛")
    await expect(flood).to_have_attribute("aria-pressed", "true")
    await wall.page.locator(".wall-ground[data-ready=true]").wait_for()
    await wall.shot("wall-warning")
    assert await wall.page.evaluate(MISPLACED) == []
    await _do(page, title, "解除", "雨已停")
    await expect(sign.filter(has_text=title)).to_have_count(0)
