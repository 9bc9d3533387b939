"""Devices at the desk: found, seen on the map, looked back at, taken away as a table, handed in."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults
from tests.support.workbook import first_sheet

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Products and devices of this run alone: the city may have been up for long.
MARK = int(time.time())
GAUGE = f"level-{MARK}"
CODES = [f"DV{MARK}{letter}" for letter in "abc"]
MINUTE = 60_000
MODEL = {
    "properties": [
        {"code": "level", "name": "水位", "unit": "m", "low": -2, "high": 20, "precision": 2, "every_s": 300},
        {
            "code": "door",
            "name": "箱门",
            "kind": "enum",
            "members": [
                {"value": 0, "code": "shut", "name": "关"},
                {"value": 1, "code": "open", "name": "开"},
            ],
        },
    ]
}


def _prepare(city: City) -> None:
    """Two gauges in service, one that speaks until an hour ago, and one only registered; once."""
    if "gauges-of-devices" in city.tokens:
        return
    product = {"code": GAUGE, "name": "试验水位计", "city_state": "environment", "model": MODEL}
    city.call("admin", "PUT", f"/products/{GAUGE}", product)
    centre = city.call("admin", "GET", "/city")
    for n, code in enumerate(CODES):
        place = {"lon": centre["lon"] + n * 0.002, "lat": centre["lat"]}
        body = {"code": code, "product": GAUGE, "name": f"{n}号试验水位", "tags": [f"试验{MARK}"], **place}
        city.call("admin", "PUT", f"/devices/{code}", body)
        if n < 2:
            city.call("admin", "POST", f"/devices/{code}/enable", {"reason": "验收合格"})
    key = city.call("admin", "POST", "/device-keys", {"scope": "product", "subject": GAUGE})
    city.tokens["gauges-of-devices"] = key["key"]
    now = round(time.time() * 1000)
    times = [now - minutes * MINUTE for minutes in range(300, 0, -5) if not 100 < minutes < 180]
    said: list[dict[str, Any]] = [
        {
            "device": CODES[0],
            "property": "level",
            "times": times,
            "values": [2.5 + n / 100 for n in range(len(times))],
        },
        {"device": CODES[0], "property": "door", "times": [now - 2 * MINUTE], "values": ["open"]},
        {"device": CODES[1], "property": "level", "times": times[:20], "values": [1.25] * 20},
    ]
    city.call("gauges-of-devices", "POST", "/telemetry", said)
    _until(lambda: city.call("admin", "GET", f"/devices/{CODES[0]}/shadow")["values"][1]["value"] == 1)
    wrong = {"device": CODES[0], "property": "level", "times": [now - 7 * MINUTE - 1], "values": [99]}
    city.call("gauges-of-devices", "POST", "/telemetry", [wrong])
    _until(lambda: city.call("admin", "GET", f"/doubtful?device={CODES[0]}")["items"])
    _until(lambda: city.call("admin", "GET", f"/sensing/picture?device={CODES[0]}")["newest_at"][0])


def _until(holds: Callable[[], Any]) -> None:
    for _ in range(300):
        if holds():
            return
        time.sleep(0.2)
    raise AssertionError("readings are not settled")


async def _taken(page: Page, name: str) -> list[tuple[Any, ...]]:
    async with page.expect_download() as download:
        await page.get_by_role("link", name=name).click()
    return first_sheet(await asyncio.to_thread((await (await download.value).path()).read_bytes))


async def test_devices_are_one_list_and_one_map_now_and_then(visitors: Visitors, city: City) -> None:
    await asyncio.to_thread(_prepare, city)
    desk = await visitors.staff("browser-devices", "dispatcher")
    page = desk.page
    await page.goto(f"{city.url}/desk/devices?product={GAUGE}")
    rows = page.locator(".device-row[aria-rowindex]")
    await expect(rows).to_have_count(3)
    first = rows.filter(has_text=CODES[0])
    await expect(first).to_contain_text("在线")
    await expect(first).to_contain_text("水位 2.94 m")
    await expect(first).to_contain_text("箱门 开")
    await expect(rows.filter(has_text=CODES[2])).to_contain_text("未在用")
    await expect(rows.filter(has_text=CODES[1])).to_contain_text("陈旧")
    await desk.shot("devices")
    assert not await faults(page)

    await page.get_by_role("button", name=re.compile("^未在用")).click()
    await expect(rows).to_have_count(1)
    assert "status=out" in page.url
    await page.get_by_role("button", name=re.compile("^未在用")).click()
    await page.get_by_role("textbox", name="查编码、名称或地址").fill("1号试验")
    await expect(rows).to_have_count(1)
    await page.get_by_role("button", name="清除", exact=True).click()
    await page.goto(f"{city.url}/desk/devices?tag=试验{MARK}")
    await expect(rows).to_have_count(3)

    await page.keyboard.press("j")
    await expect(rows.first).to_have_attribute("aria-selected", "true")
    await expect(page.locator(".device-card")).to_contain_text("0号试验水位")
    await page.keyboard.press("m")
    await expect(page.locator(".device-map")).to_have_count(0)
    await page.keyboard.press("m")
    await expect(page.locator(".device-table")).to_have_count(0)
    await page.keyboard.press("m")

    shown = await _taken(page, "导出 Excel")
    told = {line[0]: line for line in shown[1:]}
    assert set(told) == set(CODES)
    assert "水位 2.94 m" in str(told[CODES[0]])

    slider = page.get_by_role("slider", name="回看时刻")
    await slider.focus()
    await slider.press("Home")
    await expect(page.get_by_text("的情况")).to_be_visible()
    await expect(page.get_by_text("没有设备")).to_be_visible()
    assert "at=" in page.url
    await page.get_by_role("button", name="回到现在").click()
    await expect(rows).to_have_count(3)


async def test_a_device_shows_its_life_its_past_and_its_tables(visitors: Visitors, city: City) -> None:
    await asyncio.to_thread(_prepare, city)
    desk = await visitors.staff("browser-device", "dispatcher")
    page = desk.page
    await page.goto(f"{city.url}/desk/devices/{CODES[0]}")
    await page.get_by_role("heading", name="0号试验水位").wait_for()
    latest = page.get_by_role("region", name="最新值")
    await expect(latest).to_contain_text("2.94 m")
    await expect(latest).to_contain_text("存疑")
    chart = page.get_by_role("img", name=re.compile("^水位"))
    await expect(chart).to_have_attribute("aria-label", re.compile("1 处没有数据，1 个存疑"))
    await expect(page.locator(".chart-gap")).to_have_count(1)
    await expect(page.locator(".chart-doubt")).to_have_count(1)
    await chart.focus()
    await page.keyboard.press("ArrowRight")
    await expect(page.locator(".chart output").first).to_contain_text("2.50 m")
    await page.keyboard.press("1")
    assert "range=1h" in page.url
    await expect(chart).to_have_attribute("aria-label", re.compile("0 处没有数据"))
    await page.keyboard.press("2")
    await desk.shot("device")
    for name in ("原始读数", "存疑", "设备事件", "规则", "告警与案件"):
        await page.get_by_role("tab", name=re.compile(f"^{name}")).click()
        await expect(page.locator("#device-tab .skeleton")).to_have_count(0)
        if name == "存疑":
            await expect(page.locator("#device-tab")).to_contain_text("超出量程")
    assert not await faults(page)
    await page.get_by_role("tab", name="原始读数").click()
    rows = await _taken(page, "Excel")
    assert [line[4] for line in rows[1:] if line[1] == "level"][-1] == 2.94

    await page.keyboard.press("Alt+2")
    sheet = page.get_by_role("dialog", name=re.compile("送修"))
    await expect(sheet).to_contain_text("另存为存疑数据")
    assert not await faults(page)
    await sheet.get_by_label("原因").fill("进水")
    await sheet.get_by_role("button", name="送修").click()
    await expect(page.locator(".device-life li").first).to_contain_text("进水")
    await page.get_by_role("button", name=re.compile("^启用")).click()
    await page.get_by_role("dialog").get_by_label("原因").fill("修好")
    await page.get_by_role("dialog").get_by_role("button", name="启用").click()
    await expect(page.locator(".device-life li").first).to_contain_text("修好")


async def test_a_moment_that_is_past_is_shown_as_it_was(visitors: Visitors, city: City) -> None:
    await asyncio.to_thread(_prepare, city)
    desk = await visitors.staff("browser-devices-then", "dispatcher")
    page = desk.page
    rows = page.locator(".device-row[aria-rowindex]")
    moment = time.strftime("%Y-%m-%dT%H:%M:00Z", time.gmtime(time.time() - 3600))
    await page.goto(f"{city.url}/desk/devices?product={GAUGE}&at={moment}")
    await expect(page.get_by_text("的情况")).to_be_visible()
    await expect(page.get_by_text("没有设备")).to_be_visible()  # none of them was registered then
    await page.get_by_role("button", name="播放").click()
    await expect(page.get_by_text("现在，每 20 秒刷新")).to_be_visible()
    await expect(rows.filter(has_text=CODES[0])).to_contain_text("水位 2.94 m")


async def test_a_table_of_devices_is_checked_and_handed_in(
    visitors: Visitors, city: City, tmp_path: Path
) -> None:
    await asyncio.to_thread(_prepare, city)
    desk = await visitors.staff("browser-devices-import", "dispatcher")
    page = desk.page
    await page.goto(f"{city.url}/desk/devices?product={GAUGE}")
    await page.get_by_role("button", name="导入").click()
    sheet = page.get_by_role("dialog", name="导入设备")
    table = tmp_path / "devices.csv"
    lines = ["编码,产品编码,名称", f"DV{MARK}z,{GAUGE},导入的水位", f"DV{MARK}y,no-such,没有产品"]
    await asyncio.to_thread(table.write_text, "\n".join(lines), "utf-8")
    await sheet.locator("input[type=file]").set_input_files(table)
    assert not await faults(page)
    await sheet.get_by_role("button", name="只检查").click()
    await expect(sheet.get_by_role("status")).to_contain_text("没有保存任何内容")
    await sheet.get_by_role("button", name="导入", exact=True).click()
    await expect(sheet.get_by_role("status")).to_contain_text("已保存 1 行")
    await expect(sheet.get_by_role("row").filter(has_text="no-such")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator(".device-row").filter(has_text="导入的水位")).to_be_visible()


async def test_coverage_opens_its_devices_and_products_show_what_they_say(
    visitors: Visitors, city: City
) -> None:
    await asyncio.to_thread(_prepare, city)
    desk = await visitors.staff("browser-sensing", "supervisor")
    page = desk.page
    await page.goto(f"{city.url}/desk/sensing")
    matrix = page.get_by_role("region", name="覆盖：城市状态 × 感知手段")
    await expect(matrix.get_by_text("空白").first).to_be_visible()
    await matrix.get_by_role("row", name=re.compile("^环境")).get_by_role("link").first.click()
    await page.wait_for_url("**/desk/devices?city_state=environment&means=fixed")
    await page.goto(f"{city.url}/desk/products/{GAUGE}")
    shown = page.get_by_role("region", name="属性")
    await expect(shown.get_by_role("row").filter(has_text="水位")).to_contain_text("20")
