"""The small screen: signing by pulling, known cases, rating without a network, a new version, what is kept for later."""

from __future__ import annotations

import asyncio
import re
import secrets
from typing import Any

import pytest
from playwright.async_api import Page, expect
from tests.browser.conftest import PHONE, City, Visitors
from tests.browser.test_phone import eventually, place, under_control, waiting_case, worker
from tests.support.cutting import cutting

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: What brings a case from its stage to the next; roles differ, because nobody checks the own work.
_ROAD: dict[str, tuple[str, str, dict[str, Any]]] = {
    "sign": ("handler", "sign", {}),
    "handle": ("handler", "feedback", {"result": "已处理", "resolved": True, "public_reply": "已处理，谢谢"}),
    "review": ("dispatcher", "pass_review", {}),
    "verify": ("verifier", "verify_pass", {"method": "on_site"}),
    "callback": ("agent", "call_back", {"resolved": True, "satisfaction": 5}),
    "closing": ("dispatcher", "close", {}),
}
_OFFER = """() => {
  const offer = new Event('beforeinstallprompt', {cancelable: true});
  offer.prompt = () => { document.documentElement.dataset.prompted = 'yes'; return Promise.resolve(); };
  window.dispatchEvent(offer);
  return offer.defaultPrevented;
}"""
_NEWER = "navigator.serviceWorker.register('/m/sw.js?newer', {scope: '/m/', updateViaCache: 'none'}).then(() => null)"


async def closed_case(city: City) -> tuple[str, str]:
    """Report something as a citizen, work it to its end, and return number and receipt."""

    def live() -> tuple[str, str]:
        near = next(
            c for c in city.call("supervisor", "GET", "/cases?stage=handle&limit=50")["items"] if c["unit"]
        )
        body = {"text": f"路边积水 {secrets.token_hex(3)}", "lon": near["lon"], "lat": near["lat"]}
        body |= {"crs": "wgs84", "matter": near["matter"]["key"]}
        made = city.call("agent", "POST", "/public/reports", body)
        return made["id"], made["receipt"]["secret"]

    report, secret = await asyncio.to_thread(live)

    async def number() -> str | None:
        found = await asyncio.to_thread(city.call, "agent", "GET", f"/reports/{report}")
        return str(found["case"]) if found["case"] else None

    known = str(await eventually(number))

    def work() -> None:
        for _ in range(12):
            case = city.call("supervisor", "GET", f"/cases/{known}")
            if case["stage"] == "closed":
                return
            if case["stage"] == "dispatch":
                unit = case["candidates"][0]["unit"]["code"]
                city.call("dispatcher", "POST", f"/cases/{known}/actions/dispatch", {"unit": unit})
                continue
            role, action, body = _ROAD[case["stage"]]
            city.call(role, "POST", f"/cases/{known}/actions/{action}", body)
        raise AssertionError(case["stage"])

    await asyncio.to_thread(work)
    return known, secret


async def rate(page: Page, points: int) -> None:
    """Give points and send."""
    await page.get_by_role("group", name="总体").get_by_label(f"{points} 分").check()
    await page.get_by_role("button", name="提交评价").click()


async def test_a_rating_given_without_a_network_arrives_once(visitors: Visitors, city: City) -> None:
    number, secret = await closed_case(city)
    visit = await visitors.come("/m/follow", PHONE)
    page = visit.page
    await under_control(page)
    await page.goto(f"{city.url}/m/follow#{number}/{secret}")
    await page.get_by_role("button", name="提交评价").wait_for()
    await visit.context.set_offline(True)
    await page.reload()
    await page.get_by_text("没有网络，显示的是").wait_for()
    await rate(page, 4)
    await page.get_by_text("评价已保存在这台手机上").wait_for()
    await visit.shot("phone-rating-kept")
    await visit.context.set_offline(False)
    await page.get_by_text("感谢您的评价（4 分）").wait_for()
    done = await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{number}/journal")
    assert [item["action"] for item in done["items"]].count("rate") == 1
    visit.complaints.clear()


async def test_a_rating_whose_answer_is_lost_is_one_rating(visitors: Visitors, city: City) -> None:
    number, secret = await closed_case(city)
    async with cutting(city.url) as way:
        visitors.also(way.url)
        visit = await visitors.come(f"{way.url}/m/follow#{number}/{secret}", PHONE)
        page = visit.page
        await page.get_by_role("button", name="提交评价").wait_for()
        way.arm(f"POST /api/v1/public/cases/{number}/rating")
        await rate(page, 5)
        await way.cut.wait()
        way.spare()
        await page.get_by_text("感谢您的评价（5 分）").wait_for()
        done = await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{number}/journal")
        assert [item["action"] for item in done["items"]].count("rate") == 1
        visit.complaints.clear()
        await page.close()


async def pull(page: Page, share: float) -> None:
    """Drag the handle over ``share`` of its way."""
    handle, track = page.locator(".pull i"), page.locator(".pull")
    await handle.scroll_into_view_if_needed()
    box, room = await handle.bounding_box(), await track.bounding_box()
    assert box is not None
    assert room is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + (room["width"] - box["width"]) * share, y, steps=8)
    await page.mouse.up()


async def test_pulling_signs_and_a_short_pull_does_not(visitors: Visitors, city: City) -> None:
    case = await asyncio.to_thread(waiting_case, city)
    visit = await worker(visitors, city, "phone-pull", "handler", unit=case["unit"]["code"])
    page = visit.page
    await page.goto(f"{city.url}/m/tasks/{case['number']}")
    await page.get_by_role("button", name="签收").wait_for()
    await pull(page, 0.4)
    await expect(page.get_by_role("button", name="签收")).to_be_visible()
    assert (await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{case['number']}"))[
        "stage"
    ] == "sign"
    await visit.shot("phone-pull")
    await pull(page, 1)
    await page.get_by_role("heading", name="办理结果").wait_for()

    async def signed() -> bool:
        found = await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{case['number']}")
        return bool(found["stage"] == "handle")

    await eventually(signed)


async def test_a_grid_worker_is_told_of_the_known_case_and_adds_to_it(visitors: Visitors, city: City) -> None:
    lon, lat = 118.0203, 33.01  # a few steps from where phones of these tests are
    body = {"source": "hotline", "text": "路灯不亮，晚上很黑", "matter": "matter:01037"}
    report = await asyncio.to_thread(
        city.call, "agent", "POST", "/reports", body | {"lon": lon, "lat": lat, "crs": "wgs84"}
    )

    async def number() -> str | None:
        found = await asyncio.to_thread(city.call, "agent", "GET", f"/reports/{report['id']}")
        return str(found["case"]) if found["case"] else None

    known = str(await eventually(number))
    before = (await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{known}"))["counts"]["reports"]
    visit = await worker(visitors, city, "phone-similar", "verifier")
    page = visit.page
    await page.get_by_role("link", name="上报").click()
    await page.get_by_text(re.compile("精度约 12 米")).wait_for()
    await page.get_by_role("button", name="路灯不亮").click()
    similar = page.get_by_role("region", name="附近已有类似案件")
    first = similar.get_by_role("listitem").first
    await first.get_by_text(re.compile(r"约 \d+ 米")).wait_for()
    await visit.shot("phone-similar")
    await first.get_by_role("button", name="就是这件").click()
    chosen = (await similar.get_by_role("status").inner_text()).split("案件 ")[1].split(" ")[0]
    await page.get_by_role("button", name="加入这件上报").click()
    await page.get_by_role("heading", name="已上报").wait_for()
    await expect(page.locator(".told .mono")).to_have_text(chosen)
    if chosen == known:
        after = await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{known}")
        assert after["counts"]["reports"] == before + 1


async def test_the_heat_map_is_asked_by_kind_and_period(visitors: Visitors) -> None:
    visit = await visitors.come("/m/heat", PHONE)
    page = visit.page
    kinds = page.get_by_label("问题种类")
    await kinds.wait_for()
    names = await kinds.locator("option").all_inner_texts()
    assert len(names) > 3
    await visit.shot("phone-heat-all")
    async with page.expect_response(lambda one: "/public/heat?kind=" in one.url) as answered:
        await kinds.select_option(index=1)
    made = await (await answered.value).json()
    assert made["kind"]
    async with page.expect_response(lambda one: "back=1" in one.url) as earlier:
        await page.get_by_label("时段").select_option("1")
    assert (await (await earlier.value).json())["to"] < made["from"]
    await page.locator(".heat-list, .state").first.wait_for()


async def test_the_browser_offers_to_install_and_the_person_is_asked_once(visitors: Visitors) -> None:
    visit = await visitors.come("/m/me", PHONE)
    page = visit.page
    await page.get_by_role("heading", name="放到手机桌面").wait_for()
    await expect(page.get_by_role("button", name="添加到桌面")).to_have_count(0)
    assert await page.evaluate(_OFFER)
    await page.get_by_role("button", name="添加到桌面").click()
    await expect(page.locator("html")).to_have_attribute("data-prompted", "yes")
    await expect(page.get_by_role("button", name="添加到桌面")).to_have_count(0)


async def test_a_new_version_waits_until_it_is_taken_and_keeps_what_is_being_written(
    visitors: Visitors,
) -> None:
    visit = await visitors.come("/m/report", PHONE)
    page = visit.page
    await under_control(page)
    await page.get_by_label("发生了什么").fill("写到一半的话")
    await page.evaluate(_NEWER)
    button = page.get_by_role("button", name=re.compile("有新版本"))
    await button.wait_for()
    assert not await page.evaluate("navigator.serviceWorker.controller.scriptURL.endsWith('newer')")
    await visit.shot("phone-update")
    await button.click()
    await page.wait_for_function("() => navigator.serviceWorker.controller?.scriptURL.endsWith('newer')")
    await expect(page.get_by_label("发生了什么")).to_have_value("写到一半的话")


async def test_a_part_of_a_file_is_answered_by_the_server_not_by_what_is_kept(visitors: Visitors) -> None:
    visit = await visitors.come("/m/report", PHONE)
    await under_control(visit.page)
    asked = "fetch('/m/icon-192.png', {headers: {Range: 'bytes=0-9'}})"
    size = f"{asked}.then((one) => one.arrayBuffer().then((all) => [one.status, all.byteLength]))"
    assert await visit.page.evaluate(size) == [206, 10]


async def test_the_base_map_that_was_seen_is_there_without_a_network(visitors: Visitors, city: City) -> None:
    visit = await worker(visitors, city, "phone-ground", "verifier")
    page = visit.page
    await under_control(page)
    await page.get_by_role("button", name="地图").click()
    async with page.expect_response(lambda one: "/api/v1/map/tiles/" in one.url and one.ok) as seen:
        await page.locator(".maplibregl-canvas").wait_for()
    tile = (await seen.value).url
    await page.wait_for_function("(url) => caches.match(url).then(Boolean)", arg=tile)
    await visit.context.set_offline(True)
    kept = "(url) => fetch(url).then((one) => one.status, () => 0)"
    assert await page.evaluate(kept, tile) == 200
    assert await page.evaluate(kept, f"{city.url}/api/v1/map") == 200
    await visit.context.set_offline(False)
    await page.get_by_role("link", name="我的").click()
    await page.get_by_role("button", name="退出登录").click()
    await page.get_by_text("工作人员登录").first.wait_for()
    assert not await page.evaluate("(url) => caches.match(url).then(Boolean)", tile)
    visit.complaints.clear()


async def test_a_citizen_says_that_what_is_published_is_wrong_and_a_person_decides(
    visitors: Visitors, city: City
) -> None:
    lon, lat = 118.0412, 33.0247
    body = {"source": "hotline", "text": "路灯不亮", "matter": "matter:01037", "crs": "wgs84"}
    await asyncio.to_thread(city.call, "agent", "POST", "/reports", body | {"lon": lon, "lat": lat})
    visit = await visitors.come("about:blank", PHONE)
    await place(visit, lon, lat)
    page = visit.page

    async def shown() -> bool:
        await page.goto(f"{city.url}/m/near")
        await page.locator(".near-list > li, .state").first.wait_for()
        return bool(await page.locator(".near-list > li").count())

    await eventually(shown)
    item = page.locator(".near-list > li").first
    await item.get_by_role("button", name="信息有误").click()
    await item.get_by_label("办理状态").check()
    await item.get_by_label("应该是怎样").fill(f"灯已经修好了 {secrets.token_hex(3)}")
    await visit.shot("phone-correct")
    await item.get_by_role("button", name="提交纠错").click()
    await item.get_by_role("link", name="纠错已收到").click()
    await page.locator(".steps li").first.wait_for()
    number = (await page.locator("main .mono").first.inner_text()).strip()
    case = await asyncio.to_thread(city.call, "supervisor", "GET", f"/cases/{number}")
    assert case["stage"] == "intake", "a person decides"
    assert "办理状态有误" in case["reports"][0]["text"]
    assert case["counts"]["reports"] == 1


async def test_a_case_of_the_desk_is_taken_to_a_phone(visitors: Visitors, city: City) -> None:
    case = await asyncio.to_thread(waiting_case, city)
    desk = await visitors.staff("desk-handover", "supervisor")
    await desk.page.goto(f"{city.url}/desk/cases/{case['number']}")
    await desk.page.get_by_role("button", name="发到手机").click()
    await desk.page.get_by_role("img", name=f"案件 {case['number']} 的二维码").wait_for()
    await desk.shot("desk-to-phone")
    address = (await desk.page.locator("dialog .mono").inner_text()).split()[0]
    assert address == f"{city.url}/m/tasks/{case['number']}"
    phone = await worker(visitors, city, "phone-handover", "handler", unit=case["unit"]["code"])
    await phone.page.goto(address)
    await phone.page.get_by_role("button", name="签收").wait_for()
    stranger = await visitors.come(address, PHONE)
    await stranger.page.get_by_role("heading", name="工作人员登录").wait_for()
    await expect(stranger.page.get_by_text(case["title"])).to_have_count(0)
    stranger.complaints.clear()
