"""The big screen: readable from eight metres, sound for every reader."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import expect
from tests.browser.conftest import ROOT, City, Visit, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = [(1920, 1080)]  # the wider ones: web/src/features/wall/model/layout.test.ts
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
