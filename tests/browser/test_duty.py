"""On duty: an explicit switch on the phone, seen on the desk's map, gone when it is switched off."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors
from tests.browser.test_phone import eventually, rows, worker

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MINE = "SELECT lon, lat, accuracy_m FROM presence_latest WHERE label = $1"


async def test_going_on_duty_shows_where_one_is_and_going_off_deletes_it(
    visitors: Visitors, city: City
) -> None:
    name = "duty-worker"
    visit = await worker(visitors, city, name, "verifier")
    page = visit.page
    card = page.get_by_role("region", name="在岗与位置")
    await card.get_by_text("未在岗").wait_for()
    assert not await rows(city, MINE, name)
    await card.get_by_role("button", name="上岗").click()
    await card.get_by_text("位置已报").wait_for()
    (found,) = await rows(city, MINE, name)
    assert (found["lon"], found["lat"], found["accuracy_m"]) == (118.02, 33.01, 12)
    await visit.shot("phone-duty")
    await page.reload()
    await card.get_by_text("位置已报").wait_for()
    await card.get_by_role("button", name="下岗").click()
    await card.get_by_text("未在岗").wait_for()
    await expect(card.get_by_text("位置已停报")).to_have_count(0)  # said until the server has heard of it
    assert not await rows(city, MINE, name)


async def test_going_off_duty_in_a_cellar_stops_at_once_and_is_told_later(
    visitors: Visitors, city: City
) -> None:
    name = "duty-cellar"
    visit = await worker(visitors, city, name, "verifier")
    card = visit.page.get_by_role("region", name="在岗与位置")
    await card.get_by_role("button", name="上岗").click()
    await card.get_by_text("位置已报").wait_for()
    await visit.context.set_offline(True)
    await card.get_by_role("button", name="下岗").click()
    await card.get_by_text("位置已停报").wait_for()
    assert await rows(city, MINE, name)
    await visit.context.set_offline(False)
    await expect(card.get_by_text("位置已停报")).to_have_count(0)

    async def gone() -> bool:
        return not await rows(city, MINE, name)

    await eventually(gone)
    visit.complaints.clear()


async def test_without_a_network_nobody_goes_on_duty_and_is_told_why(visitors: Visitors, city: City) -> None:
    visit = await worker(visitors, city, "duty-offline", "handler")
    card = visit.page.get_by_role("region", name="在岗与位置")
    await card.get_by_text("未在岗").wait_for()
    await visit.context.set_offline(True)
    await card.get_by_role("button", name="上岗").click()
    await card.get_by_role("alert").get_by_text("连不上服务器").wait_for()
    await expect(card.get_by_role("button", name="上岗")).to_be_enabled()
    await visit.context.set_offline(False)
    visit.complaints.clear()


async def test_signing_out_ends_the_duty(visitors: Visitors, city: City) -> None:
    name = "duty-leaves"
    visit = await worker(visitors, city, name, "verifier")
    card = visit.page.get_by_role("region", name="在岗与位置")
    await card.get_by_role("button", name="上岗").click()
    await card.get_by_text("位置已报").wait_for()
    await visit.page.get_by_role("link", name="我的").click()
    visit.page.on("dialog", lambda asked: asyncio.ensure_future(asked.accept()))
    await visit.page.get_by_role("button", name="退出登录").click()
    await visit.page.get_by_text("工作人员登录").first.wait_for()
    assert not await rows(city, MINE, name)


async def test_the_desk_sees_people_with_a_legend_and_may_hide_them(visitors: Visitors, city: City) -> None:
    visit = await visitors.staff("duty-map", "dispatcher")
    page = visit.page
    await page.goto(f"{city.url}/desk/map")
    legend = page.get_by_role("complementary", name="在岗人员")
    await legend.get_by_text(re.compile(r"在岗 [1-9]\d* 人")).wait_for()
    before = await count(legend)
    await visit.shot("map-people")
    other = await worker(visitors, city, "duty-seen", "verifier")
    card = other.page.get_by_role("region", name="在岗与位置")
    await card.get_by_role("button", name="上岗").click()
    await card.get_by_text("位置已报").wait_for()

    async def more() -> bool:
        return await count(legend) > before

    await eventually(more)
    await page.get_by_label("在岗人员", exact=True).first.uncheck()
    await expect(legend).to_have_count(0)
    await card.get_by_role("button", name="下岗").click()
    await card.get_by_text("未在岗").wait_for()


async def count(legend: Any) -> int:
    """Read how many are on duty, lost ones included."""
    return sum(int(n) for n in re.findall(r"(\d+) 人", await legend.inner_text()))
