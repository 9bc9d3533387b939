"""The big screen: readable at every size, right without being read anew, every number a door."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Page, expect
from tests.browser.conftest import PHONE, ROOT, City, Visit, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = [(1920, 1080), (3840, 1080), (5760, 2160)]
SCENES = ["overview", "grid", "hotline", "assessment"]
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
RULES = """axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
  'wcag22aa', 'best-practice']}).then((found) => found.violations.map((one) =>
  one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')))"""
#: The smallest letters of the wall, as if the screen had 1080 lines.
SMALLEST = """() => {
  const walker = document.createTreeWalker(document.querySelector('.wall'), NodeFilter.SHOW_TEXT);
  const sizes = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, of = node.parentElement;
    if (node.textContent.trim() && of.checkVisibility() && !of.closest('.sr, title, .maplibregl-map'))
      sizes.push([parseFloat(getComputedStyle(of).fontSize) * 1080 / innerHeight, node.textContent]);
  }
  return sizes.sort((a, b) => a[0] - b[0])[0];
}"""
OVERFLOW = """() => document.documentElement.scrollWidth - innerWidth"""


async def wall(visitors: Visitors, city: City, size: tuple[int, int], path: str) -> Visit:
    visit = await visitors.staff("browser-wall", "leader", size=size)
    await visit.page.goto(f"{city.url}{path}")
    await visit.page.locator(".wall-panel").first.wait_for()
    return visit


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_scene_is_readable_and_sound_at_every_size(
    visitors: Visitors, city: City, size: tuple[int, int]
) -> None:
    visit = await wall(visitors, city, size, f"/screen?scene={SCENES[0]}")
    page = visit.page
    await page.locator(".wall-ground[data-ready=true]").wait_for()
    await page.evaluate(await asyncio.to_thread(AXE.read_text, "utf-8"))
    for scene in SCENES:
        name = page.locator(".wall-scenes button").nth(SCENES.index(scene))
        await name.click()
        await expect(name).to_have_attribute("aria-pressed", "true")
        await expect(page.locator(".wall-panel").first).to_be_visible()
        await page.wait_for_timeout(1500)  # for the picture only: tiles come after the panels
        smallest = await page.evaluate(SMALLEST)
        assert smallest[0] >= 21.9, smallest
        assert await page.evaluate(OVERFLOW) <= 0
        assert await page.evaluate(RULES) == []
        for panel in await page.locator(".wall-panel").all():
            await expect(panel.locator("header p")).to_contain_text(re.compile("单位：.+数据时间"))
        await visit.shot(f"wall-{scene}-{size[0]}x{size[1]}")
    assert any("/wall/tiles/live/" in url for url in visit.asked)
    assert any("/wall/tiles/history/" in url for url in visit.asked)


def _case_to_sign(city: City) -> dict[str, Any]:
    cases = city.call("supervisor", "GET", "/cases?stage=sign&limit=50")["items"]
    return next(case for case in cases if case["unit"] and not case["side"])


async def _stage(page: Page, name: str) -> int:
    row = page.locator(".wall-bars li", has_text=name)
    return int((await row.locator(".figure").first.inner_text()).replace(",", ""))


async def test_an_act_is_on_the_wall_at_once(visitors: Visitors, city: City) -> None:
    case = await asyncio.to_thread(_case_to_sign, city)
    page = (await wall(visitors, city, SIZES[0], "/screen?scene=grid")).page
    before = await _stage(page, "待签收")
    asked = await page.evaluate("performance.getEntriesByType('resource').length")
    path = f"/cases/{case['number']}/actions/void"
    await asyncio.to_thread(city.call, "dispatcher", "POST", path, {"reason": "演示"})
    await expect(page.locator(".wall-ticker p").first).to_contain_text("作废")
    await expect(page.locator(".wall-bars li", has_text="待签收").locator(".figure").first).to_have_text(
        str(before - 1)
    )
    assert asked > 0


async def test_a_number_opens_its_cases_and_a_name_goes_down(visitors: Visitors, city: City) -> None:
    page = (await wall(visitors, city, SIZES[0], "/screen?scene=grid")).page
    panel = page.locator(".wall-panel", has_text="按区域")
    row = panel.locator("li").first
    name = await row.locator("button").inner_text()
    await row.locator("button").click()
    await expect(page.locator(".wall-top [aria-current=page]")).to_have_text(name)
    await page.wait_for_url("**area=**")
    stage = page.locator(".wall-panel", has_text="按环节").locator("li").first
    number = await stage.locator(".figure").first.inner_text()
    address = await stage.locator("a.figure").first.get_attribute("href")
    assert address is not None
    await page.keyboard.press("ArrowUp")
    await expect(page.locator(".wall-top [aria-current=page]")).to_have_count(0)
    await page.goto(city.url + address)
    await page.locator(".table-row").first.wait_for()
    await expect(page.locator(".list-head")).to_contain_text(number)


async def test_a_phone_switches_the_wall(visitors: Visitors, city: City) -> None:
    page = (await wall(visitors, city, SIZES[0], "/screen?screen=hall")).page
    remote = await visitors.staff("browser-remote", "supervisor", size=PHONE)
    await remote.page.goto(f"{city.url}/screen/remote?screen=hall")
    await remote.page.get_by_role("button", name="考核", exact=True).click()
    await expect(page.locator(".wall-scenes button[aria-pressed=true]")).to_have_text("考核")
    await remote.shot("wall-remote")
    await remote.page.get_by_role("button", name="按计划轮播").click()
    await expect(page.get_by_role("button", name="按计划轮播")).to_have_attribute("aria-pressed", "true")


async def test_who_may_not_see_the_wall_is_told_who_can_help(visitors: Visitors, city: City) -> None:
    visit = await visitors.staff("browser-agent-wall", "agent")
    await visit.page.goto(f"{city.url}/screen?lang=en")
    await expect(visit.page.locator(".wall-refused")).to_contain_text("security administrator")
