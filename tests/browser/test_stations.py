"""The board of flood stations at the desk: what is above its guard comes first, with its alarm and the response."""

from __future__ import annotations

import asyncio
import time

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Of this run alone: the city may have been up for long.
MARK = int(time.time())
PRODUCT, DEVICE = f"st-river-{MARK}", f"STN{MARK}"


def _prepare(city: City) -> None:
    """A river gauge with guard levels of its own, far above the safe one."""
    model = {"properties": [{"code": "level", "name": "水位", "unit": "m", "precision": 2}]}
    city.call("admin", "PUT", f"/products/{PRODUCT}", {"code": PRODUCT, "name": "试验水位", "model": model})
    own = {"guard_level": 1.5, "sure_level": 2.0}
    body = {
        "code": DEVICE,
        "product": PRODUCT,
        "name": f"试验水文站 {MARK}",
        "tags": ["防汛"],
        "attributes": own,
    }
    city.call("admin", "PUT", f"/devices/{DEVICE}", body)
    city.call("admin", "POST", f"/devices/{DEVICE}/enable", {"reason": "验收合格"})
    key = city.call("admin", "POST", "/device-keys", {"scope": "device", "subject": DEVICE})["key"]
    city.tokens["river"] = key
    city.call("river", "POST", "/telemetry", [{"device": DEVICE, "property": "level", "value": 18.25}])


async def test_the_most_urgent_station_stands_first(visitors: Visitors, city: City) -> None:
    await asyncio.to_thread(_prepare, city)
    desk = await visitors.staff("browser-stations", "dispatcher")
    page = desk.page
    await page.goto(f"{city.url}/desk/stations/flood")
    rivers = page.get_by_role("region", name="河道水情")
    first = rivers.get_by_role("row").nth(1)
    await expect(first).to_contain_text(f"试验水文站 {MARK}", timeout=60_000)
    await expect(first).to_contain_text("保证水位 2")
    await expect(first).to_contain_text("+16.25")
    await expect(page.get_by_role("status").filter(has_text="级响应")).to_contain_text("Ⅱ")
    for group in ("雨情", "积水点", "泵站工况"):
        await expect(page.get_by_role("region", name=group).get_by_role("row").nth(1)).to_be_visible()
    await desk.shot("stations")
    assert not await faults(page)
