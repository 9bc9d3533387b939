"""A citizen with a phone: report, keep the receipt, follow it."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect
from tests.browser.conftest import PHONE, City, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def test_a_citizen_reports_and_follows_with_number_and_receipt(visitors: Visitors) -> None:
    phone = await visitors.come("/", PHONE)
    page = phone.page
    await page.get_by_label("发生了什么").fill("河堤路口路灯不亮，已有两天")
    await page.get_by_label("在哪里").fill("河堤路 12 号")
    await phone.shot("public-report")
    await page.get_by_role("button", name="提交").click()
    await page.get_by_role("heading", name="已收到，谢谢您").wait_for()
    await phone.shot("public-receipt")
    await expect(page.locator(".done dd").nth(0)).to_have_text(re.compile(r"^\d{20,}$"))
    number = await page.locator(".done dd").nth(0).inner_text()
    secret = await page.locator(".done dd").nth(1).inner_text()
    assert re.fullmatch(r"\d{20,}", number)
    assert len(secret) >= 12

    other = (await visitors.come("/follow", PHONE)).page
    await other.get_by_label("编号").fill(number)
    await other.get_by_label("查询码").fill(secret)
    await other.get_by_role("button", name="查询").click()
    await other.locator(".steps li").first.wait_for()
    assert "已登记" in await other.locator(".steps").inner_text()


async def test_a_wrong_receipt_is_refused_in_words(visitors: Visitors, city: City) -> None:
    number = city.call("supervisor", "GET", "/cases?limit=1")["items"][0]["number"]
    visit = await visitors.come(f"/follow#{number}/WRONGWRONGWRONG", PHONE)
    await visit.page.get_by_role("alert").wait_for()
    assert await visit.page.locator(".steps").count() == 0
    visit.complaints.clear()  # the browser itself notes the refused request


async def test_nothing_said_is_nothing_sent(visitors: Visitors) -> None:
    visit = await visitors.come("/", PHONE)
    await visit.page.get_by_role("button", name="提交").click()
    await visit.page.get_by_text("请先写下发生了什么").wait_for()
    assert not any("/public/reports" in url for url in visit.asked)


async def test_english_by_switch(visitors: Visitors) -> None:
    visit = await visitors.come("/", PHONE)
    await visit.page.get_by_role("button", name="English").click()
    await visit.page.get_by_role("heading", name="Report a problem").wait_for()
    await visit.page.reload()
    await visit.page.get_by_role("heading", name="Report a problem").wait_for()
