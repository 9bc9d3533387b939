"""A shift at the alarm console: what a device says rings, is seen, judged, closed and silenced by keys."""

from __future__ import annotations

import asyncio
import re
import time
from typing import Any

import pytest
from playwright.async_api import Page, expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults
from tests.support.patience import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: A rule and a product of this run alone: the city may have been up for long.
MARK = int(time.time())
RULE = {
    "code": f"console-{MARK}",
    "zh": "告警台试验水位",
    "en": "Level for the console",
    "subject": {"product": f"gauge-{MARK}"},
    "levels": [{"level": "red", "when": {"threshold": {"property": "level", "value": 5}}}],
}
RINGS = """() => { window.rings = 0; const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...at) { window.rings += 1; return start.apply(this, at) } }"""


def _prepare(city: City, codes: list[str]) -> None:
    model = {"properties": [{"code": "level", "name": "水位", "unit": "m", "low": -2, "high": 20}]}
    product = {"code": f"gauge-{MARK}", "name": "试验水位计", "model": model}
    city.call("admin", "PUT", f"/products/gauge-{MARK}", product)
    for code in codes:
        body = {"code": code, "product": f"gauge-{MARK}", "name": f"{code}号", "lon": 113.1, "lat": 28.1}
        city.call("admin", "PUT", f"/devices/{code}", body)
        city.call("admin", "POST", f"/devices/{code}/enable", {"reason": "验收合格"})
    version = city.call("admin", "PUT", f"/alarm-rules/console-{MARK}", RULE)["version"]
    city.call("admin", "POST", f"/alarm-rules/console-{MARK}/switch", {"version": version})


def _say(city: City, codes: list[str]) -> None:
    key = city.call("admin", "POST", "/device-keys", {"scope": "product", "subject": f"gauge-{MARK}"})
    said = [{"device": code, "property": "level", "value": 6} for code in codes]
    city.tokens["gauges"] = key["key"]
    city.call("gauges", "POST", "/telemetry", said)


def _alarms(city: City) -> dict[str, Any]:
    found = city.call("supervisor", "GET", f"/alarms?rule=console-{MARK}&limit=100")["items"]
    return {one["subject"]: one for one in found}


async def _rung(page: Page, before: int) -> None:
    """Wait until more tones began than ``before``; pages forbid what ``wait_for_function`` does with text."""

    async def rung() -> bool:
        return bool(await page.evaluate("window.rings") > before)

    await until(rung, "a red alarm is not heard")


async def test_a_shift_sees_judges_closes_and_silences(visitors: Visitors, city: City) -> None:
    codes = [f"CG{MARK}{n}" for n in "abc"]
    await asyncio.to_thread(_prepare, city, codes)
    desk = await visitors.staff("browser-alarms", "supervisor")
    page = desk.page
    await page.goto(f"{city.url}/desk/alarms?rule=console-{MARK}")
    await page.get_by_role("heading", name="告警台").wait_for()
    await expect(page.locator('.live[data-state="open"]')).to_be_visible()
    await page.evaluate(RINGS)
    await page.get_by_role("button", name="橙红告警声：关").click()
    tried = await page.evaluate("window.rings")
    assert tried == 2, "switching it on lets it be heard"
    await asyncio.to_thread(_say, city, codes)
    rows = page.locator(".alarm-list li")
    await expect(rows).to_have_count(3)
    await expect(rows.first).to_contain_text("Ⅰ")
    await expect(rows.first).to_contain_text("红色")
    await _rung(page, tried)
    await desk.shot("alarms")
    assert not await faults(page)

    await page.keyboard.press("j")
    await expect(rows.first).to_have_attribute("data-current", "true")
    await expect(page.locator(".alarm-detail")).to_contain_text("发生告警")
    await page.keyboard.press("x")
    await page.keyboard.press("j")
    await page.keyboard.press("x")
    await page.keyboard.press("a")
    sheet = page.get_by_role("dialog", name=re.compile("确认 · 2"))
    await expect(sheet).to_contain_text("2 条告警将记为已有人看到")
    await page.keyboard.press("Enter")
    await page.get_by_text("确认：已完成 2 条").wait_for()
    found = await asyncio.to_thread(_alarms, city)
    assert sorted(found[code]["stage"] for code in codes) == ["confirmed", "confirmed", "raised"]

    await page.keyboard.press("f")
    await page.get_by_role("dialog", name=re.compile("误报 · 1")).get_by_role("button", name="确定").click()
    await page.get_by_text("误报：已完成 1 条").wait_for()
    await expect(rows).to_have_count(2)
    closed = [one for one in (await asyncio.to_thread(_alarms, city)).values() if one["verdict"] == "false"]
    assert [one["stage"] for one in closed if one["subject"] in codes] == ["closed"]

    await rows.first.get_by_role("button", name=re.compile("静默")).click()
    sheet = page.get_by_role("dialog", name="静默")
    await sheet.get_by_label("原因").fill("检修")
    await expect(sheet).to_contain_text("现有 1 条告警立刻静默")
    await sheet.get_by_role("button", name="确定").click()
    await expect(rows.filter(has_text="· 静默")).to_have_count(1)
    await page.get_by_label("选择本组：告警台试验水位").check()
    await page.get_by_role("toolbar", name="告警操作").get_by_role("button", name=re.compile("关闭")).click()
    await page.get_by_role("dialog", name=re.compile("关闭 · 2")).get_by_role("button", name="确定").click()
    await page.get_by_text("没有未关闭的告警").wait_for()
