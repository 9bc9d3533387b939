"""What axe finds on a page, in each appearance; and the way from page to page that people take."""

from __future__ import annotations

import asyncio
import os

from playwright.async_api import Page, expect
from tests.browser.conftest import ROOT, Visit

AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
#: What can change with the appearance, colours and sizes. The rest is the same HTML, so that one look at it is
#: enough; ``AXE=whole`` (``make test-long``) looks for everything in every appearance.
_COLOURS = ["color-contrast", "link-in-text-block"]
WHOLE = os.environ.get("AXE") == "whole"
#: Theme, size of letters, and the rules of axe that are looked for in it (none named: all).
APPEARANCES: list[tuple[str, str, list[str]]] = [
    ("light", "normal", []),
    ("dark", "normal", [] if WHOLE else _COLOURS),
    ("contrast", "large", [] if WHOLE else [*_COLOURS, "target-size"]),
]
#: Addresses that were looked at in each appearance. Another role finds the same components there in the same
#: colours: its page is looked at in the first appearance, in the others only by ``AXE=whole``.
_looked_at: set[str] = set()
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


async def faults(page: Page, *, appearances: int = len(APPEARANCES)) -> list[str]:
    """Return what axe finds on the page as it is, in so many appearances; it is left in the first."""
    found: list[str] = []
    for theme, size, only in APPEARANCES[:appearances]:
        await _dress(page, theme, size)
        found += [f"{page.url} {theme}: {fault}" for fault in await look(page, only)]
    if appearances > 1:
        await _dress(page, *APPEARANCES[0][:2])
    return found


async def _dress(page: Page, theme: str, size: str) -> None:
    await page.evaluate(_DRESS, [theme, size])
    await page.wait_for_function("(theme) => document.documentElement.dataset.theme === theme", arg=theme)


async def _faults_of_the_address(page: Page) -> list[str]:
    """Return what axe finds: in each appearance where nobody was before, else in the first."""
    if WHOLE or page.url not in _looked_at:
        _looked_at.add(page.url)
        return await faults(page)
    return await faults(page, appearances=1)


async def settled(page: Page) -> None:
    """Wait until what the page first asks for has come."""
    await page.locator("h1, .state").first.wait_for()
    await expect(page.locator(".skeleton")).to_have_count(0)


async def rail(visit: Visit) -> list[str]:
    """Return the paths that the rail leads to."""
    await visit.page.locator("a.rail-item").first.wait_for(state="attached")  # its group may be shut
    links = await visit.page.locator("a.rail-item").evaluate_all("all => all.map(one => one.pathname)")
    assert len(links) > 5
    return [str(link) for link in links]


async def by_rail(visit: Visit, path: str) -> None:
    """Go to ``path`` as people do, by the rail: nothing is loaded again but what the page asks for."""
    page = visit.page
    if page.url.partition("?")[0].endswith(path):
        return
    await page.evaluate(_SEEN)
    link = page.locator(f"a.rail-item[href='{path}']").first
    if not await link.is_visible():  # its group is shut
        await page.locator(".rail section").filter(has=link).get_by_role("button").click()
    await link.click()
    await page.wait_for_function(_ANOTHER)


async def walk(visit: Visit, addresses: list[str]) -> list[str]:
    """Open each address and return what axe finds there."""
    found: list[str] = []
    for address in addresses:
        await visit.page.goto(address)
        await settled(visit.page)
        found += await _faults_of_the_address(visit.page)
    return found


async def walk_the_rail(visit: Visit, *, again: bool = True) -> list[str]:
    """Go to all that the rail leads to and return what axe finds there.

    Unless ``again``, pages where another person was before are left to ``AXE=whole``: for who may do less there.
    """
    found: list[str] = []
    origin = visit.page.url.partition("/desk")[0]
    for path in await rail(visit):
        if not again and not WHOLE and origin + path in _looked_at:
            continue
        await by_rail(visit, path)
        await settled(visit.page)
        found += await _faults_of_the_address(visit.page)
    return found
