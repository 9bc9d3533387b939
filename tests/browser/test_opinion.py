"""What many cases say together: topics, early signs and possible duplicates in the analysis studio."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors
from tests.browser.test_phone import eventually
from tests.support.workbook import first_sheet

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def test_topics_show_their_heat_and_open_their_cases(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-opinion", "supervisor")
    page = desk.page
    told = await asyncio.to_thread(city.call, "supervisor", "GET", "/topics")
    await page.goto(f"{city.url}/desk/studio?tab=topics")
    table = page.get_by_role("region", name="热点话题")
    await expect(table.get_by_role("row")).to_have_count(len(told["topics"]) + 1)
    await expect(page.locator(".finding-note").first).to_contain_text("热度 =")
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Excel 热点话题").click()
    saved = first_sheet(await asyncio.to_thread((await (await download.value).path()).read_bytes))
    assert [row[0] for row in saved[1:]] == await table.locator("tbody td:first-child").all_inner_texts()
    await table.get_by_role("row").nth(1).get_by_role("link").first.click()
    await page.wait_for_url("**/desk/cases?**")
    await desk.shot("topics-cases")


async def test_a_pair_is_held_different_and_asked_no_more(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-opinion-2", "dispatcher")
    page = desk.page
    listed = await asyncio.to_thread(city.call, "supervisor", "GET", "/cases?limit=50&unplaced=false")
    spot = next(case for case in listed["items"] if case["lon"] is not None)
    there = {"lon": spot["lon"], "lat": spot["lat"], "crs": "wgs84", "matter": "01037", "source": "hotline"}
    for text in ("中原路77号门口路灯不亮", "中原路77号门口的路灯不亮了"):
        await asyncio.to_thread(city.call, "agent", "POST", "/reports", there | {"text": text})
    row = page.get_by_role("row").filter(has_text="中原路77号")
    for _ in range(30):
        await page.goto(f"{city.url}/desk/studio?tab=duplicates")
        await page.locator(".finding").first.wait_for()
        if await row.count():
            break
    await expect(row).to_have_count(1)
    await expect(row).to_contain_text("事项相同")
    await row.get_by_role("button", name="不同").click()
    await expect(row).to_have_count(0)


async def test_signs_are_listed_with_how_to_close_them(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-opinion-3", "supervisor")
    page = desk.page

    async def some() -> bool:  # the weeks of the demo give signs as soon as they have been looked through
        return bool((await asyncio.to_thread(city.call, "supervisor", "GET", "/signs?open=true"))["items"])

    await eventually(some)
    await page.goto(f"{city.url}/desk/studio?tab=signs")
    await expect(page.get_by_role("heading", name="苗头预警")).to_be_visible()
    await expect(page.get_by_role("region", name="各类苗头的命中率")).to_be_visible()
    rows = page.get_by_role("region", name="苗头预警").get_by_role("row")
    closed = await rows.nth(1).inner_text()
    await rows.nth(1).get_by_role("button", name="已知").click()

    async def gone() -> bool:
        return closed not in await rows.all_inner_texts()

    await eventually(gone)


async def test_limits_are_tried_on_the_past_and_put_in_force(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-limits", "supervisor")
    page = desk.page
    await page.goto(f"{city.url}/desk/studio?tab=limits")
    again = page.get_by_role("group", name="重复诉求人")
    await again.get_by_label("件数").fill("2")
    await page.get_by_role("button", name="试算过去 30 天").click()
    await expect(page.get_by_role("status").filter(has_text="过去 30 天会提示")).to_be_visible()
    await page.get_by_label("理由").fill("先严一些")
    await page.get_by_role("button", name="生效").click()
    versions = page.get_by_role("region", name="历次界限")
    await expect(versions.get_by_role("row").nth(1)).to_contain_text("先严一些")
    await expect(again.get_by_label("件数")).to_have_value("2")
    await desk.shot("sign-limits")
