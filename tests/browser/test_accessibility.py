"""Every page in every appearance: axe finds nothing. Pages are taken from the rail, so a new one is covered at birth."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import pytest
from playwright.async_api import Page
from tests.browser.conftest import PHONE, ROOT, SMALL, City, Visit, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
APPEARANCES = [("light", "normal"), ("dark", "normal"), ("contrast", "large")]
CASEWORK = ("agent", "dispatcher", "handler", "verifier", "supervisor", "assessor", "leader")
RULES = """axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
  'wcag22aa', 'best-practice']}).then((found) => found.violations.map((one) =>
  one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')))"""
DRESS = """([theme, size]) => {
  localStorage.setItem('yiwang.theme', JSON.stringify(theme));
  localStorage.setItem('yiwang.size', JSON.stringify(size));
  window.dispatchEvent(new StorageEvent('storage'));
}"""


async def _faults(page: Page) -> list[str]:
    """Return what axe finds on the page as it is, in each appearance."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(await asyncio.to_thread(AXE.read_text, "utf-8"))
    found: list[str] = []
    for dress in APPEARANCES:
        await page.evaluate(DRESS, dress)
        await page.wait_for_function(
            "([theme]) => document.documentElement.dataset.theme === theme", arg=dress
        )
        found += [f"{page.url} {dress[0]}: {fault}" for fault in await page.evaluate(RULES)]
    return found


async def _settled(page: Page) -> None:
    """Wait until what the page first asks for has come."""
    await page.locator("h1, .state").first.wait_for()
    await page.locator(".skeleton").first.wait_for(state="detached")


async def _rail(visit: Visit, url: str) -> list[str]:
    await visit.page.locator("a.rail-item").first.wait_for()
    links = await visit.page.locator("a.rail-item").evaluate_all("all => all.map(one => one.pathname)")
    assert len(links) > 5
    return [url + link for link in links]


async def _walk(visit: Visit, addresses: list[str]) -> list[str]:
    found: list[str] = []
    for address in addresses:
        await visit.page.goto(address)
        await _settled(visit.page)
        found += await _faults(visit.page)
    return found


def _numbers(city: City) -> list[str]:
    """One case at work and one that is closed."""
    wanted = ("stage=handle", "stage=closed,rated")
    return [city.call("supervisor", "GET", f"/cases?{one}&limit=1")["items"][0]["number"] for one in wanted]


def _unit(city: City) -> str:
    cases: list[Any] = city.call("supervisor", "GET", "/cases?stage=sign,handle&limit=50")["items"]
    return next(str(case["unit"]["code"]) for case in cases if case["unit"])


async def test_every_page_of_the_caseworkers(visitors: Visitors, city: City) -> None:
    unit = await asyncio.to_thread(_unit, city)
    visit = await visitors.staff("browser-everything", *CASEWORK, unit=unit)
    pages = await _rail(visit, city.url)
    pages += [f"{city.url}/desk/cases/{number}" for number in await asyncio.to_thread(_numbers, city)]
    pages += [f"{city.url}/desk/cases?q=nothing-is-called-so", f"{city.url}/desk/no-such-page"]
    assert not await _walk(visit, pages)
    visit.complaints.clear()


@pytest.mark.parametrize("role", ["admin", "security", "auditor"])
async def test_every_page_of_the_three_officers(visitors: Visitors, city: City, role: str) -> None:
    visit = await visitors.staff(f"browser-officer-{role}", role)
    assert not await _walk(visit, await _rail(visit, city.url))


async def test_every_sheet_over_a_page(visitors: Visitors, city: City) -> None:
    number = (await asyncio.to_thread(_numbers, city))[0]
    visit = await visitors.staff("browser-sheets", "supervisor", "dispatcher")
    page = visit.page
    await page.goto(f"{city.url}/desk/cases/{number}")
    await page.locator(".actions .btn").first.wait_for()
    found: list[str] = []
    names = [
        *await page.locator(".actions > .btn:has(kbd)").all_inner_texts(),
        "为何不能",
        "显示与账户",
        "显示键盘操作",
    ]
    for name in names:
        await page.get_by_role("button", name=name.split("Alt+")[0].strip()).first.click()
        await page.locator("dialog[open]").wait_for()
        found += await _faults(page)
        await page.keyboard.press("Escape")
        await page.locator("dialog[open]").wait_for(state="detached")
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("path", ["/", "/follow", "/enter", "/nothing-here"])
async def test_every_public_page(visitors: Visitors, path: str) -> None:
    visit = await visitors.come(path, PHONE)
    await visit.page.locator("main, .state").first.wait_for()
    assert not await _faults(visit.page)


async def test_every_page_of_the_small_screen(visitors: Visitors, city: City) -> None:
    unit = await asyncio.to_thread(_unit, city)
    number = (await asyncio.to_thread(_numbers, city))[0]
    link = await asyncio.to_thread(city.link, "browser-phone", *CASEWORK, unit=unit)
    visit = await visitors.come(link.replace("/enter#", "/m/enter#"), PHONE)
    await visit.page.wait_for_url("**/m/tasks")
    paths = [path.replace(":number", number) for path in _small_routes()]
    assert {"report", "tasks", f"tasks/{number}", "lead"} < set(paths), "the routes were not found"
    assert not await _walk(visit, [f"{city.url}/m/{path}" for path in paths])
    visit.complaints.clear()


def _small_routes() -> list[str]:
    """Return the addresses below ``/m/`` from the table of routes: a page that is added is visited."""
    table = (ROOT / "web/src/app/routes.tsx").read_text("utf-8")
    small = table.partition("const small: RouteObject[] = [")[2].partition("\n];")[0]
    return re.findall(r'path: "([^"]+)"', small)


async def test_the_pages_of_the_small_screen_for_everybody(visitors: Visitors, city: City) -> None:
    visit = await visitors.come("/m/", SMALL)
    pages = [f"{city.url}/m/{path}" for path in ("report", "follow", "near", "heat", "me", "enter")]
    assert not await _walk(visit, pages)
    visit.complaints.clear()


async def test_axe_really_looks(visitors: Visitors) -> None:
    visit = await visitors.come("/", PHONE)
    await visit.page.locator("main").wait_for()
    await visit.page.evaluate(
        "document.querySelector('main').innerHTML += '<img src=\"data:,\"><p style=\"color:#ccc\">pale words</p>'"
    )
    faults = await _faults(visit.page)
    assert any("image-alt" in fault for fault in faults)
    assert any("color-contrast" in fault for fault in faults)
    visit.complaints.clear()
