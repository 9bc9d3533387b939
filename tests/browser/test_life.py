"""The whole loop in the browser: a citizen reports, units act, the citizen rates."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from playwright.async_api import expect
from tests.browser.conftest import PHONE, City, Visitors
from tests.browser.test_desk import act

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Who does what at which stage; the flow decides by the case which stages it passes.
_ACTS: dict[str, tuple[str, str, dict[str, str]]] = {
    "sign": ("handler", "签收", {}),
    "handle": ("handler", "反馈", {"办理结果（内部）": "已更换灯头", "公开答复": "灯已修好，谢谢您"}),
    "review": ("dispatcher", "审核通过", {}),
    "verify": ("verifier", "核查通过", {}),
    "callback": ("agent", "回访", {}),
    "closing": ("agent", "结案", {}),
}


def _case(city: City, number: str) -> dict[str, Any]:
    return dict(city.call("supervisor", "GET", f"/cases/{number}"))


async def test_a_report_is_worked_closed_and_rated_by_its_roles(visitors: Visitors, city: City) -> None:
    near = next(
        c
        for c in city.call("supervisor", "GET", "/cases?stage=handle&limit=50")["items"]
        if c["unit"] and not c["side"]
    )
    body = {
        "text": "楼前的路灯整夜不亮，老人出门看不见路",
        "address": "新址 8 号",
        "lon": near["lon"] + 0.004,
        "lat": near["lat"] + 0.004,
        "crs": "wgs84",
        "matter": near["matter"]["key"],
    }
    answer = await asyncio.to_thread(city.call, "agent", "POST", "/public/reports", body)
    secret = answer["receipt"]["secret"]
    citizen = await visitors.come(f"/follow#{answer['id']}/{secret}", PHONE)
    await citizen.page.locator(".steps li").first.wait_for()
    number = (await citizen.page.locator("main .mono").first.inner_text()).strip()
    case = await asyncio.to_thread(_case, city, number)
    if case["stage"] == "dispatch":
        unit = case["candidates"][0]["unit"]["code"]
        await asyncio.to_thread(
            city.call, "dispatcher", "POST", f"/cases/{number}/actions/dispatch", {"unit": unit}
        )
        case = await asyncio.to_thread(_case, city, number)
    assert case["stage"] == "sign"
    people = {}
    for role in ("handler", "dispatcher", "verifier", "agent"):
        unit = case["unit"]["code"] if role == "handler" else None
        people[role] = await visitors.staff(f"life-{role}", role, unit=unit)
        await people[role].page.goto(f"{city.url}/desk/cases/{number}")
    walked = []
    while case["stage"] in _ACTS:
        walked.append(case["stage"])
        role, action, fields = _ACTS[case["stage"]]
        await act(people[role].page, action, fields)
        case = await asyncio.to_thread(_case, city, number)
        assert case["stage"] not in walked, walked
    assert case["stage"] == "closed"
    assert {"sign", "handle", "verify"} <= set(walked)
    await expect(people["agent"].page.locator(".case-head")).to_contain_text("已结案")
    await people["agent"].shot("case-closed")

    await citizen.page.reload()
    await expect(citizen.page.locator("main")).to_contain_text("灯已修好，谢谢您")
    await citizen.page.locator("input[name=satisfaction][value='5']").check()
    await citizen.page.get_by_role("button", name="提交评价").click()
    await citizen.page.get_by_text("感谢您的评价（5 分）").wait_for()
    await citizen.shot("public-rated")
    rated = await asyncio.to_thread(_case, city, number)
    assert (rated["stage"], rated["satisfaction"]) == ("rated", 5)
