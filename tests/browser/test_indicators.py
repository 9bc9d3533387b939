"""The catalogue of indicators: what is shown is what the API says, and every number opens as many cases."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors
from tests.support.workbook import first_sheet

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def test_from_the_catalogue_down_to_the_cases(visitors: Visitors, city: City) -> None:
    def told(path: str):
        return city.call("leader", "GET", f"/indicators/{path}")

    desk = await visitors.staff("browser-indicators", "leader")
    page = desk.page
    year = (await asyncio.to_thread(told, "glance?codes=reported_cases&period=2026-01"))["items"][0]["as_of"][
        :4
    ]
    await page.goto(f"{city.url}/desk/indicators?period={year}")
    market = page.get_by_role("region", name="指标目录").last
    listed = (await asyncio.to_thread(city.call, "leader", "GET", "/indicators"))["items"]
    await expect(market.get_by_role("row")).to_have_count(len(listed) + 1)
    await page.get_by_role("searchbox", name="查名称、编码、口径").fill("reported_cases")
    row = market.get_by_role("row").filter(has_text="上报案件数")
    whole = await asyncio.to_thread(told, f"reported_cases/value?period={year}")
    await expect(row).to_contain_text(f"{int(whole['value']):,} 件")
    await desk.shot("indicators-market")
    await page.keyboard.press("Escape")
    await row.get_by_role("link").focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/desk/indicators/reported_cases?**")
    await expect(page.locator(".indicator-value")).to_have_text(f"{int(whole['value']):,} 件")
    await page.keyboard.press("5")  # by channel
    await page.wait_for_url("**by=channel**")
    parts = (await asyncio.to_thread(told, f"reported_cases/drill?period={year}&by=channel"))["parts"]
    table = page.get_by_role("region", name=re.compile("^展开"))
    await expect(table.locator("tbody tr")).to_have_count(len(parts))
    await expect(table.get_by_role("columnheader").first).to_have_text("来源")
    await desk.shot("indicators-one")
    async with page.expect_download() as download:
        await page.get_by_role("button", name="导出 Excel").click()
    saved = first_sheet(await asyncio.to_thread((await (await download.value).path()).read_bytes))
    assert float(saved[1][1]) == whole["value"]
    least = min(parts, key=lambda part: part["value"])
    at = parts.index(least)
    await table.locator("tbody tr").nth(at).get_by_role("link", name="案件").click()
    if least["value"] <= 199:
        await page.wait_for_url("**/desk/cases?number=**")
        numbers = parse_qs(urlparse(page.url).query)["number"][0].split(",")
        assert len(numbers) == least["value"]
    else:
        await expect(page.get_by_role("link", name=re.compile("^在案件列表中打开"))).to_be_visible()
