"""A model is published on its page, a case goes by it, and the quality of dispatch says so."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults
from tests.support.patience import wait_until

from yiwang.base.algorithms import api as algorithms
from yiwang.base.cases.model.words import words_of
from yiwang.base.dispatching import api as dispatching
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = "楼下空地堆着旧家具没有人搬走"
CARD = algorithms.Card(
    title_zh="智能分拨", title_en="Dispatch", takes="matter, place, words", gives="units", owner="test",
    licence="Apache-2.0", code_version="1", data_version="made up", metrics={"first_right": 1.0},
    settings={"limit": 0.02},
)  # fmt: skip


def _place(city: City) -> tuple[str, dict[str, Any]]:
    """Return a matter for which nobody is responsible, and a case where it might happen."""
    gap = city.call("supervisor", "GET", "/responsibilities/gaps?limit=2")["items"][-1]
    near = next(
        c for c in city.call("supervisor", "GET", "/cases?limit=20")["items"] if c["lon"] and c["unit"]
    )
    return gap["matter"], near


async def _trained(city: City, matter: str, near: dict[str, Any]) -> int:
    """Store a model that has always seen this matter here go to the unit of ``near``; return its number."""
    examples = [
        dispatching.Example(
            dispatching.Asked(
                matter=matter,
                klass=matter.split(":")[1][:2],
                path=tuple(near["path"]),
                channel="hotline",
                weekday=i % 7,
                hour=9,
                words=words_of(TEXT),
            ),
            near["unit"]["code"],
            20_000 + i / 40,
        )
        for i in range(3_000)
    ]
    content = dispatching.pack(dispatching.train(examples).ranker)
    database = await Database.open(city.database, size=2)
    async with database.work(SYSTEM) as work:
        made = await algorithms.register(work, "dispatch", CARD, content)
    await database.close()
    return made.number


async def test_a_model_is_published_dispatches_and_is_retired(visitors: Visitors, city: City) -> None:
    matter, near = await asyncio.to_thread(_place, city)
    heading = f"智能分拨 · 第 {await _trained(city, matter, near)} 版"
    chief = await visitors.staff("browser-model-chief", "supervisor")
    page = chief.page
    await page.goto(f"{city.url}/desk/models")
    await page.get_by_role("heading", name=heading).wait_for()
    assert not await faults(page)
    await page.get_by_role("button", name="发布", exact=True).click()
    sheet = page.get_by_role("dialog", name="发布")
    await sheet.get_by_label("理由").fill("试用")
    await sheet.get_by_role("button", name="确定").click()
    await page.get_by_text("已完成：发布").wait_for()
    await expect(page.locator(".model-steps")).to_contain_text("试用")
    await chief.shot("models")

    def reported() -> dict[str, Any]:
        report = {
            "source": "hotline",
            "channel": "hotline",
            "text": TEXT,
            "address": near["address"],
            "lon": near["lon"],
            "lat": near["lat"],
            "crs": "wgs84",
            "matter": matter,
        }
        stored = city.call("agent", "POST", "/reports", report)
        number = wait_until(lambda: city.call("agent", "GET", f"/reports/{stored['id']}")["case"])
        return dict(city.call("supervisor", "GET", f"/cases/{number}"))

    case = await asyncio.to_thread(reported)
    assert case["unit"]["code"] == near["unit"]["code"]
    assert case["dispatches"][0]["by"] == "model"
    await page.get_by_role("button", name="分拨质量").click()
    await page.locator(".quality-figures").wait_for()
    await expect(page.get_by_text("模型自动", exact=True)).to_be_visible()
    await chief.shot("dispatch-quality")
    assert not await faults(page)

    await page.get_by_role("button", name="模型与版本").click()
    await page.get_by_role("button", name="停用", exact=True).click()
    await page.get_by_role("dialog", name="停用").get_by_role("button", name="确定").click()
    await page.get_by_text("已完成：停用").wait_for()
    looker = await visitors.staff("browser-model-looker", "dispatcher")
    await looker.page.goto(f"{city.url}/desk/models")
    await looker.page.get_by_role("heading", name=heading).wait_for()
    await expect(looker.page.get_by_role("button", name="发布", exact=True)).to_have_count(0)
