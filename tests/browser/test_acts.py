"""The commonest acts of the desk, by keyboard where there is one; keys and clicks are counted for docs/ux.md."""

from __future__ import annotations

import asyncio
import re
import urllib.parse
from typing import Any

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors, Work
from tests.support.patience import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _placed(city: City, stage: str) -> dict[str, Any]:
    cases = city.call("supervisor", "GET", f"/cases?stage={stage}&limit=100")["items"]
    return next(case for case in cases if case["unit"] and case["lon"] and not case["side"])


def _recognised(city: City) -> dict[str, Any]:
    """A placed case at work whose words lead to its own matter first."""
    for case in city.call("supervisor", "GET", "/cases?stage=handle&limit=100")["items"]:
        if not (case["unit"] and case["lon"] and not case["side"] and case["matter"]):
            continue
        words = urllib.parse.quote(case["title"][:120])
        found = city.call("agent", "GET", f"/matters?limit=3&q={words}")["items"]
        if found and found[0]["key"] == case["matter"]["key"]:
            return dict(case)
    raise AssertionError("no case is recognised by its words")


async def test_a_phone_case_has_its_place_and_duplicates_without_the_mouse(
    visitors: Visitors, city: City
) -> None:
    near = await asyncio.to_thread(_recognised, city)
    agent = await visitors.staff("browser-agent", "agent")
    page, keys = agent.page, agent.page.keyboard
    await page.goto(f"{city.url}/desk/file")
    await expect(page.locator("#call-text")).to_be_focused()
    async with Work(agent, "电话登记（带位置、看重复）") as work:
        await keys.insert_text(near["title"])
        await page.locator(".suggestions button").first.wait_for()
        await keys.press("Alt+1")
        await keys.press("Alt+a")
        await keys.insert_text(near["address"])
        await page.locator(".ant-select-item-option", has_text=near["address"]).first.wait_for()
        await keys.press("ArrowDown")
        await keys.press("Enter")
        await expect(page.locator("#call-address")).to_have_value(near["address"])
        await page.get_by_text(re.compile("网格：")).wait_for()
        await page.locator(".call-aside li").first.wait_for()
        await keys.press("Alt+p")
        await keys.type("13800002211")
        await agent.shot("hotline-placed")
        await keys.press("F9")
        await page.locator(".filed-number").wait_for()
    assert work.clicks == 0
    number = await page.locator(".filed-number").inner_text()
    case = await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{number}")
    assert (case["lon"], case["address"]) == (near["lon"], near["address"])


async def test_a_saved_view_brings_filters_and_columns_back_and_exports_just_that(
    visitors: Visitors, city: City
) -> None:
    desk = await visitors.staff("browser-views", "supervisor")
    page = desk.page
    await page.goto(f"{city.url}/desk/cases?overdue=true")
    await page.locator(".table-row").first.wait_for()
    await page.get_by_role("button", name="列", exact=True).click()
    await page.get_by_role("checkbox", name="事项", exact=True).check()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="视图", exact=True).click()
    await page.get_by_label("把当前筛选和列保存为").fill("我的超时件")
    await page.get_by_role("button", name="保存", exact=True).click()
    saved = page.locator(".views li", has_text="我的超时件")
    await saved.wait_for()
    await page.goto(f"{city.url}/desk/cases")
    await page.locator(".table-row").first.wait_for()
    async with Work(desk, "打开保存的视图"):
        await page.get_by_role("button", name="视图", exact=True).click()
        await saved.get_by_role("button", name="我的超时件", exact=True).click()
        await page.wait_for_url("**overdue=true**")
    await expect(page.locator(".chip")).to_contain_text("已超时")
    link = await page.get_by_role("link", name="导出").get_attribute("href")
    assert link is not None
    assert "overdue=true" in link
    assert "matter" in link.split("columns=")[1]


async def test_many_cases_are_signed_together(visitors: Visitors, city: City) -> None:
    case = await asyncio.to_thread(_placed, city, "sign")
    handler = await visitors.staff("browser-many", "handler", unit=case["unit"]["code"])
    page = handler.page
    await page.goto(f"{city.url}/desk/cases?stage=sign&mine=true")
    await page.locator(".table-row").first.wait_for()
    async with Work(handler, "批量签收"):
        await page.get_by_role("checkbox", name=re.compile("选择已显示")).check()
        await page.locator(".bulk").get_by_role("button", name=re.compile("^签收")).click()
        await page.get_by_role("button", name="确定", exact=True).click()
        await page.get_by_text(re.compile("已签收 \\d+ 件")).wait_for()
    signed = await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{case['number']}")
    assert signed["stage"] == "handle"


async def test_a_supervisor_urges_what_is_over_from_the_ladder(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-ladder", "supervisor")
    page = desk.page
    await page.goto(f"{city.url}/desk/watch")
    row = page.locator(".ladder-cases li").first
    await row.wait_for()
    address = await row.get_by_role("link").get_attribute("href") or ""
    number = address.rsplit("/", 1)[1]
    before = await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{number}")
    async with Work(desk, "催办一件"):
        await row.get_by_role("checkbox").check()
        await page.locator(".ladder-targets").get_by_role("button", name=re.compile("^催办")).click()
        await page.get_by_role("button", name="确定", exact=True).click()
        await page.get_by_text("已催办 1 件").wait_for()
    after = await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{number}")
    assert after["counts"]["urged"] == before["counts"]["urged"] + 1


async def test_the_auditor_reads_the_trail_and_the_reading_is_on_it(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-trail", "auditor")
    page = desk.page
    await page.wait_for_url("**/desk/trail")
    await page.locator("tbody tr").first.wait_for()
    async with Work(desk, "审计：只看登录"):
        await page.get_by_label("操作", exact=True).select_option("session.open")
        await page.wait_for_url("**action=session.open**")
    await expect(page.locator("tbody tr").first).to_contain_text("登录")
    await page.get_by_label("操作", exact=True).select_option("trail.read")
    await expect(page.locator("tbody tr").first).to_contain_text("查阅审计记录")
    # A page is found by a part of its name, without a look at the rail; another one's pages are not offered.
    await page.keyboard.press("Control+k")
    await page.keyboard.type("算法")
    offered = page.get_by_role("listbox", name="查找结果").get_by_role("option")
    await expect(offered).to_have_text(["在全部案件中查“算法”", "算法模型"])
    await page.keyboard.press("ArrowDown")
    await desk.shot("find-page")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/desk/models")
    await expect(page.locator(".rail-item.active")).to_have_text("算法模型")


async def test_a_long_list_keeps_few_rows_in_the_page_and_asks_by_pages(visitors: Visitors) -> None:
    desk = await visitors.staff("browser-long", "supervisor")
    page = desk.page
    asked: list[str] = []
    sample: dict[str, Any] = {}

    async def serve(route: Any) -> None:
        if not sample:
            answer = await route.fetch()
            sample.update((await answer.json())["items"][0])
        cursor = re.search(r"cursor=(\d+)", route.request.url)
        start = int(cursor[1]) if cursor else 0
        asked.append(route.request.url)
        items = [
            sample | {"number": f"{10**22 + n}", "title": f"第 {n} 行"} for n in range(start, start + 200)
        ]
        following = str(start + 200) if start + 200 < 100_000 else None
        await route.fulfill(
            json={"items": items, "next": following, "total": 10_000, "total_is_capped": True}
        )

    await page.route(re.compile(r"/api/v1/cases\?.*limit=200"), serve)
    await page.goto(page.url.split("/desk")[0] + "/desk/cases")
    await page.locator(".table-row").first.wait_for()
    table = page.locator(".table")

    async def eight_pages() -> bool:
        await table.evaluate("box => { box.scrollTop = box.scrollHeight }")
        return len(asked) >= 8

    await until(eight_pages)
    last = page.locator(".table-row").last
    await expect(last).to_have_attribute("aria-rowindex", re.compile(r"^1[0-9]{3}$"))
    assert await page.locator(".table-row").count() < 60
