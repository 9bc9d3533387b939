"""A plan is proposed on a case's page, changed, confirmed, and its steps are followed there."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLAN = {
    "title": "浏览器预案",
    "when": [[{"name": "channel", "params": {"codes": ["hotline"]}}]],
    "steps": [
        {"id": "drive", "title": "督办进度", "how": "supervise", "who": {"by": "lead"}, "minutes": 120,
         "text": "请报告 {place} 进度"},
        {"id": "tell", "title": "提醒在岗", "how": "notify", "who": {"by": "duty", "code": "verifier"}, "text": "请留意"},
    ],
}  # fmt: skip


async def test_a_plan_is_proposed_changed_confirmed_and_followed(visitors: Visitors, city: City) -> None:
    written = PLAN | {"code": "browser"}
    await asyncio.to_thread(city.call, "supervisor", "PUT", "/plans/browser", written)
    await asyncio.to_thread(city.call, "leader", "POST", "/plans/browser/approve", {})
    found = await asyncio.to_thread(
        city.call, "dispatcher", "GET", "/cases?channel=hotline&stage=handle&limit=1"
    )
    number = found["items"][0]["number"]
    chief = await visitors.staff("browser-plans", "dispatcher", "supervisor")
    page = chief.page
    await page.goto(f"{city.url}/desk/cases/{number}")
    plan = page.get_by_role("region", name="浏览器预案")
    await expect(plan.get_by_text("来自渠道")).to_be_visible()
    await plan.get_by_role("button", name="查看并启用").click()
    await plan.get_by_label("督办进度 时限（分钟）").fill("90")
    await plan.get_by_role("checkbox", name="提醒在岗").uncheck()
    assert not await faults(page)
    await chief.shot("plan-proposed")
    await plan.get_by_role("button", name="确认启用（1 步）").click()
    await expect(plan.get_by_text("浏览器预案（第 1 版）")).to_be_visible()
    await expect(plan.get_by_text("删去：提醒在岗")).to_be_visible()
    await expect(plan.get_by_text("督办进度：请报告")).to_be_visible()
    await expect(plan.get_by_text("待答复")).to_be_visible()
    await chief.shot("plan-running")
    await page.goto(f"{city.url}/desk/plans?plan=browser")
    await expect(page.get_by_role("heading", name="浏览器预案")).to_be_visible()
    assert not await faults(page)
    await page.get_by_role("button", name="修订").click()
    await expect(page.get_by_role("dialog", name="修订")).to_be_visible()
    assert not await faults(page)
    await chief.shot("plan-editor")
