"""Lists as tables: grouped with sums, begun far down, on the map, on paper."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors
from tests.support.patience import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def test_a_list_is_grouped_and_each_number_opens_its_cases(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-tables", "supervisor")
    page = desk.page
    await page.goto(f"{city.url}/desk/cases?by=stage")
    group = page.locator(".group").filter(has_text="处置中")
    door = group.locator(".group-count")
    told = int((await door.inner_text()).replace(",", ""))
    await group.get_by_role("button", name="展开或收起 处置中").click()
    await expect(group.locator(".group-row")).to_have_count(min(told, 50))
    await desk.shot("cases-grouped")
    await door.click()
    await page.wait_for_url("**group=stage%3Ahandle**")
    await expect(page.get_by_role("heading", level=1).locator("+ .weak")).to_have_text(f"共 {told:,} 件")
    await expect(page.locator(".chips")).to_contain_text("处置中")
    await expect(page.locator(".list-foot .figures")).to_contain_text(f"{told:,} 件")


async def test_a_far_row_is_reached_by_number_by_share_and_by_date(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-tables", "supervisor")
    page = desk.page
    whole = await asyncio.to_thread(city.call, "supervisor", "GET", "/cases?limit=1&skip=1000")
    await page.goto(f"{city.url}/desk/cases")
    await page.locator(".table-row").first.wait_for()
    await page.keyboard.press("g")
    await page.get_by_label(re.compile("第几件")).fill("1001")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**skip=1000**")
    row = page.locator(".table-row").first
    await expect(row).to_have_attribute("aria-rowindex", "1001")

    async def the_same() -> bool:  # a new case above moves all others by one
        whole = await asyncio.to_thread(city.call, "supervisor", "GET", "/cases?limit=1&skip=1000")
        return whole["items"][0]["title"][:12] in await row.inner_text()

    await until(the_same)
    await page.get_by_role("button", name="前 200 件").click()
    await page.wait_for_url("**skip=800**")
    await expect(row).to_have_attribute("aria-rowindex", "801")  # keys of the list work once it is there
    await page.keyboard.press("g")
    await page.get_by_label("登记日期").fill(whole["items"][0]["opened_at"][:10])
    await page.keyboard.press("Enter")
    await page.wait_for_url("**start=**")
    await expect(page.locator(".begun")).to_contain_text(whole["items"][0]["opened_at"][:10])
    await page.get_by_role("button", name="回到开头").click()
    await expect(page.locator(".begun")).to_have_count(0)


async def test_the_cases_of_a_list_are_shown_on_the_map(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-tables", "supervisor")
    page = desk.page
    found = await asyncio.to_thread(city.call, "supervisor", "GET", "/cases?stage=handle&limit=200")
    placed = sum(case["lon"] is not None for case in found["items"])
    await page.goto(f"{city.url}/desk/cases?stage=handle")
    await page.get_by_role("button", name="地图", exact=True).click()
    await expect(page.get_by_text(f"图上 {placed} 件")).to_be_visible()
    await page.locator(".map canvas").wait_for()
    await desk.shot("cases-map")


async def test_paper_says_what_is_on_it_and_shows_nothing_of_the_frame(
    visitors: Visitors, city: City
) -> None:
    desk = await visitors.staff("browser-tables", "supervisor")
    page = desk.page
    await page.goto(f"{city.url}/desk/cases?stage=sign,handle&by=unit")
    await page.get_by_role("link", name="打印").click()
    table = page.locator(".paper table")
    await table.wait_for()
    total = (await asyncio.to_thread(city.call, "supervisor", "GET", "/cases?stage=sign,handle&limit=1"))[
        "total"
    ]
    await expect(page.locator(".paper")).to_contain_text(f"共 {total} 件")
    await expect(table.locator("tbody tr:not(.paper-group)")).to_have_count(total)
    await expect(page.locator(".paper header")).to_contain_text("条件：环节 待签收、处置中")
    await expect(page.locator(".paper header")).to_contain_text("browser-tables 打印于")
    await page.emulate_media(media="print")
    await expect(page.locator(".rail")).to_be_hidden()
    await expect(page.locator(".paper-acts")).to_be_hidden()
    await desk.shot("cases-paper")
