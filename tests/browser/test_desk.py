"""The desk: file by keyboard, find, act, see it live, be refused in words."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Page, expect
from tests.browser.conftest import PHONE, City, Visit, Visitors
from tests.support.patience import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def act(page: Page, action: str, fields: dict[str, str] | None = None) -> None:
    """Do an allowed action of the case page by its name."""
    bar = page.locator(".actions")
    button = bar.get_by_role("button", name=re.compile(rf"^{action}(?!\w)"))
    item = page.get_by_role("menuitem", name=action, exact=True)
    more = bar.get_by_role("button", name="更多操作")

    async def offered() -> bool:  # what may be done follows the live stream
        if await button.count():
            await button.first.click()
            return True
        if await more.count() and await more.get_attribute("aria-expanded") != "true":
            await more.click()
        if await item.count():
            await item.click()
            return True
        return False

    await until(offered)
    sheet = page.get_by_role("dialog", name=action)
    for label, value in (fields or {}).items():
        await sheet.get_by_label(label).fill(value)
    await sheet.get_by_role("button", name=f"确定{action}").click()
    await expect(sheet).to_have_count(0)


def _unit_with_a_case(city: City, stage: str) -> dict[str, Any]:
    cases = city.call("supervisor", "GET", f"/cases?stage={stage}&limit=50")["items"]
    return next(case for case in cases if case["unit"] and not case["side"])


async def test_the_callers_words_offer_the_place_and_one_key_takes_it(visitors: Visitors, city: City) -> None:
    agent = await visitors.staff("browser-agent-place", "agent")
    page = agent.page
    await page.wait_for_url("**/desk/file")
    keys = page.keyboard
    await expect(page.locator("#call-text")).to_be_focused()
    await keys.type("望津区科创路59号门口路灯不亮两天了")
    offered = page.locator(".told-places button").first
    await expect(offered).to_contain_text("科创路59号")
    await expect(offered).to_contain_text("把握")
    await keys.press("Alt+4")
    await expect(page.locator("#call-address")).to_have_value(re.compile("科创路59号"))
    await expect(page.get_by_text(re.compile("^网格：望津区"))).to_be_visible()
    await expect(offered).to_have_count(0)
    await agent.shot("hotline-told-place")


async def test_a_phone_case_is_filed_without_the_mouse(visitors: Visitors, city: City) -> None:
    agent = await visitors.staff("browser-agent", "agent")
    page = agent.page
    await page.wait_for_url("**/desk/file")
    keys = page.keyboard
    await expect(page.locator("#call-text")).to_be_focused()
    await keys.type("望津区科创路 59 号路灯不亮两天了")
    await page.locator(".suggestions button").first.wait_for()
    await keys.press("Alt+1")
    await page.locator(".chosen").wait_for()
    await page.locator("#call-address").focus()
    await keys.type("望津区科创路 59 号")
    await page.locator(".candidate").first.wait_for()
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(page.locator("#call-address")).to_have_value(re.compile("望津区科创路"))
    await expect(page.get_by_text(re.compile("^网格：望津区"))).to_be_visible()
    await page.locator("#call-name").focus()
    await keys.type("李明")
    await keys.press("Tab")
    await keys.type("13800002211")
    await agent.shot("hotline-form")
    await keys.press("F9")
    shown = page.locator(".filed-number")
    await shown.wait_for()
    await agent.shot("hotline-filed")
    number = await shown.inner_text()
    case = city.call("supervisor", "GET", f"/cases/{number}")
    assert case["channel"] == "hotline"
    assert case["reports"][0]["reporter"]["phone"] != "13800002211"
    await keys.press("Alt+n")
    await expect(page.locator("#call-text")).to_have_value("")


async def test_a_list_filters_walks_by_keyboard_and_keeps_its_state_in_the_address(
    visitors: Visitors,
) -> None:
    desk = await visitors.staff("browser-supervisor", "supervisor")
    page = desk.page
    await page.goto(page.url.split("/desk")[0] + "/desk/cases")
    await page.locator(".table-row").first.wait_for()
    await desk.shot("cases")
    await page.get_by_role("button", name="在办", exact=True).click()
    await page.wait_for_url("**stage=**")
    await page.reload()
    await page.locator(".table-row").first.wait_for()
    assert "已归档" not in await page.locator(".table").inner_text()
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    await expect(page.locator(".table-row[aria-selected=true]")).to_have_attribute("aria-rowindex", "2")
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile(r"/desk/cases/\d{20,}"))
    await page.locator(".track li").first.wait_for()
    await desk.shot("case")
    await page.keyboard.press("?")
    await page.get_by_role("dialog", name="键盘操作").wait_for()


async def test_a_handler_signs_and_everybody_sees_it_at_once(visitors: Visitors, city: City) -> None:
    case = await asyncio.to_thread(_unit_with_a_case, city, "sign")
    unit, number = case["unit"]["code"], case["number"]
    watcher = await visitors.staff("browser-watcher", "supervisor")
    await watcher.page.goto(f"{city.url}/desk/cases?q={number}")
    row = watcher.page.locator(".table-row").first
    await expect(row).to_contain_text("待签收")
    handler = await visitors.staff("browser-handler", "handler", unit=unit)
    page = handler.page
    await page.locator(".task-row").first.wait_for()
    await handler.shot("tasks")
    await page.goto(f"{city.url}/desk/cases/{number}")
    await act(page, "签收")
    await expect(page.locator(".case-head")).to_contain_text("处置中")
    await expect(row).to_contain_text("处置中")
    await handler.shot("case-handler")


async def test_a_stale_page_is_told_so_and_shown_the_latest(visitors: Visitors, city: City) -> None:
    case = await asyncio.to_thread(_unit_with_a_case, city, "handle")
    handler = await visitors.staff("browser-handler", "handler", unit=case["unit"]["code"])
    page = handler.page
    path = f"/cases/{case['number']}/actions/comment"
    await page.route("**/api/v1/live**", lambda route: route.abort())
    await page.goto(f"{city.url}/desk/cases/{case['number']}")
    await page.locator(".actions").wait_for()
    await page.get_by_role("button", name="更多操作").click()
    await page.get_by_role("menuitem", name="备注", exact=True).click()
    await asyncio.to_thread(city.call, "supervisor", "POST", path, {"text": "先行一步"})
    sheet = page.get_by_role("dialog", name="备注")
    await sheet.get_by_label("内容").fill("看过现场")
    await sheet.get_by_role("button", name="确定备注").click()
    await sheet.get_by_text("别人刚刚改动了这个案件").wait_for()
    await sheet.get_by_role("button", name="确定备注").click()
    await expect(sheet).to_have_count(0)
    handler.complaints.clear()  # the refused request and the stream that was cut on purpose


async def test_what_is_forbidden_says_why(visitors: Visitors, city: City) -> None:
    case = await asyncio.to_thread(_unit_with_a_case, city, "handle")
    desk = await visitors.staff("browser-agent", "agent")
    await desk.page.goto(f"{city.url}/desk/cases/{case['number']}")
    await desk.page.get_by_role("button", name="为何不能").click()
    await expect(desk.page.get_by_role("dialog", name="现在不能办理的操作")).to_contain_text("须由")


async def test_a_link_works_once(visitors: Visitors, city: City) -> None:
    link = await asyncio.to_thread(city.link, "browser-agent", "agent")
    first: Visit = await visitors.come(link)
    await first.page.wait_for_url("**/desk/**")
    assert "#" not in first.page.url
    second = await visitors.come(link, PHONE)
    await second.page.get_by_role("alert").wait_for()
    second.complaints.clear()  # the refused redemption


@pytest.mark.parametrize("name", ["areas", "units", "matters", "responsibilities", "flows", "calendars"])
async def test_reference_pages_show_the_city(visitors: Visitors, city: City, name: str) -> None:
    desk = await visitors.staff("browser-supervisor", "supervisor")
    await desk.page.goto(f"{city.url}/desk/{name}")
    await desk.page.locator("main h1").wait_for()
    await expect(desk.page.locator("main tbody tr, main .facts dd").first).to_be_visible()
    await desk.shot(f"reference-{name}")


async def test_accounts_give_out_links(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-security", "security")
    await desk.page.goto(f"{city.url}/desk/accounts")
    await desk.page.get_by_role("button", name="生成登录链接").first.click()
    await expect(desk.page.locator(".secret")).to_contain_text("/enter#")
