"""Every page in every appearance: axe finds nothing. Pages are taken from the rail, so a new one is covered at birth."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import pytest
from tests.browser.conftest import PHONE, ROOT, SMALL, City, Visitors
from tests.browser.looking import faults, look, walk, walk_the_rail

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASEWORK = ("agent", "dispatcher", "handler", "verifier", "supervisor", "assessor", "leader")

#: What the rail does not lead to: how a list can be looked at, paper, and where there is nothing.
BESIDE_THE_RAIL = (
    "/desk/cases?by=stage",
    "/desk/cases?look=map&stage=handle",
    "/desk/cases?skip=40",
    "/desk/print?by=unit&stage=handle",
    "/desk/studio?tab=process",
    "/desk/studio?tab=conformance",
    "/desk/studio?tab=findings",
    "/desk/studio?tab=proposals",
    "/desk/studio?tab=disputes",
    "/desk/studio?tab=whatif",
    "/desk/studio?tab=matters",
    "/desk/studio?tab=topics",
    "/desk/studio?tab=signs",
    "/desk/studio?tab=limits",
    "/desk/studio?tab=duplicates",
    "/desk/studio?tab=replies",
    "/desk/cases?q=nothing-is-called-so",
    "/desk/alarm-rules/water-level",
    "/desk/alarm-silences",
    "/desk/alarm-rules/new",
    "/desk/appeals",
    "/desk/warning-templates",
    "/desk/stations/flood",
    "/desk/indicators/on_time_rate",
    "/desk/vitals?tab=stage",
    "/desk/vitals?tab=rules",
    "/desk/no-such-page",
)
#: Visited by the tests that make what they show.
WITH_THEIR_PEERS = (
    "devices/:code",
    "products/:code",
    "stations/:board",
    "indicators/:code",
    "indicators/:code/cases",
)
PUBLIC = ("/", "/follow", "/bulletins", "/enter", "/nothing-here")
WALL = ("/screen", "/screen/remote")


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
    assert not await walk_the_rail(visit)
    pages = [f"{city.url}/desk/cases/{number}" for number in await asyncio.to_thread(_numbers, city)]
    pages += [f"{city.url}{path}" for path in BESIDE_THE_RAIL]
    assert not await walk(visit, pages)
    visit.complaints.clear()


@pytest.mark.parametrize("role", ["admin", "security", "auditor"])
async def test_every_page_of_the_three_officers(visitors: Visitors, city: City, role: str) -> None:
    visit = await visitors.staff(f"browser-officer-{role}", role)
    assert not await walk_the_rail(visit, again=role == "admin")  # who changes what others read


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
        found += await faults(page)
        await page.keyboard.press("Escape")
        await page.locator("dialog[open]").wait_for(state="detached")
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("path", PUBLIC)
async def test_every_public_page(visitors: Visitors, path: str) -> None:
    visit = await visitors.come(path, PHONE)
    await visit.page.locator("main, .state").first.wait_for()
    assert not await faults(visit.page)


async def test_what_opens_over_lists_and_queues(visitors: Visitors, city: City) -> None:
    unit = await asyncio.to_thread(_unit, city)
    visit = await visitors.staff("browser-over", *CASEWORK, unit=unit)
    page, found = visit.page, list[str]()
    await page.goto(f"{city.url}/desk/cases?by=stage")
    await page.locator(".group h2 button").first.click()
    await page.locator(".group-row").first.wait_for()
    found += await faults(page)
    await page.goto(f"{city.url}/desk/cases")
    await page.locator(".table-row").first.wait_for()
    await page.keyboard.press("g")
    await page.locator(".jump").wait_for()
    found += await faults(page)
    await page.goto(f"{city.url}/desk/watch")
    await page.locator("#ladder-0").wait_for()
    await page.keyboard.press("j")
    for key in ("c", "d"):
        await page.keyboard.press(key)
        await page.locator("dialog[open]").wait_for()
        found += await faults(page)
        await page.keyboard.press("Escape")
        await page.locator("dialog[open]").wait_for(state="detached")
    await page.goto(f"{city.url}/desk/map")
    await page.get_by_role("combobox", name="查地名、道路、区域").fill("医院")
    await page.locator(".place-search [role=option]").first.wait_for()
    found += await faults(page)
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("path", WALL)
async def test_the_wall_and_its_remote(visitors: Visitors, city: City, path: str) -> None:
    visit = await visitors.staff("browser-wall-axe", "leader", "supervisor")
    await visit.page.goto(city.url + path)
    await visit.page.locator("h1, h2, .wall-panel, button").first.wait_for()
    assert not await look(visit.page)


def test_every_route_has_a_visit() -> None:
    """A page that is added to the table of routes and visited by none of these tests fails here."""
    source = (ROOT / "web/src/app/routes.tsx").read_text("utf-8")
    table = source.partition("export const routes: RouteObject[] = [")[2]
    top, _, desk = table.partition('path: "/desk"')
    rail = {
        "cases" if key == "all" else key
        for key in re.findall(
            r'\{ key: "([\w-]+)", group', (ROOT / "web/src/features/workbench/nav.ts").read_text()
        )
    }
    assert len(rail) > 15, "the rail was not found"
    below = set(re.findall(r'path: "([^"]+)"', desk)) | set(re.findall(r'"(\w+)"', _array(source, "ADMIN")))
    below |= set(re.findall(r"(\w+):", _array(source, "LISTS")))
    beside = {path.removeprefix("/desk/").partition("?")[0] for path in BESIDE_THE_RAIL}
    assert below - rail - beside - {"*", "cases/:number", "alarm-rules/:code", *WITH_THEIR_PEERS} == set()
    visited = {path.partition("/:")[0] for path in (*PUBLIC, *WALL)} | {"/m", "/m/enter"}
    assert {path.partition("/:")[0] for path in re.findall(r'path: "(/[^"]*)"', top)} - visited == set()


def _array(source: str, name: str) -> str:
    return source.partition(f"const {name}")[2].partition(";")[0]


async def test_every_page_of_the_small_screen(visitors: Visitors, city: City) -> None:
    unit = await asyncio.to_thread(_unit, city)
    number = (await asyncio.to_thread(_numbers, city))[0]
    link = await asyncio.to_thread(city.link, "browser-phone", *CASEWORK, unit=unit)
    visit = await visitors.come(link.replace("/enter#", "/m/enter#"), PHONE)
    await visit.page.wait_for_url("**/m/tasks")
    paths = [path.replace(":number", number) for path in _small_routes()]
    assert {"report", "tasks", f"tasks/{number}", "lead"} < set(paths), "the routes were not found"
    assert not await walk(visit, [f"{city.url}/m/{path}" for path in paths])
    visit.complaints.clear()


def _small_routes() -> list[str]:
    """Return the addresses below ``/m/`` from the table of routes: a page that is added is visited."""
    table = (ROOT / "web/src/app/routes.tsx").read_text("utf-8")
    small = table.partition("const small: RouteObject[] = [")[2].partition("\n];")[0]
    return re.findall(r'path: "([^"]+)"', small)


async def test_the_pages_of_the_small_screen_for_everybody(visitors: Visitors, city: City) -> None:
    visit = await visitors.come("/m/", SMALL)
    pages = [f"{city.url}/m/{path}" for path in ("report", "follow", "near", "heat", "me", "enter")]
    assert not await walk(visit, pages)
    visit.complaints.clear()


async def test_axe_really_looks(visitors: Visitors) -> None:
    visit = await visitors.come("/", PHONE)
    await visit.page.locator("main").wait_for()
    await visit.page.evaluate(
        "document.querySelector('main').innerHTML += '<img src=\"data:,\"><p style=\"color:#ccc\">pale words</p>'"
        " + '<p style=\"color:#333\">dark words</p>'"
    )
    found = await faults(visit.page)
    assert any("light: image-alt" in fault for fault in found)
    assert any("light: color-contrast" in fault for fault in found)
    assert any("dark: color-contrast" in fault for fault in found)
    visit.complaints.clear()
