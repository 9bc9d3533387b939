"""The big screen: readable from eight metres, sound for every reader."""

from __future__ import annotations

import asyncio
import re
from functools import partial

import pytest
from playwright.async_api import Locator, Page, expect
from tests.browser.conftest import City, Visit, Visitors
from tests.browser.looking import look
from tests.support.patience import until
from tests.support.rounds import at_length

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = [(1920, 1080), (3840, 1080), (5760, 2160)]
#: Every scene at the usual size, one on the widest wall; drawn without a GPU the largest takes half a minute.
SCENES = {
    (1920, 1080): ["overview", "grid", "hotline", "assessment", "flood", "muck", "wartime"],
    (3840, 1080): at_length(["overview"], ["flood"]),
    (5760, 2160): at_length([], ["grid"]),
}
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
#: What reaches over the screen, lies on something else or is cut off, in words; nothing if all is well.
MISPLACED = """() => {
  const found = [], box = (of) => of.getBoundingClientRect(), name = (of) => of.querySelector('h2')?.textContent || of.className;
  const all = [...document.querySelectorAll('.wall-panel, .wall-top, .wall-ticker, .wall-foot, .wall-head')];
  for (const [at, one] of all.entries()) {
    const a = box(one);
    if (a.left < -1 || a.top < -1 || a.right > innerWidth + 1 || a.bottom > innerHeight + 1) found.push(name(one) + ' is beyond the edge');
    for (const other of all.slice(at + 1)) {
      const b = box(other);
      if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)
        found.push(name(one) + ' lies on ' + name(other));
    }
  }
  for (const panel of document.querySelectorAll('.wall-panel')) {
    const inner = box(panel);
    for (const part of panel.querySelectorAll('li, dd, dt, tr, h2, svg, .wall-trend p'))
      if (box(part).bottom > inner.bottom + 1) { found.push(name(panel) + ' cuts off ' + part.textContent.slice(0, 30)); break; }
  }
  const top = document.querySelector('.wall-top'), nav = document.querySelector('.wall-scenes');
  if (top.scrollWidth > top.clientWidth + 1 || nav.scrollWidth > nav.clientWidth + 1) found.push('the top line is too narrow');
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page is too wide');
  return found;
}"""
#: The widest panel in columns of a 16:9 screen of the same height: more than what its scene says is stretched.
WIDEST = """() => Math.max(...[...document.querySelectorAll('.wall-panel')].map((one) =>
  one.getBoundingClientRect().width / (innerHeight * 16 / 9 / 12)))"""


async def wall(visitors: Visitors, city: City, size: tuple[int, int], path: str) -> Visit:
    visit = await visitors.staff("browser-wall", "leader", size=size)
    await visit.page.goto(f"{city.url}{path}")
    await visit.page.locator(".wall-panel").first.wait_for()
    return visit


async def settled(page: Page, scene: str) -> None:
    """Wait until the scene, its map and its figures are there."""
    await expect(page.locator(".wall-scenes button[aria-pressed=true]")).to_have_count(1)
    await page.locator(".wall-ground[data-ready=true]").wait_for()
    for panel in await page.locator(".wall-panel").all():
        await expect(panel.locator("header p")).to_contain_text(re.compile("单位：.+数据时间"))
        await expect(panel.locator("ul, dl, table, svg, .wall-none").first).to_be_attached()


@pytest.mark.parametrize(
    ("size", "scene"),
    [(size, scene) for size in SIZES for scene in SCENES[size]],
    ids=lambda one: one if isinstance(one, str) else f"{one[0]}x{one[1]}",
)
async def test_every_scene_is_readable_and_whole_at_every_size(
    visitors: Visitors, city: City, size: tuple[int, int], scene: str
) -> None:
    visit = await wall(visitors, city, size, f"/screen?scene={scene}")
    page = visit.page
    await settled(page, scene)
    smallest = await page.evaluate(SMALLEST)
    assert smallest[0] >= 21.9, smallest
    assert await page.evaluate(MISPLACED) == []
    assert await page.evaluate(WIDEST) <= 4.1
    if size == SIZES[0]:
        assert await look(page) == []
    await visit.shot(f"wall-{scene}-{size[0]}x{size[1]}")


async def test_the_map_stands_on_the_city_s_own_ground(visitors: Visitors, city: City) -> None:
    visit = await wall(visitors, city, SIZES[0], "/screen?scene=grid")
    await settled(visit.page, "grid")
    await expect(visit.page.locator(".wall-ground")).to_have_attribute("data-base", "true")
    for part in ("/api/v1/map/tiles/", "/wall/tiles/live/", "/wall/tiles/history/"):
        await until(lambda part=part: any(part in url for url in visit.asked))


async def _as_many(city: City, door: Locator) -> bool:
    """Tell whether a number is that of its cases; the city goes on, and the wall follows a little later."""
    href = str(await door.get_attribute("href"))
    answer = await door.page.request.get(f"{city.url}/api/v1/cases?{href.partition('?')[2]}&limit=1")
    found = await answer.json()
    assert answer.ok, (href, found)
    return bool(found["total"] == int(re.sub(r"\D", "", await door.inner_text())))


async def test_every_number_opens_as_many_cases(visitors: Visitors, city: City) -> None:
    district = city.call("supervisor", "GET", "/wall")["children"][0]["code"]
    visit = await wall(visitors, city, SIZES[0], "/screen?scene=overview")
    page = visit.page
    seen = set()
    for path in ("overview", "flood", f"overview&area={district}", "assessment"):
        await page.goto(f"{city.url}/screen?scene={path}")
        await page.locator(".wall-panel").first.wait_for()
        await settled(page, path)
        for door in await page.locator(".wall-panel a[href^='/desk/cases?']").all():
            words = (await door.inner_text()).strip()
            if not re.fullmatch(r"(超时 )?[\d,]+", words):
                continue  # a share or a mean: not a number of cases
            href = str(await door.get_attribute("href"))
            await until(partial(_as_many, city, door), f"{path}: {words} is not what {href} finds")
            seen |= set(re.findall(r"[?&](\w+)=", href))
    assert seen >= {
        "stage",
        "area",
        "matter",
        "channel",
        "unit",
        "undated",
        "due_to",
        "overdue",
        "closed_from",
    }


async def test_a_number_is_a_door_to_the_desk_with_the_same_filter(visitors: Visitors, city: City) -> None:
    visit = await wall(visitors, city, SIZES[0], "/screen?scene=overview")
    door = visit.page.locator(".wall-today a.figure").first
    async with visit.context.expect_page() as opened:
        await door.click()
    desk = await opened.value
    await expect(desk).to_have_url(re.compile(r"/desk/cases\?.*stage=intake"))

    async def the_same() -> bool:  # the city goes on: both follow it
        n = (await door.inner_text()).strip()
        return bool(re.search(rf"(?<!\d){n} ?件", await desk.locator("main").inner_text()))

    await until(the_same)


async def test_an_act_is_on_the_wall_at_once(visitors: Visitors, city: City) -> None:
    visit = await wall(visitors, city, SIZES[0], "/screen?scene=overview")
    case = city.call("supervisor", "GET", "/cases?stage=sign,handle&limit=1&sort=opened_at")["items"][0]
    ticker = visit.page.locator(f".wall-ticker a[href='/desk/cases/{case['number']}']")
    await expect(ticker).to_have_count(0)
    await asyncio.to_thread(
        city.call, "supervisor", "POST", f"/cases/{case['number']}/actions/comment", {"text": "现场已有人"}
    )
    await expect(ticker.first).to_be_visible()


async def test_down_to_the_grid_and_back_by_the_breadcrumb(visitors: Visitors, city: City) -> None:
    visit = await wall(visitors, city, SIZES[0], "/screen?scene=grid")
    page = visit.page
    crumbs = page.locator(".wall-head li")
    for depth in range(2, 6):
        name = page.locator(".wall-panel").first.locator(".wall-bars button").first
        words = await name.inner_text()
        await name.click()
        await expect(crumbs).to_have_count(depth)
        await expect(page.locator(".wall-head [aria-current=page]")).to_have_text(words)
        await expect(
            page.locator(".wall-panel").first.locator(".wall-bars button", has_text=words)
        ).to_have_count(0)
    card = page.locator(".wall-cards a[href^='/desk/cases/']").first
    async with visit.context.expect_page() as opened:
        await card.click()
    await expect(await opened.value).to_have_url(re.compile(r"/desk/cases/\d+"))
    await page.keyboard.press("ArrowUp")
    await expect(crumbs).to_have_count(4)
    await crumbs.nth(1).locator("button").click()
    await expect(crumbs).to_have_count(2)
    await crumbs.first.locator("button").click()
    await expect(crumbs).to_have_count(0)


async def test_keys_turn_the_scenes_and_play_history(visitors: Visitors, city: City) -> None:
    visit = await wall(visitors, city, SIZES[0], "/screen?scene=overview")
    page = visit.page
    pressed = page.locator(".wall-scenes button[aria-pressed=true]")
    await page.keyboard.press("ArrowRight")
    await expect(pressed).to_have_text("网格")
    shown = page.locator(".wall-months output")
    await expect(shown).to_have_text("现在")
    await page.keyboard.press(",")
    await expect(shown).to_have_text(re.compile(r"\d{4}-\d\d · 立件 [\d,]+ 件"))
    last = await shown.inner_text()
    await until(lambda: any(f"from={last[:7]}-01&to={last[:7]}-" in url for url in visit.asked))
    await page.keyboard.press(",")
    await expect(shown).not_to_have_text(last)
    await page.keyboard.press("p")
    await expect(page.locator(".wall-months button").first).to_have_accessible_name("暂停")
    first = await shown.inner_text()
    await expect(shown).not_to_have_text(first)
    await page.keyboard.press("p")
    await expect(page.locator(".wall-months button").first).to_have_accessible_name("按月播放")
    await page.keyboard.press("Escape")
    await expect(page).to_have_url(re.compile(r"/screen(\?)?$"))
    await expect(page.get_by_role("button", name="按计划轮播")).to_have_attribute("aria-pressed", "true")


async def test_a_phone_switches_the_wall(visitors: Visitors, city: City) -> None:
    visit = await wall(visitors, city, SIZES[0], "/screen?screen=browser")
    page = visit.page
    remote = await visitors.staff("browser-remote", "supervisor", size=(390, 844))
    await remote.page.goto(f"{city.url}/screen/remote?screen=browser")
    try:
        await remote.page.get_by_role("button", name="渣土车").click()
        await expect(page.get_by_role("button", name="渣土车")).to_have_attribute("aria-pressed", "true")
        await remote.page.get_by_role("button", name="上一个月").click()
        await expect(page.locator(".wall-months output")).to_have_text(re.compile(r"\d{4}-\d\d · 立件"))
        await remote.page.get_by_role("button", name="回到现在").click()
        await expect(page.locator(".wall-months output")).to_have_text("现在")
        area = remote.page.get_by_role("region", name="所在区域").locator("button").first
        name = await area.inner_text()
        await area.click()
        await expect(page.locator(".wall-head [aria-current=page]")).to_have_text(name)
        await remote.page.get_by_role("button", name="按计划轮播").click()
        await expect(page.get_by_role("button", name="按计划轮播")).to_have_attribute("aria-pressed", "true")
    finally:
        await asyncio.to_thread(city.call, "supervisor", "PUT", "/wall/screens/browser", {})


@pytest.mark.parametrize("path", ["/screen", "/screen/remote"])
async def test_who_may_not_see_the_wall_is_told_in_words(visitors: Visitors, city: City, path: str) -> None:
    visit = await visitors.staff("browser-no-wall", "agent")
    await visit.page.goto(f"{city.url}{path}")
    await expect(visit.page.locator("main")).to_contain_text("大屏供领导、值班长和督办员查看")
    await expect(visit.page.locator("main a[href='/desk']")).to_be_visible()
    assert not [url for url in visit.asked if "/api/v1/wall" in url]


async def test_data_older_than_promised_are_grey_and_say_since_when(visitors: Visitors, city: City) -> None:
    visit = await visitors.staff("browser-wall", "leader", size=SIZES[0])
    page = visit.page
    await page.clock.install()
    await page.route("**/api/v1/live**", lambda route: route.abort())
    await page.goto(f"{city.url}/screen?scene=overview")
    await page.locator(".wall-panel").first.wait_for()
    await expect(page.locator(".wall-panel[data-stale=true]")).to_have_count(0)
    await page.route("**/api/v1/**", lambda route: route.abort())
    for _ in range(10):
        await page.clock.fast_forward(20_000)
    await expect(page.locator(".wall-panel[data-stale=true]")).to_have_count(
        await page.locator(".wall-panel").count()
    )
    await expect(page.locator(".wall-head .wall-warning").first).to_contain_text("数据停在")
    await expect(page.locator(".wall-panel header p").first).to_contain_text("数据停在")
    assert (
        await page.locator(".wall-panel").first.evaluate("(one) => getComputedStyle(one).filter")
        == "grayscale(1)"
    )
    visit.complaints.clear()  # what was cut on purpose
