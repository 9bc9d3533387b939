"""A template of warnings at the desk: written with fields, looked at filled in, saved twice, used for a draft."""

from __future__ import annotations

import time

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Of this run alone: the city may have been up for long.
CODE = f"wt-{int(time.time())}"


async def test_a_template_is_written_previewed_and_used(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-template", "dispatcher")
    page = desk.page
    await page.goto(f"{city.url}/desk/warnings")
    await page.get_by_role("link", name="预警模板").click()
    await page.get_by_role("button", name="新模板").click()
    await page.get_by_label("编码", exact=True).fill(CODE)
    await page.get_by_label("标题", exact=True).fill(f"{CODE} {{area}}内涝{{level}}预警")
    words = page.get_by_role("textbox", name="内容", exact=True)
    await words.fill("请防范，有效至")
    await words.press("End")
    await page.get_by_role("button", name="结束时间").click()
    await page.get_by_label("级别").select_option("orange")
    await page.get_by_label("灾种").fill("内涝")
    await page.get_by_label("接收单位").select_option(index=0)
    preview = page.get_by_role("region", name="预览")
    await expect(preview).to_contain_text("内涝橙色预警")
    await expect(preview).to_contain_text("将通知 1 个单位或人员")
    await page.get_by_role("button", name="保存为新版本").click()
    await page.get_by_text("已保存，第 1 版").wait_for()
    await page.get_by_label("级别").select_option("red")
    await page.get_by_role("button", name="保存为新版本").click()
    await page.get_by_text("已保存，第 2 版").wait_for()
    await expect(page.get_by_role("region", name="历史版本")).to_contain_text("第 1 版")
    await desk.shot("warning-template")
    assert not await faults(page)

    await page.goto(f"{city.url}/desk/warnings")
    await page.get_by_role("button", name="起草预警").click()
    sheet = page.get_by_role("dialog", name="起草预警")
    await sheet.get_by_label("模板").select_option(CODE)
    await expect(sheet.get_by_label("级别")).to_have_value("red")
    await expect(sheet.get_by_label("灾种")).to_have_value("内涝")
    await sheet.get_by_label("区域", exact=True).select_option(index=0)
    await sheet.get_by_role("button", name="提交审批").click()
    await page.get_by_text("已提交，等待另一人审批").wait_for()
    detail = page.locator(".warning-detail")
    await expect(detail).to_contain_text("内涝红色预警")
    await expect(detail.get_by_role("link", name="下载 CAP")).to_have_count(0)
