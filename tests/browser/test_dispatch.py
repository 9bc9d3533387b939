"""A case that no rule settles: a dispatcher decides by one key, and can take it back."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors, Work
from tests.support.patience import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _undecided(city: City) -> dict[str, Any]:
    """Report something for which no unit is responsible, and wait until it has its number."""
    gap = city.call("supervisor", "GET", "/responsibilities/gaps?limit=1")["items"][0]
    near = next(c for c in city.call("supervisor", "GET", "/cases?limit=20")["items"] if c["lon"])
    report = {
        "source": "hotline",
        "channel": "hotline",
        "text": "路边的设施坏了一大块，行人要绕到车道上走",
        "address": near["address"],
        "lon": near["lon"],
        "lat": near["lat"],
        "crs": "wgs84",
        "matter": gap["matter"],
    }
    stored = city.call("agent", "POST", "/reports", report)
    number = wait_until(lambda: city.call("agent", "GET", f"/reports/{stored['id']}")["case"])
    return dict(city.call("supervisor", "GET", f"/cases/{number}"))


async def test_one_key_sends_a_case_to_the_best_unit_and_undo_takes_it_back(
    visitors: Visitors, city: City
) -> None:
    case = await asyncio.to_thread(_undecided, city)
    number, best = case["number"], case["candidates"][0]["unit"]
    assert case["stage"] == "dispatch"
    desk = await visitors.staff("browser-dispatcher", "dispatcher")
    page = desk.page
    await page.goto(f"{city.url}/desk/dispatch")
    await page.locator(f".queue-list [data-number='{number}']").click()
    await page.locator(".candidates").wait_for()
    await expect(page.locator(".queue-focus")).to_contain_text(number)
    await expect(page.locator(".candidates li").first).to_contain_text(best["name"])
    await desk.shot("dispatch")
    async with Work(desk, "派遣一件"):
        await page.keyboard.press("1")
        await page.get_by_text(f"已派给 {best['name']}").wait_for()
    sent = await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{number}")
    assert (sent["stage"], sent["unit"]["code"]) == ("sign", best["code"])
    await page.get_by_role("button", name="撤回").click()
    await page.get_by_text("已撤回，案件回到「待派遣」").wait_for()
    back = await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{number}")
    assert back["stage"] == "dispatch"
