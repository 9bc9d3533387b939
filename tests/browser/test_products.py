"""A thing model is changed on the page: errors at their cell, effects before, a version after, and back."""

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
GAUGE = f"rain-{MARK}"


def _prepare(city: City) -> None:
    """A product with one device and a rule that looks at one of its properties; once."""
    if GAUGE in city.tokens:
        return
    city.tokens[GAUGE] = GAUGE
    rain = {"code": "rain", "name": "雨强", "unit": "mm/h", "low": 0, "high": 300}
    model = {"properties": [rain, {"code": "battery", "name": "电量", "unit": "%"}]}
    city.call("admin", "PUT", f"/products/{GAUGE}", {"code": GAUGE, "name": "试验雨量计", "model": model})
    city.call(
        "admin", "PUT", f"/devices/RG{MARK}", {"code": f"RG{MARK}", "product": GAUGE, "name": "试验雨量"}
    )
    rule = {
        "code": f"rain-{MARK}",
        "zh": "试验强降雨",
        "en": "Heavy rain",
        "subject": {"product": GAUGE},
        "levels": [{"level": "yellow", "when": {"threshold": {"property": "rain", "value": 50}}}],
    }
    city.call("admin", "PUT", f"/alarm-rules/rain-{MARK}", rule)


async def test_a_thing_model_is_changed_with_its_effects_in_view(visitors: Visitors, city: City) -> None:
    await asyncio.to_thread(_prepare, city)
    desk = await visitors.staff("browser-products", "admin")
    page = desk.page
    await page.goto(f"{city.url}/desk/products")
    await page.get_by_role("searchbox", name="按名称或代码筛选").fill(GAUGE)
    row = page.get_by_role("row").filter(has_text=GAUGE)
    await expect(row).to_contain_text("雨强、电量")
    await desk.shot("products")
    assert not await faults(page)
    await row.get_by_role("link", name="试验雨量计").click()

    table = page.get_by_role("region", name="属性")
    await table.get_by_label("上限 rain").fill("200")
    await table.get_by_role("button", name="删除 battery").click()
    await page.locator(".undo-place").get_by_role("button").first.click()
    await expect(table.get_by_label("编码 battery")).to_be_visible()
    await page.keyboard.press("Alt+n")
    fresh = table.get_by_role("row").last
    await expect(fresh.get_by_label(re.compile("^编码"))).to_be_focused()
    await page.keyboard.type("temp")
    await table.get_by_label("名称 temp", exact=True).fill("气温")
    await table.get_by_label("单位 temp").fill("℃")
    await expect(table.get_by_text("应写作 Cel")).to_be_visible()
    await expect(page.get_by_role("button", name="发布…")).to_be_disabled()
    await desk.shot("product-wrong")
    assert not await faults(page)
    await table.get_by_label("单位 temp").fill("Cel")
    await page.get_by_role("button", name=re.compile("^修改与影响")).click()
    await expect(page.locator(".model-rules")).to_contain_text("试验强降雨")
    await expect(page.locator(".model-changes")).to_contain_text("300")
    await desk.shot("product-changes")
    assert not await faults(page)
    await page.get_by_role("button", name="发布…").click()
    sheet = page.get_by_role("dialog", name=re.compile("第 2 版"))
    await expect(sheet).to_contain_text("量程收窄")
    await desk.shot("product-publish")
    await sheet.get_by_role("button", name="发布").click()
    await expect(page.get_by_text("第 2 版", exact=True).first).to_be_visible()
    await page.get_by_role("button", name="版本", exact=True).click()
    await expect(page.locator(".model-versions li").first).to_contain_text("气温")
    await desk.shot("product-versions")
    await page.get_by_role("button", name="以第 1 版为底稿").click()
    await expect(page.locator(".model-changes")).to_contain_text("取消 属性 气温")
    await page.get_by_role("button", name="放弃修改").click()
    await expect(page.get_by_text("有未发布的修改")).to_have_count(0)


async def test_a_product_is_copied_under_another_code(visitors: Visitors, city: City) -> None:
    await asyncio.to_thread(_prepare, city)
    page = (await visitors.staff("browser-products", "admin")).page
    await page.goto(f"{city.url}/desk/products/~new?from={GAUGE}")
    await page.get_by_label("编码", exact=True).fill(f"{GAUGE}-b")
    await page.get_by_label("名称", exact=True).fill("复制的雨量计")
    await page.get_by_role("button", name="发布…").click()
    await page.get_by_role("dialog").get_by_role("button", name="发布").click()
    await page.wait_for_url(f"**/desk/products/{GAUGE}-b")
    await expect(page.get_by_label("编码 battery")).to_be_visible()
