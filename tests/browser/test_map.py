"""The base map in a real browser: drawn from our own tiles, measured on, asked what is around."""

import asyncio
import re
from urllib.parse import quote

import pytest
from playwright.async_api import expect
from tests.browser.conftest import PHONE
from tests.support.patience import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def tiles(visit):
    return [url for url in visit.asked if "/api/v1/map/tiles/" in url]


async def settled(visit):
    """Wait until the map has asked for tiles."""
    await visit.page.wait_for_selector(".map-canvas canvas")
    await until(lambda: tiles(visit))


async def test_a_place_is_found_by_its_name(visitors, city):
    found = await asyncio.to_thread(city.call, "supervisor", "GET", f"/places?limit=1&q={quote('医院')}")
    place = found["items"][0]
    desk = await visitors.staff("browser-places", "supervisor")
    page = desk.page
    await page.goto(f"{city.url}/desk/map")
    box = page.get_by_role("combobox", name="查地名、道路、区域")
    await box.fill("医院")
    await page.locator(".place-search [role=option]").first.wait_for()
    await box.press("ArrowDown")
    await box.press("ArrowUp")
    chosen = page.locator("[role=option][aria-selected=true]")
    await expect(chosen).to_contain_text("医院")
    await box.press("Enter")
    await page.locator(".map-pin").wait_for()
    await box.fill("没有这样的地方")
    await page.get_by_text("没有找到这个地点").wait_for()
    assert "医院" in place["name"]


async def test_the_map_shows_streets_measures_and_finds_what_is_around(visitors):
    visit = await visitors.staff("map-dispatcher", "dispatcher")
    page = visit.page
    await page.get_by_role("link", name="一张图", exact=True).click()
    await settled(visit)
    assert tiles(visit)
    shown = page.locator(".atlas .list-head [role=status]")
    await expect(shown).to_have_text(re.compile("图上 [1-9]"))
    before = await shown.inner_text()
    await page.get_by_label("时段长度").select_option("30")
    await expect(shown).not_to_have_text(before)
    await visit.shot("map-desk")
    await page.get_by_role("button", name="量距离").click()
    canvas = page.locator(".map-canvas canvas")
    await canvas.click(position={"x": 500, "y": 250})
    await canvas.click(position={"x": 650, "y": 250})
    measured = page.locator(".map-result output")
    await expect(measured).to_have_text(re.compile(r"^[1-9][\d,.]* k?m$"))
    await page.get_by_role("button", name="周边查询").click()
    await page.get_by_role("button", name="取地图中心").click()
    await page.locator(".map-result select").select_option("5000")
    await page.wait_for_selector(".map-result .atlas-found a")
    await expect(page.locator(".map-result")).to_contain_text("范围内未结")
    await visit.shot("map-buffer")
    await page.get_by_role("button", name="周边查询").click()
    await page.get_by_role("button", name="立体建筑").click()
    await expect(page.get_by_role("button", name="立体建筑")).to_have_attribute("aria-pressed", "true")
    await visit.shot("map-3d")
    await page.get_by_role("button", name="图层").click()
    buildings = page.get_by_label("建筑", exact=True)
    await buildings.uncheck()
    await expect(buildings).not_to_be_checked()


async def test_the_citizen_sees_the_base_map_without_signing_in(visitors):
    visit = await visitors.come("/", PHONE)
    page = visit.page
    await page.evaluate("document.fonts.ready")
    answer = await page.evaluate("fetch('/api/v1/map').then(r => r.json())")
    assert answer["available"]
    layers = {layer["id"] for layer in answer["layers"]}
    assert {"roads", "buildings", "water", "green", "poi", "areas"} <= layers
    assert "grids" not in layers
