"""Figures that units hand in: filled in on the page, approved by another, and in the indicator at once."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def test_a_unit_hands_in_and_an_assessor_approves(visitors: Visitors, city: City) -> None:
    source = await asyncio.to_thread(city.call, "assessor", "GET", "/indicator-sources/spot_checks")
    duty = source["duties"][0]
    address = f"{city.url}/desk/figures?source=spot_checks&period=2026-01"
    unit = await visitors.staff("browser-figures", "handler", unit=duty["unit"])
    await unit.page.goto(address)
    rows = unit.page.get_by_role("region", name="督查抽查").locator("tbody tr")
    await expect(rows).to_have_count(1)
    await unit.shot("figures-unit")
    cells = rows.first.get_by_role("textbox")
    await cells.nth(0).fill("20")
    await cells.nth(1).fill("many")
    await rows.first.get_by_role("button", name="提交").click()
    await expect(rows.first.get_by_role("alert")).to_contain_text("不是数")
    unit.complaints.clear()  # the refusal is asked for
    await cells.nth(1).fill("3")
    await rows.first.get_by_role("button", name="提交").click()
    await expect(rows.first).to_contain_text("待审核")

    desk = await visitors.staff("browser-figures-assessor", "assessor")
    await desk.page.goto(address)
    line = desk.page.get_by_role("region", name="督查抽查").locator("tbody tr").filter(has_text="待审核")
    await desk.shot("figures-assessor")
    await line.get_by_role("button", name="通过").click()
    await expect(line).to_have_count(0)
    found = await asyncio.to_thread(
        city.call, "leader", "GET", f"/indicators/spot_miss_rate/value?period=2026-01&area={duty['area']}"
    )
    assert (found["value"], found["fresh"]["state"]) == (0.15, "fresh")
