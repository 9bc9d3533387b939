"""Edge nodes at the desk: registered with a key that is shown once, watched, revoked."""

from __future__ import annotations

import asyncio
import time

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MARK = int(time.time())
MODEL = {"properties": [{"code": "level", "name": "水位", "unit": "m"}]}


def _prepare(city: City) -> None:
    city.call(
        "admin", "PUT", f"/products/pump-{MARK}", {"code": f"pump-{MARK}", "name": "水泵", "model": MODEL}
    )
    device = {"code": f"PUMP{MARK}", "product": f"pump-{MARK}", "name": "一号水泵"}
    city.call("admin", "PUT", f"/devices/PUMP{MARK}", device)


async def test_a_node_is_registered_and_revoked_at_the_desk(visitors: Visitors, city: City) -> None:
    await asyncio.to_thread(_prepare, city)
    desk = await visitors.staff("browser-edges", "admin")
    page = desk.page
    await page.goto(f"{city.url}/desk/edge-nodes")
    await page.get_by_role("button", name="登记节点").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("编码", exact=True).fill(f"E{MARK}")
    await sheet.get_by_label("名称", exact=True).fill("东岸泵站")
    await sheet.get_by_label("身后的设备编码").fill(f"PUMP{MARK}")
    assert not await faults(page)
    await sheet.get_by_role("button", name="登记节点").click()
    key = page.locator(".edges-key")
    await expect(key).to_contain_text("ye_")
    await page.get_by_role("dialog").get_by_role("button", name="关闭").last.click()
    await expect(key).to_have_count(0)

    node = page.locator(".panel").filter(has_text=f"E{MARK}")
    await expect(node).to_contain_text("待接入")
    await expect(node).to_contain_text("1 台")
    await node.locator("summary").first.click()
    await expect(node.get_by_role("link", name="一号水泵")).to_be_visible()
    await desk.shot("edge-nodes")
    assert not await faults(page)

    await node.get_by_role("button", name="吊销").click()
    await page.get_by_role("dialog").get_by_label("原因").fill("设备报废")
    await page.get_by_role("dialog").get_by_role("button", name="吊销").click()
    await expect(node).to_contain_text("已吊销")
    await expect(node).to_contain_text("设备报废")
