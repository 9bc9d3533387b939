"""Alerts on indicators and the stage of the city: declared on the page, seen in the top line."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RULE = {
    "code": "browser_reports", "indicator": "reported_cases", "zh": "浏览器测试：上报多", "en": "Browser test",
    "side": "above", "limits": {"kind": "static", "levels": {"yellow": 1}, "clear": 0},
}  # fmt: skip


async def test_a_rule_is_tried_and_switched_on_and_a_stage_is_declared(
    visitors: Visitors, city: City
) -> None:
    await asyncio.to_thread(city.call, "supervisor", "PUT", "/vitals/rules/browser_reports", RULE)
    desk = await visitors.staff("browser-vitals", "leader")
    page = desk.page
    await page.goto(f"{city.url}/desk/vitals?tab=rules")
    row = page.get_by_role("listitem").filter(has_text="浏览器测试")
    await row.get_by_role("button", name="在历史上演练").click()
    await expect(row).to_contain_text("次")
    await row.get_by_role("button", name="启用").click()
    await expect(row.get_by_role("button", name="停用")).to_be_visible()
    await row.get_by_role("button", name="停用").click()
    await expect(row).to_contain_text("未启用")
    await desk.shot("vitals-rules")
    await page.get_by_role("button", name="城市运行等级").click()
    await page.get_by_label("发布等级").select_option("2")
    await page.get_by_label("理由").fill("浏览器测试")
    await page.get_by_role("button", name="发布", exact=True).click()
    await expect(page.locator(".vital-history")).to_contain_text("浏览器测试")
    await expect(page.locator(".stage-chip")).to_contain_text("二级 关注")
    await desk.shot("vitals-stage")
    stage = await asyncio.to_thread(city.call, "leader", "GET", "/city-stage")
    assert (stage["stage"], stage["reason"]) == (2, "浏览器测试")
    body = {"stage": 1, "reason": "测试结束", "seq": stage["seq"]}
    await asyncio.to_thread(city.call, "leader", "POST", "/city-stage", body)
