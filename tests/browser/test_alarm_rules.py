"""Rules of alarms by hand: made as a tree, tried on history beside what runs, switched, rolled back."""

from __future__ import annotations

import asyncio
import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Page, expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults
from tests.support.patience import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: A product and rules of this run alone: the city may have been up for long.
MARK = int(time.time())
PRODUCT = f"weir-{MARK}"
RULE = f"weir-{MARK}"
_HOUR = timedelta(hours=1)


def _levels(value: float) -> dict[str, Any]:
    return {
        "code": RULE,
        "zh": "堰前水位",
        "en": "Level before the weir",
        "subject": {"product": PRODUCT},
        "levels": [{"level": "yellow", "when": {"threshold": {"property": "level", "value": value}}}],
    }


def _prepare(city: City) -> None:
    """Two gauges with a day of readings: waves of two hours, every third one higher."""
    model = {"properties": [{"code": "level", "name": "水位", "unit": "m", "low": -2, "high": 20}]}
    city.call("admin", "PUT", f"/products/{PRODUCT}", {"code": PRODUCT, "name": "堰前水位计", "model": model})
    for code in ("a", "b"):
        body = {
            "code": f"W{MARK}{code}",
            "product": PRODUCT,
            "name": f"堰前 {code}",
            "lon": 118.1,
            "lat": 33.05,
        }
        city.call("admin", "PUT", f"/devices/{body['code']}", body)
        city.call("admin", "POST", f"/devices/{body['code']}/enable", {"reason": "验收合格"})
    city.tokens["weirs"] = city.call(
        "admin", "POST", "/device-keys", {"scope": "product", "subject": PRODUCT}
    )["key"]
    begin = datetime.now(UTC) - 25 * _HOUR
    said = []
    for n in range(0, 24 * 60, 5):
        peak = 5.0 if (n // 120) % 3 == 0 else 3.5
        value = peak if 40 <= n % 120 < 80 else 1.0
        at = (begin + timedelta(minutes=n)).isoformat()
        said += [
            {"device": f"W{MARK}{code}", "property": "level", "value": value, "at": at} for code in ("a", "b")
        ]
    for start in range(0, len(said), 200):
        city.call("weirs", "POST", "/telemetry", said[start : start + 200])
    version = city.call("admin", "PUT", f"/alarm-rules/{RULE}", _levels(3))["version"]
    city.call("admin", "POST", f"/alarm-rules/{RULE}/switch", {"version": version})


def _rule(city: City, code: str = RULE) -> Any:
    return city.call("admin", "GET", f"/alarm-rules/{code}")


def _settled(city: City) -> bool:
    since = (datetime.now(UTC) - 26 * _HOUR).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = city.call("admin", "GET", f"/observations?device=W{MARK}b&limit=1000&from={since}")
    return len(found["at"]) == 24 * 12


async def _number(page: Page, label: str, value: str) -> None:
    await page.get_by_label(label, exact=True).first.fill(value)


async def test_a_rule_is_changed_tried_stored_switched_and_rolled_back(
    visitors: Visitors, city: City
) -> None:
    await asyncio.to_thread(_prepare, city)
    await until(lambda: asyncio.to_thread(_settled, city), "the readings are not settled")
    desk = await visitors.staff("browser-rules", "dispatcher")
    page = desk.page
    await page.goto(f"{city.url}/desk/alarm-rules")
    row = page.get_by_role("row", name=re.compile(RULE))
    await expect(row).to_contain_text("第 1 版运行中")
    await expect(row).to_contain_text("2 台设备")
    await desk.shot("alarm-rules")
    await row.get_by_role("link", name=re.compile("堰前水位")).click()
    await page.get_by_role("heading", name="堰前水位").wait_for()
    check = page.locator(".rule-check")
    await expect(check).to_contain_text("2 台设备、2 个对象")

    await _number(page, "限值", "")
    await expect(page.locator(".rule-field[data-wrong=true]")).to_contain_text("缺少必填项")
    await expect(page.get_by_role("button", name="保存为新版本")).to_be_disabled()
    await _number(page, "限值", "4.5")
    await expect(check).to_contain_text("检查通过")
    await desk.shot("alarm-rule")
    assert not await faults(page)

    await page.get_by_role("button", name="历史试跑").click()
    await page.get_by_label("时间段").select_option("3")
    await page.get_by_role("button", name="开始试跑").click()
    await expect(page.locator(".rehearsed-sum")).to_have_text("现在 24 条告警，改后 8 条")
    await expect(page.locator(".chart-line")).not_to_have_count(0)
    assert await page.locator(".chart-bar").count() == 12 + 4, "of the chosen device: now twelve, then four"
    await desk.shot("alarm-rehearsal")
    assert not await faults(page)

    await page.get_by_role("button", name="保存为新版本").click()
    sheet = page.get_by_role("dialog", name=re.compile("第 2 版"))
    await expect(sheet).to_contain_text("第 2 版接替运行中的第 1 版")
    await expect(sheet).to_contain_text("将监测 2 台设备")
    await expect(sheet).to_contain_text("从头计起")
    assert (await asyncio.to_thread(_rule, city))["running"] == 1, "storing alone switches nothing"
    await sheet.get_by_role("button", name="启用").click()
    await page.get_by_text("第 2 版已启用").wait_for()
    assert (await asyncio.to_thread(_rule, city))["running"] == 2

    await page.get_by_role("navigation", name="规则的各部分").get_by_role("button", name="版本").click()
    await expect(page.locator(".rule-changes").first).to_contain_text("levels.0.when.threshold.value 3 → 4.5")
    await desk.shot("alarm-versions")
    await page.get_by_role("button", name="回到第 1 版").click()
    await page.get_by_role("dialog").get_by_role("button", name="启用").click()
    await page.get_by_text("第 1 版已启用").wait_for()
    assert (await asyncio.to_thread(_rule, city))["running"] == 1
    await page.get_by_role("button", name="停用").click()
    sheet = page.get_by_role("dialog", name=re.compile("停用"))
    await expect(sheet).to_contain_text("此后不再产生新告警")
    await sheet.get_by_role("button", name="停用").click()
    await page.get_by_text("规则已停用").wait_for()
    assert (await asyncio.to_thread(_rule, city))["running"] is None


async def test_a_new_rule_is_made_as_a_tree(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-new-rule", "dispatcher")
    page = desk.page
    code = f"tree-{MARK}"
    await page.goto(f"{city.url}/desk/alarm-rules/new")
    await page.get_by_label("编码", exact=True).fill(code)
    await page.get_by_label("中文名称").fill("夜间水位")
    await page.get_by_label("英文名称").fill("Level at night")
    await page.get_by_label("产品", exact=True).select_option("sim-water-level")
    yellow = page.locator(".rule-level[data-on=true]")
    await yellow.get_by_label("条件种类").select_option("threshold")
    await yellow.get_by_label("属性", exact=True).select_option("level")
    await yellow.get_by_label("限值").fill("3.2")
    await yellow.get_by_role("button", name="限定时段").click()
    await yellow.get_by_role("button", name="加时段").click()
    await yellow.get_by_label("从", exact=True).fill("25:00")
    await expect(page.locator(".problem").first).to_be_visible()
    await yellow.get_by_label("从", exact=True).fill("20:00")
    await yellow.get_by_label("到", exact=True).fill("06:00")
    await page.get_by_label("红色").check()
    await expect(page.locator(".rule-level[data-on=true]")).to_have_count(2)
    await page.get_by_label("自动转为来件并立案").check()
    await expect(page.locator(".rule-check")).to_contain_text("检查通过：现在会监测 36 台设备")
    await desk.shot("alarm-rule-new")
    assert not await faults(page)
    await page.get_by_role("button", name="文本").click()
    text = page.get_by_role("textbox", name="文本")
    await expect(text).to_have_value(re.compile('"hours"'))
    await text.fill("{")
    await expect(page.locator("#rule-text-wrong")).to_contain_text("第 1 行")
    assert not await faults(page)
    await page.get_by_role("button", name="编辑", exact=True).click()
    await page.get_by_role("button", name="保存为新版本").click()
    await page.get_by_role("dialog").get_by_role("button", name="取消").click()
    await page.wait_for_url(f"**/desk/alarm-rules/{code}")
    stored = (await asyncio.to_thread(_rule, city, code))["body"]
    assert stored["levels"][0]["when"] == {
        "all": [
            {"threshold": {"op": ">=", "property": "level", "value": 3.2}},
            {"schedule": {"hours": [["20:00", "06:00"]]}},
        ]
    }
    assert [one["level"] for one in stored["levels"]] == ["yellow", "red"]
    assert stored["report"] == {"at": "orange"}


async def test_who_may_not_change_rules_reads_them(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-rules-reader", "supervisor")
    page = desk.page
    await page.goto(f"{city.url}/desk/alarm-rules/water-level")
    await page.get_by_role("heading", name="河道水位超限").wait_for()
    await expect(page.get_by_label("中文名称")).to_be_disabled()
    await expect(page.get_by_role("button", name="保存为新版本")).to_have_count(0)
    await expect(page.get_by_role("button", name="历史试跑")).to_have_count(0)


def _one_alarm(city: City) -> None:
    """A gauge that says too much."""
    model = {"properties": [{"code": "level", "name": "水位", "unit": "m", "low": -2, "high": 20}]}
    product = f"pond-{MARK}"
    city.call("admin", "PUT", f"/products/{product}", {"code": product, "name": "塘水位计", "model": model})
    body = {"code": f"P{MARK}", "product": product, "name": "塘边", "lon": 118.11, "lat": 33.06}
    city.call("admin", "PUT", f"/devices/P{MARK}", body)
    city.call("admin", "POST", f"/devices/P{MARK}/enable", {"reason": "验收合格"})
    rule = _levels(3) | {"code": product, "zh": "塘水位", "subject": {"product": product}}
    version = city.call("admin", "PUT", f"/alarm-rules/{product}", rule)["version"]
    city.call("admin", "POST", f"/alarm-rules/{product}/switch", {"version": version})
    city.tokens["pond"] = city.call(
        "admin", "POST", "/device-keys", {"scope": "product", "subject": product}
    )["key"]


def _rises(city: City) -> bool:
    """Say too much once more: a rule begins to watch within a second of being switched on, not at once."""
    city.call("pond", "POST", "/telemetry", [{"device": f"P{MARK}", "property": "level", "value": 4.0}])
    return bool(city.call("supervisor", "GET", f"/alarms?rule=pond-{MARK}&limit=1")["items"])


def _alarm(city: City) -> Any:
    return city.call("supervisor", "GET", f"/alarms?rule=pond-{MARK}&limit=10")["items"][0]


async def test_an_alarm_is_assigned_taken_back_and_commented_beside_its_readings(
    visitors: Visitors, city: City
) -> None:
    await asyncio.to_thread(_one_alarm, city)
    await until(lambda: asyncio.to_thread(_rises, city), "no alarm is raised")
    desk = await visitors.staff("browser-assign", "supervisor", size=(1366, 768))
    page = desk.page
    await page.goto(f"{city.url}/desk/alarms?rule=pond-{MARK}")
    await expect(page.locator(".alarm-list li")).to_have_count(1)
    await page.keyboard.press("j")
    await expect(page.locator(".alarm-around .chart-bar")).to_have_count(1)
    await expect(page.locator(".alarm-around .chart-mark")).to_have_count(1)
    await desk.shot("alarm-around")
    assert not await faults(page)
    await page.keyboard.press("i")
    sheet = page.get_by_role("dialog", name=re.compile("指派"))
    await sheet.get_by_label("负责人").fill("排水所")
    await page.keyboard.press("Enter")
    await page.get_by_text("已将 1 条告警指派给 排水所").wait_for()
    await expect(page.locator(".alarm-journal")).to_contain_text("排水所")
    assert (await asyncio.to_thread(_alarm, city))["assignee"] == "排水所"
    await page.get_by_role("button", name=re.compile("撤回")).click()
    await page.get_by_text("已撤回").first.wait_for()
    assert (await asyncio.to_thread(_alarm, city))["assignee"] is None
    await page.keyboard.press("n")
    await page.get_by_role("dialog").get_by_label("备注").fill("已电话通知值守")
    await page.get_by_role("dialog").get_by_role("button", name="确定").click()
    await expect(page.locator(".alarm-journal")).to_contain_text("已电话通知值守")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("a")
    await page.get_by_role("dialog").get_by_role("button", name="确定").click()
    await page.get_by_text("确认：已完成 1 条").wait_for()
    await page.get_by_role("button", name=re.compile("撤回")).click()
    await page.get_by_text("已撤回").first.wait_for()
    assert (await asyncio.to_thread(_alarm, city))["stage"] == "raised"


async def test_silences_inhibitions_and_mute_times_are_made_and_ended(visitors: Visitors, city: City) -> None:
    desk = await visitors.staff("browser-silences", "dispatcher", size=(1366, 768))
    page = desk.page
    await page.goto(f"{city.url}/desk/alarm-silences")
    await page.get_by_role("button", name="开始静默").click()
    sheet = page.get_by_role("dialog", name="开始静默")
    await sheet.get_by_label("值", exact=True).fill(f"none-{MARK}")
    await sheet.get_by_label("原因").fill(f"检修 {MARK}")
    await sheet.get_by_role("button", name="开始静默").click()
    row = page.get_by_role("row", name=re.compile(f"检修 {MARK}"))
    await expect(row).to_contain_text("生效中")
    await row.get_by_role("button", name=re.compile("结束静默")).click()
    sheet = page.get_by_role("dialog", name="结束静默")
    await sheet.get_by_label("原因").fill("提前完工")
    await sheet.get_by_role("button", name="结束静默").click()
    await expect(row).to_contain_text("提前结束：提前完工")
    await expect(row).to_contain_text("已结束")
    await page.get_by_role("button", name="加免打扰时段").click()
    sheet = page.get_by_role("dialog", name="免打扰时段设置")
    assert not await faults(page)
    await sheet.get_by_label("编码").fill(f"night-{MARK}")
    await sheet.get_by_label("值", exact=True).fill(f"none-{MARK}")
    await sheet.get_by_role("button", name="保存").click()
    await expect(page.locator(".noise-page")).to_contain_text(f"night-{MARK}")
    await page.get_by_role("button", name="加抑制规则").click()
    sheet = page.get_by_role("dialog", name="抑制规则")
    await sheet.get_by_label("编码").fill(f"power-{MARK}")
    await sheet.get_by_label("名称").fill("停电时不报离线")
    await sheet.get_by_role("button", name="保存").click()
    await expect(page.locator(".noise-page")).to_contain_text("停电时不报离线")
    await desk.shot("alarm-silences")
    assert not await faults(page)
    await page.get_by_role("button", name=re.compile(f"删除 night-{MARK}")).click()
    await page.get_by_role("dialog").get_by_role("button", name="删除").click()
    await expect(page.locator(".noise-page")).not_to_contain_text(f"night-{MARK}")
