"""What axe finds on a page, in each appearance; and the way from page to page that people take."""

from __future__ import annotations

import asyncio
import os

from playwright.async_api import Page, expect
from tests.browser.conftest import ROOT, Visit

AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
#: What can change with the appearance. The rest is the same HTML, so that one look at it is enough;
#: ``AXE=whole`` (``make test-long``) looks for everything in every appearance.
OF_THE_APPEARANCE = ["color-contrast", "target-size", "link-in-text-block"]
WHOLE = os.environ.get("AXE") == "whole"
APPEARANCES = [("light", "normal"), ("dark", "normal"), ("contrast", "large")]
RULES = """(only) => axe.run(document, {resultTypes: ['violations'], runOnly: only.length
    ? {type: 'rule', values: only}
    : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
  .then((found) => found.violations.map((one) =>
    one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')))"""
_DRESS = """([theme, size]) => {
  localStorage.setItem('yiwang.theme', JSON.stringify(theme));
  localStorage.setItem('yiwang.size', JSON.stringify(size));
  window.dispatchEvent(new StorageEvent('storage'));
}"""
_SEEN = """() => document.querySelectorAll('main h1, .state').forEach((one) => { one.dataset.seen = one.textContent })"""
_ANOTHER = """() => {
  const now = document.querySelector('main h1, .state');
  return now && now.dataset.seen !== now.textContent;
}"""


async def look(page: Page, only: list[str] | None = None) -> list[str]:
    """Return what axe finds on the page as it is dressed now."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(await asyncio.to_thread(AXE.read_text, "utf-8"))
    return [str(fault) for fault in await page.evaluate(RULES, only or [])]


async def faults(page: Page) -> list[str]:
    """Return what axe finds on the page as it is, in each appearance; it is left in the first."""
    found: list[str] = []
    for at, dress in enumerate((*APPEARANCES, APPEARANCES[0])):
        await page.evaluate(_DRESS, dress)
        await page.wait_for_function(
            "([theme]) => document.documentElement.dataset.theme === theme", arg=dress
        )
        if at < len(APPEARANCES):
            only = None if WHOLE or at == 0 else OF_THE_APPEARANCE
            found += [f"{page.url} {dress[0]}: {fault}" for fault in await look(page, only)]
    return found


async def settled(page: Page) -> None:
    """Wait until what the page first asks for has come."""
    await page.locator("h1, .state").first.wait_for()
    await expect(page.locator(".skeleton")).to_have_count(0)


async def rail(visit: Visit) -> list[str]:
    """Return the paths that the rail leads to."""
    await visit.page.locator("a.rail-item").first.wait_for()
    links = await visit.page.locator("a.rail-item").evaluate_all("all => all.map(one => one.pathname)")
    assert len(links) > 5
    return [str(link) for link in links]


async def by_rail(visit: Visit, path: str) -> None:
    """Go to ``path`` as people do, by the rail: nothing is loaded again but what the page asks for."""
    page = visit.page
    if page.url.partition("?")[0].endswith(path):
        return
    await page.evaluate(_SEEN)
    await page.locator(f"a.rail-item[href='{path}']").first.click()
    await page.wait_for_function(_ANOTHER)


async def walk(visit: Visit, addresses: list[str]) -> list[str]:
    """Open each address and return what axe finds there."""
    found: list[str] = []
    for address in addresses:
        await visit.page.goto(address)
        await settled(visit.page)
        found += await faults(visit.page)
    return found


async def walk_the_rail(visit: Visit) -> list[str]:
    """Go to all that the rail leads to and return what axe finds there."""
    found: list[str] = []
    for path in await rail(visit):
        await by_rail(visit, path)
        await settled(visit.page)
        found += await faults(visit.page)
    return found
