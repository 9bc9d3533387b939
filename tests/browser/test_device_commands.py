"""A device is told what to do at the desk: asked for, confirmed by another person, answered by the device."""

from __future__ import annotations

import asyncio
import time
import urllib.request

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Of this run alone: the city may have been up for long.
MARK = int(time.time())
PRODUCT, DEVICE = f"cmd-gate-{MARK}", f"CG{MARK}"


def _prepare(city: City) -> str:
    """A gate with a dangerous function and a writable property; return its key."""
    opening = {"name": "开度", "kind": "number", "unit": "%", "low": 0, "high": 100}
    model = {
        "properties": [
            {"code": "limit", "name": "上报限值", "unit": "m", "low": 0, "high": 9, "writable": True}
        ],
        "functions": [{"code": "open", "name": "开闸", "input": {"opening": opening}, "dangerous": True}],
    }
    city.call("admin", "PUT", f"/products/{PRODUCT}", {"code": PRODUCT, "name": "试验闸门", "model": model})
    body = {"code": DEVICE, "product": PRODUCT, "name": "试验一号闸"}
    city.call("admin", "PUT", f"/devices/{DEVICE}", body)
    city.call("admin", "POST", f"/devices/{DEVICE}/enable", {"reason": "验收合格"})
    return city.call("admin", "POST", "/device-keys", {"scope": "device", "subject": DEVICE})["key"]


def _answer(city: City, key: str) -> None:
    """Fetch the one command as the device does, and carry it out."""
    import json

    def ask(path: str, body: bytes | None = None) -> dict:
        headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
        wish = urllib.request.Request(f"{city.url}/api/v1{path}", body, headers)
        with urllib.request.urlopen(wish) as answer:
            return json.load(answer)

    [told] = ask(f"/device-commands/waiting?device={DEVICE}&wait=20")["items"]
    assert told["values"] == {"opening": 30}
    said = json.dumps({"state": "done", "output": {"opening": 30}}).encode()
    ask(f"/device-commands/{told['id']}/answer", said)


async def test_a_gate_is_opened_after_a_second_persons_word(visitors: Visitors, city: City) -> None:
    key = await asyncio.to_thread(_prepare, city)
    asking = await visitors.staff("browser-cmd-asking", "dispatcher")
    page = asking.page
    await page.goto(f"{city.url}/desk/devices/{DEVICE}")
    panel = page.locator("section.panel").filter(has_text="设备指令")
    await panel.get_by_role("button", name="开闸").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet).to_contain_text("由另一人确认")
    await sheet.get_by_label("开度").fill("30")
    await sheet.get_by_label("理由").fill("下穿隧道积水")
    await asking.shot("device-command")
    assert not await faults(page)
    await sheet.get_by_role("button", name="提交确认").click()
    await expect(sheet).to_have_count(0)
    await expect(panel.locator(".command-state").first).to_have_text("待确认")
    await expect(panel.get_by_role("button", name="确认下发")).to_have_count(0)

    other = await visitors.staff("browser-cmd-confirming", "leader")
    await other.page.goto(f"{city.url}/desk/devices/{DEVICE}")
    beside = other.page.locator("section.panel").filter(has_text="设备指令")
    await beside.get_by_role("button", name="确认下发").click()
    await other.page.get_by_role("dialog").get_by_role("button", name="确认下发").click()
    await expect(panel.locator(".command-state").first).to_have_text("待发")
    await asyncio.to_thread(_answer, city, key)
    await expect(panel.locator(".command-state").first).to_have_text("已执行")

    await panel.get_by_role("button", name="设置属性").click()
    await sheet.get_by_label("上报限值").fill("4.5")
    await sheet.get_by_label("理由").fill("汛期降低限值")
    await sheet.get_by_role("button", name="下发").click()
    await expect(panel.get_by_role("row").filter(has_text="上报限值")).to_contain_text("4.5")
    await panel.locator("summary").nth(1).click()
    await asking.shot("device-commands")
    assert not await faults(page)
