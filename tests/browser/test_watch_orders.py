"""A watch order at the desk: given with its authority, hit by a reading, prolonged, ended early with the reason."""

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
GAUGE, DEVICE = f"watched-{MARK}", f"WO{MARK}"


def _prepare(city: City) -> str:
    """A gauge in service; return the name of a unit that will be told."""
    model = {"properties": [{"code": "level", "name": "水位", "unit": "m"}]}
    city.call("admin", "PUT", f"/products/{GAUGE}", {"code": GAUGE, "name": "试验布控水位", "model": model})
    centre = city.call("admin", "GET", "/city")
    place = {"lon": centre["lon"], "lat": centre["lat"]}
    city.call(
        "admin",
        "PUT",
        f"/devices/{DEVICE}",
        {"code": DEVICE, "product": GAUGE, "name": "布控水位", **place},
    )
    city.call("admin", "POST", f"/devices/{DEVICE}/enable", {"reason": "验收合格"})
    key = city.call("admin", "POST", "/device-keys", {"scope": "product", "subject": GAUGE})
    city.tokens["watched"] = key["key"]
    return str(city.call("admin", "GET", "/units?limit=5")["items"][0]["name"])


def _speak(city: City, value: float) -> None:
    said = {"device": DEVICE, "property": "level", "value": value}
    city.call("watched", "POST", "/telemetry", [said])


async def test_an_order_is_given_hit_prolonged_and_ended(visitors: Visitors, city: City) -> None:
    unit = await asyncio.to_thread(_prepare, city)
    title = f"重点河段 {MARK}"
    chief = await visitors.staff("browser-watch-chief", "supervisor")
    page = chief.page
    await page.goto(f"{city.url}/desk/watch-orders")
    await page.get_by_role("button", name="下达布控").click()
    sheet = page.get_by_role("dialog", name="下达布控")
    await sheet.get_by_label("名称").fill(title)
    await sheet.get_by_label("设备、车辆").fill(DEVICE)
    await sheet.get_by_role("list", name="找到的设备").get_by_role("button").first.wait_for()
    await sheet.get_by_label("设备、车辆").press("Enter")
    await sheet.get_by_label("产品").select_option(GAUGE)
    await sheet.get_by_label(re.compile("^属性")).select_option("level")
    await sheet.get_by_label("限值").fill("3")
    await expect(sheet.get_by_role("status")).to_contain_text("会监测 1 台设备")
    await sheet.get_by_label("理由").fill("汛期重点监测")
    await sheet.get_by_label("依据与批准人").fill("防指〔2026〕3号")
    await sheet.get_by_label("通知单位（可多选）").select_option(label=unit)
    await chief.shot("watch-give")
    assert not await faults(page)
    await sheet.get_by_role("button", name="下达布控").click()
    detail = page.locator(".watching-detail")
    await expect(detail).to_contain_text(title)
    await expect(detail).to_contain_text("防指〔2026〕3号")

    # the rule begins to watch within about a second: it is said until it is heard
    hits = page.get_by_role("region", name=re.compile("^命中"))
    for value in range(4, 30):
        await asyncio.to_thread(_speak, city, float(value))
        if await hits.get_by_role("link", name=DEVICE).count():
            break
        await asyncio.sleep(1)
    await expect(hits.get_by_role("link", name=DEVICE)).to_have_attribute("href", re.compile("range=own"))
    await expect(page.locator(".watching-list li").filter(has_text=title)).to_contain_text("命中 1 次")
    await chief.shot("watch-order")
    assert not await faults(page)

    await detail.get_by_role("button", name="调整期限").click()
    act = page.get_by_role("dialog", name=re.compile("^调整期限"))
    await act.get_by_label("结束时间").fill("2020-01-01T00:00")
    await expect(act.get_by_role("alert")).to_contain_text("须在将来")
    ahead = time.strftime("%Y-%m-%dT12:00", time.gmtime(time.time() + 20 * 86_400))
    await act.get_by_label("结束时间").fill(ahead)
    await act.get_by_label("理由").fill("汛期延长")
    await act.get_by_role("button", name="调整期限").click()
    await expect(page.locator(".watching-journal")).to_contain_text("汛期延长")
    await detail.get_by_role("button", name="提前结束").click()
    end = page.get_by_role("dialog", name=re.compile("^提前结束"))
    await expect(end).to_contain_text("不能恢复")
    await end.get_by_label("理由").fill("水位已退")
    await end.get_by_role("button", name="提前结束").click()
    await expect(detail).to_contain_text("水位已退")
    await expect(detail.get_by_role("button", name="提前结束")).to_have_count(0)
