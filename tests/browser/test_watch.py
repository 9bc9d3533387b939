"""Supervise by dragging or by keys; tasks by keys; the panels of a case; where a link leads."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import expect
from tests.browser.conftest import PHONE, City, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def _detail(city: City, number: str) -> Any:
    return await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{number}")


async def test_a_case_is_dragged_to_be_listed_and_the_demand_stands_with_it(
    visitors: Visitors, city: City
) -> None:
    desk = await visitors.staff("browser-watch", "supervisor")
    page = desk.page
    await page.goto(f"{city.url}/desk/watch")
    # whoever has not been given a case yet cannot be supervised for it
    row = page.locator("[id^=ladder-]").filter(has_text="处置中").first
    await row.wait_for()
    grip = f"#{await row.get_attribute('id')} .case-title"
    number = (await row.get_by_role("link").get_attribute("href") or "").rsplit("/", 1)[1]
    before = len((await _detail(city, number))["supervisions"])
    await page.drag_and_drop(grip, ".ladder-targets .btn:nth-child(3)")
    sheet = page.get_by_role("dialog", name=re.compile("挂牌督办"))
    await expect(sheet.get_by_label("督办要求")).to_be_focused()
    await sheet.get_by_label("督办要求").fill("三日内解决并书面答复")
    await sheet.get_by_label(re.compile("答复期限")).fill("2099-12-31T12:00")
    await desk.shot("watch-list")
    await sheet.get_by_role("button", name="取消").click()
    await page.drag_and_drop(grip, ".ladder-targets .btn:nth-child(3)")
    await sheet.get_by_label("督办要求").fill("三日内解决并书面答复")
    await sheet.get_by_role("button", name="确定").click()
    await page.get_by_text("已督办 1 件").wait_for()
    found = (await _detail(city, number))["supervisions"]
    assert len(found) == before + 1
    assert (found[-1]["kind"], found[-1]["demand"]) == ("listed", "三日内解决并书面答复")
    await page.goto(f"{city.url}/desk/cases/{number}")
    await expect(page.locator(".supervisions")).to_contain_text("三日内解决并书面答复")
    await expect(page.locator(".supervisions")).to_contain_text("尚未答复")


async def test_what_is_refused_is_told_by_case(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-watch", "supervisor")
    page = desk.page
    refused = {"error": {"code": "illegal_move", "message": {"zh": "此时不能督办。", "en": "Not now."}}}
    await page.route("**/actions/supervise", lambda route: route.fulfill(status=409, json=refused))
    await page.goto(f"{city.url}/desk/watch")
    row = page.locator("[id^=ladder-]").filter(has_text="处置中").first
    title, *_ = (await row.locator(".case-title").inner_text()).splitlines()
    await row.get_by_role("checkbox").check()
    await page.get_by_role("toolbar").get_by_role("button", name=re.compile("^督办")).click()
    await page.get_by_role("dialog").get_by_label("督办要求").fill("尽快办理")
    await page.get_by_role("dialog").get_by_role("button", name="确定").click()
    report = page.get_by_role("dialog")
    await expect(report).to_contain_text("此时不能督办。")
    await expect(report).to_contain_text(title)
    desk.complaints.clear()  # the browser writes down the refusal


async def test_the_same_goes_by_keys_alone(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-watch", "supervisor")
    page = desk.page
    await page.goto(f"{city.url}/desk/watch")
    row = page.locator("#ladder-0")
    await row.wait_for()
    number = (await row.get_by_role("link").get_attribute("href") or "").rsplit("/", 1)[1]
    before = (await _detail(city, number))["counts"]["urged"]
    await page.keyboard.press("j")
    await expect(row).to_have_attribute("data-current", "true")
    await page.keyboard.press("c")
    sheet = page.get_by_role("dialog", name=re.compile("催办"))
    await sheet.get_by_label(re.compile("附言")).press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.get_by_text("已催办 1 件").wait_for()
    assert (await _detail(city, number))["counts"]["urged"] == before + 1


async def test_a_handler_works_off_tasks_by_keys_on_their_rows(visitors: Visitors, city: City) -> None:
    cases = (await asyncio.to_thread(city.call, "supervisor", "GET", "/cases?stage=sign&limit=50"))["items"]
    case = next(one for one in cases if one["unit"] and not one["side"])
    desk = await visitors.staff("browser-tasks", "handler", unit=case["unit"]["code"])
    page = desk.page
    row = page.locator(f"#task-{case['number']}")
    await row.wait_for()
    for _ in range(await page.locator(".task-row").count()):
        await page.keyboard.press("j")
        if await row.get_attribute("data-current") == "true":
            break
    await page.keyboard.press("s")
    sheet = page.get_by_role("dialog", name="签收")
    await sheet.wait_for()
    await page.keyboard.press("Enter")
    await expect(row).to_contain_text("处置中")
    await expect(row).to_have_attribute("data-current", "true")
    await expect(sheet).to_have_count(0)  # keys are the sheet's as long as it is there
    await page.keyboard.press("f")
    result = page.get_by_role("dialog", name="反馈").get_by_label(re.compile("办理结果"))
    await expect(result).to_be_focused()
    await desk.shot("task-feedback")


async def test_a_case_shows_what_was_said_and_what_solved_its_like(visitors: Visitors, city: City) -> None:
    cases = await asyncio.to_thread(city.call, "supervisor", "GET", "/cases?stage=archived&limit=5")
    number = cases["items"][0]["number"]
    said = (await _detail(city, number))["conversation"]
    similar = await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{number}/similar")
    desk = await visitors.staff("browser-watch", "supervisor")
    await desk.page.goto(f"{city.url}/desk/cases/{number}")
    await expect(desk.page.locator(".conversation li")).to_have_count(len(said))
    assert any(one["public"] for one in said)
    await expect(desk.page.locator(".similar li")).to_have_count(len(similar["items"]))
    await expect(desk.page.locator(".compare, .gallery, .case-middle").first).to_be_visible()


@pytest.mark.parametrize(("roles", "home"), [(("verifier",), "**/m/**"), (("agent",), "**/desk/**")])
async def test_a_link_on_a_phone_leads_to_where_the_role_works(
    visitors: Visitors, city: City, roles: tuple[str, ...], home: str
) -> None:
    link = await asyncio.to_thread(city.link, f"browser-phone-{roles[0]}", *roles)
    visit = await visitors.come(link, PHONE)
    await visit.page.wait_for_url(home)
