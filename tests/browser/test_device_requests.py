"""Another unit's device at the desk: found, asked for, granted by its owner, looked at and counted."""

from __future__ import annotations

import asyncio
import re
import time

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Of this run alone: the city may have been up for long.
MARK = int(time.time())
GAUGE, DEVICE = f"lent-{MARK}", f"LN{MARK}"


def _prepare(city: City) -> tuple[dict[str, str], dict[str, str]]:
    """A device of one unit; return that unit and another one that is neither above nor below it."""
    units = city.call("admin", "GET", "/units?limit=100")["items"]
    alone = [unit for unit in units if not any(other.get("parent") == unit["code"] for other in units)]
    owner, asking = alone[0], alone[1]
    model = {"properties": [{"code": "level", "name": "水位", "unit": "m"}]}
    city.call("admin", "PUT", f"/products/{GAUGE}", {"code": GAUGE, "name": "试验共享水位", "model": model})
    body = {"code": DEVICE, "product": GAUGE, "name": "共享水位", "unit": owner["code"]}
    city.call("admin", "PUT", f"/devices/{DEVICE}", body)
    city.call("admin", "POST", f"/devices/{DEVICE}/enable", {"reason": "验收合格"})
    return owner, asking


async def test_a_device_of_another_unit_is_asked_for_granted_and_its_use_counted(
    visitors: Visitors, city: City
) -> None:
    owner, asking = await asyncio.to_thread(_prepare, city)
    purpose = f"防汛研判 {MARK}"
    handler = await visitors.staff("browser-lend-asking", "handler", unit=asking["code"])
    page = handler.page
    await page.goto(f"{city.url}/desk/devices/{DEVICE}")
    await page.get_by_label("用途").fill(purpose)
    assert not await faults(page)
    await page.get_by_role("button", name="提交申请").click()
    await expect(page.locator(".device-asked")).to_contain_text(purpose)
    await expect(page.get_by_role("region", name="最新值")).to_have_count(0)

    desk = await visitors.staff("browser-lend-owner", "dispatcher", unit=owner["code"])
    await desk.page.goto(f"{city.url}/desk/sensing")
    row = desk.page.locator(".device-requests li").filter(has_text=purpose)
    await row.get_by_role("button", name="同意").click()
    sheet = desk.page.get_by_role("dialog", name=re.compile("^同意"))
    await expect(sheet).to_contain_text("每次使用都计量")
    await desk.shot("device-request")
    assert not await faults(desk.page)
    await sheet.get_by_role("button", name="同意").click()
    await expect(sheet).to_have_count(0)

    await page.reload()
    await expect(page.get_by_role("region", name="最新值")).to_be_visible()
    await expect(page.locator(".device-asked")).to_have_count(0)
    await desk.page.goto(f"{city.url}/desk/devices/{DEVICE}")
    used = desk.page.locator(".device-uses li").filter(has_text=asking["name"])
    await expect(used).to_contain_text(re.compile(r"[1-9]\d* 次"))
    await desk.shot("device-use")
    await desk.page.get_by_role("button", name="终止使用").click()
    end = desk.page.get_by_role("dialog", name=re.compile("^终止使用"))
    await end.get_by_label("原因").fill("研判结束")
    await end.get_by_role("button", name="终止使用").click()
    await expect(end).to_have_count(0)
    await page.reload()
    await expect(page.get_by_label("用途")).to_be_visible()
