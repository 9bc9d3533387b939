"""The base map in a real browser: drawn from our own tiles, measured on, asked what is around."""

import re

import pytest
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def tiles(visit):
    return [url for url in visit.asked if "/api/v1/map/tiles/" in url]


async def settled(page):
    """Wait until the map has drawn all it wants to draw."""
    await page.wait_for_selector(".map-canvas canvas")
    await page.wait_for_function(
        "performance.getEntriesByType('resource').some(e => e.name.includes('/map/tiles/'))"
    )
    await page.wait_for_load_state("networkidle")


async def test_the_map_shows_streets_measures_and_finds_what_is_around(visitors):
    visit = await visitors.staff("map-dispatcher", "dispatcher")
    page = visit.page
    await page.get_by_role("link", name="一张图").click()
    await settled(page)
    assert tiles(visit)
    shown = page.get_by_role("status").first
    await page.wait_for_function("/图上 [1-9]/.test(document.body.innerText)")
    before = await shown.inner_text()
    await page.get_by_label("时段长度").select_option("30")
    await page.wait_for_function(f"!document.body.innerText.includes({before!r})")
    await visit.shot("map-desk")
    await page.get_by_role("button", name="量距离").click()
    canvas = page.locator(".map-canvas canvas")
    await canvas.click(position={"x": 500, "y": 250})
    await canvas.click(position={"x": 650, "y": 250})
    measured = await page.locator(".map-result output").inner_text()
    assert re.fullmatch(r"[\d,.]+ k?m", measured)
    assert measured != "0 m"
    await page.get_by_role("button", name="周边查询").click()
    await page.get_by_role("button", name="取地图中心").click()
    await page.get_by_label("范围").select_option("5000")
    await page.wait_for_selector(".map-result .atlas-found a")
    assert "范围内未结" in await page.locator(".map-result").inner_text()
    await visit.shot("map-buffer")
    await page.get_by_role("button", name="周边查询").click()
    await page.get_by_role("button", name="立体建筑").click()
    await page.wait_for_timeout(1500)
    await visit.shot("map-3d")
    await page.get_by_role("button", name="图层").click()
    await page.get_by_label("建筑", exact=True).uncheck()
    assert not await page.get_by_label("建筑", exact=True).is_checked()


async def test_the_citizen_sees_the_base_map_without_signing_in(visitors):
    visit = await visitors.come("/", PHONE)
    page = visit.page
    await page.evaluate("document.fonts.ready")
    answer = await page.evaluate("fetch('/api/v1/map').then(r => r.json())")
    assert answer["available"]
    layers = {layer["id"] for layer in answer["layers"]}
    assert {"roads", "buildings", "water", "green", "poi", "areas"} <= layers
    assert "grids" not in layers
