"""The ranking of a scheme, its drill to cases, an appeal and the decision on it, on their pages."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def test_a_score_opens_its_cases_and_is_contested_on_the_page(visitors: Visitors, city: City) -> None:
    year = (await asyncio.to_thread(city.call, "leader", "GET", "/cases?limit=1"))["items"][0]["opened_at"][
        :4
    ]
    found = await asyncio.to_thread(
        city.call, "leader", "GET", f"/assessment/schemes/department/result?period={year}"
    )
    scored = [row for row in found["objects"] if row["score"] is not None]
    assert scored, "the demo city has closed cases of units"
    first = scored[0]
    behind = await asyncio.to_thread(
        city.call, "leader", "GET",
        f"/assessment/schemes/department/cases?period={year}&key={first['key']}&part=closing&side=denominator",
    )  # fmt: skip
    number = behind["numbers"][0]
    clerk = await visitors.staff("browser-assess", "assessor")
    page = clerk.page
    await page.goto(f"{city.url}/desk/assessment?scheme=department&period={year}")
    ranking = page.get_by_role("region", name="排名")
    await ranking.get_by_role("button", name=first["name"], exact=True).click()
    drill = page.get_by_role("region", name=first["name"])
    await expect(drill.get_by_role("link", name="全部").first).to_be_visible()
    await expect(page.get_by_role("list", name="榜单说明").get_by_text("红榜（优秀")).to_be_visible()
    assert not await faults(page)
    await clerk.shot("assessment")
    await page.get_by_role("button", name="申诉", exact=True).click()
    sheet = page.get_by_role("dialog", name="申诉")
    await sheet.get_by_label("案件编号").fill(number)
    await sheet.get_by_label("剔除原因").select_option(label="不可抗力")
    await sheet.get_by_label("理由").fill("台风期间无法作业")
    await sheet.get_by_label("证据").fill("防指〔2026〕1号")
    assert not await faults(page)
    await clerk.shot("appeal-sheet")
    await sheet.get_by_role("button", name="提交申诉").click()
    await expect(page.get_by_text("申诉已提交")).to_be_visible()
    judge = await visitors.staff("browser-judge", "leader")
    desk = judge.page
    await desk.goto(f"{city.url}/desk/appeals")
    await expect(desk.get_by_role("link", name=number)).to_be_visible()
    await desk.get_by_label("裁定理由").fill("情况属实")
    await desk.get_by_role("button", name="支持", exact=True).click()
    await expect(desk.get_by_text("裁定后")).to_be_visible()
    assert not await faults(desk)
    await judge.shot("appeals")
    shown = await asyncio.to_thread(city.call, "leader", "GET", f"/cases/{number}")
    assert shown["excluded"] is True
