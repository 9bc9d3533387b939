"""The small screen: each role's work with one thumb, with and without a network."""

from __future__ import annotations

import asyncio
import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from PIL import Image
from playwright.async_api import Page, expect
from tests.browser.conftest import PHONE, SMALL, City, Visit, Visitors
from tests.support.cutting import cutting
from tests.support.patience import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_SMALL = """() => [...document.querySelectorAll('a, button, input, textarea, summary, label.btn')].filter((one) => {
  const box = one.getBoundingClientRect();
  if (box.width === 0 || one.closest('.sr, .skip, .maplibregl-map') || one.matches('.sr, .skip')) return false;
  return box.height < 47.5 || box.width < 47.5;
}).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture as a phone takes it."""
    path = tmp_path / "site.jpg"
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(path, "JPEG")
    return path


async def rows(city: City, sql: str, *args: Any) -> list[Any]:
    """Ask the database itself."""
    connection = await asyncpg.connect(await asyncio.to_thread(lambda: city.database))
    try:
        return list(await connection.fetch(sql, *args))
    finally:
        await connection.close()


eventually = until


async def place(visit: Visit, lon: float, lat: float) -> None:
    """Put the phone somewhere."""
    await visit.context.grant_permissions(["geolocation"])
    await visit.context.set_geolocation({"longitude": lon, "latitude": lat, "accuracy": 12})


async def worker(
    visitors: Visitors,
    city: City,
    name: str,
    *roles: str,
    unit: str | None = None,
    size: tuple[int, int] = PHONE,
) -> Visit:
    """Sign somebody in on a phone."""
    link = await asyncio.to_thread(city.link, name, *roles, unit=unit)
    visit = await visitors.come("about:blank", size)
    await place(visit, 118.02, 33.01)
    await visit.page.goto(link.replace("/enter#", "/m/enter#"))
    await visit.page.wait_for_url(re.compile(r"/m/(tasks|lead|patrol)$"))
    return visit


def waiting_case(city: City) -> Any:
    """A case that waits to be signed for, with a unit of its own."""
    found = city.call("supervisor", "GET", "/cases?stage=sign&limit=100")["items"]
    return next(case for case in found if case["unit"] and not case["side"])


async def under_control(page: Page) -> None:
    """Wait until the service worker keeps the page."""
    await page.wait_for_function(
        "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller)"
    )


async def test_it_can_be_installed_and_starts_without_a_network(visitors: Visitors) -> None:
    visit = await visitors.come("/m/", PHONE)
    page = visit.page
    await page.get_by_role("heading", name="反映问题").wait_for()
    manifest = await page.evaluate(
        "fetch(document.querySelector('link[rel=manifest]').href).then((one) => one.json())"
    )
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/m/", "/m/", "standalone")
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}
    await under_control(page)
    await visit.context.set_offline(True)
    await page.goto(page.url.split("/m/")[0] + "/m/report")
    await page.get_by_role("heading", name="反映问题").wait_for()
    await page.get_by_text("没有网络").wait_for()
    await page.get_by_role("link", name="我的").click()
    await page.get_by_role("button", name="大字").click()
    await visit.shot("phone-offline")
    await visit.context.set_offline(False)
    visit.complaints.clear()


async def test_a_report_written_without_a_network_arrives_once(
    visitors: Visitors, city: City, photo: Path
) -> None:
    text = f"河堤路口路灯不亮 {secrets.token_hex(4)}"
    visit = await visitors.come("/m/report", PHONE)
    page = visit.page
    await under_control(page)
    await visit.context.set_offline(True)
    await page.get_by_label("发生了什么").fill(text)
    await page.get_by_role("button", name="路灯不亮").click()
    await page.get_by_label("拍照").set_input_files(photo)
    await page.locator(".photo img").wait_for()
    await page.get_by_label("在哪里").fill("河堤路 12 号")
    await page.get_by_role("button", name="提交").click()
    await page.get_by_role("heading", name="已保存在这台手机上").wait_for()
    await visit.shot("phone-kept")
    await page.reload()
    await page.locator(".phone-tabs").get_by_role("link", name="待发送").click()
    await page.get_by_text("等待网络").wait_for()
    assert not await rows(city, "SELECT FROM cases_report WHERE text = $1", text)
    await visit.context.set_offline(False)
    await page.get_by_text("已送达").wait_for()
    (report,) = await rows(city, "SELECT id, media, matter_hint FROM cases_report WHERE text = $1", text)
    assert (len(report["media"]), report["matter_hint"]) == (1, "matter:01037")
    await page.get_by_role("link", name="查看").click()
    await page.locator(".steps li").first.wait_for()
    visit.complaints.clear()


async def test_an_answer_that_is_lost_leaves_one_report_and_the_same_receipt(
    visitors: Visitors, city: City, photo: Path
) -> None:
    text = f"东里路井盖破损 {secrets.token_hex(4)}"
    async with cutting(city.url) as way:
        visitors.also(way.url)
        visit = await visitors.come(f"{way.url}/m/report", PHONE)
        page = visit.page
        await page.get_by_label("发生了什么").fill(text)
        await page.get_by_label("拍照").set_input_files(photo)
        await page.locator(".photo img").wait_for()
        await page.get_by_label("在哪里").fill("东里路 3 号")
        way.arm("POST /api/v1/public/reports")
        await page.get_by_role("button", name="提交").click()
        await way.cut.wait()
        await page.get_by_role("heading", name="已保存在这台手机上").wait_for()
        assert len(await rows(city, "SELECT FROM cases_report WHERE text = $1", text)) == 1
        way.spare()
        await page.get_by_role("heading", name="已收到，谢谢您").wait_for()
        secret = await page.locator(".done dd").nth(1).inner_text()
        found = await rows(city, "SELECT id FROM cases_report WHERE text = $1", text)
        assert len(found) == 1
        files = await rows(city, "SELECT FROM cases_media WHERE report_id = $1", found[0]["id"])
        assert len(files) == 1
        await page.get_by_role("link", name="查看进度").click()
        await page.locator(".steps li").first.wait_for()
        assert len(secret) >= 12
        visit.complaints.clear()
        await page.close()


async def test_a_handler_signs_and_reports_the_result_in_a_cellar(
    visitors: Visitors, city: City, photo: Path
) -> None:
    case = await asyncio.to_thread(waiting_case, city)
    visit = await worker(visitors, city, "phone-handler", "handler", unit=case["unit"]["code"])
    page = visit.page
    await under_control(page)
    await page.goto(f"{city.url}/m/tasks/{case['number']}")
    await page.get_by_role("button", name="签收").wait_for()
    await visit.shot("phone-task")
    await visit.context.set_offline(True)
    await page.reload()
    await page.get_by_text("没有网络，显示的是").wait_for()
    await page.get_by_role("button", name="签收").click()
    await page.get_by_label("情况说明").fill("已到场处理完毕")
    await page.get_by_label("拍照").set_input_files(photo)
    await page.locator(".photo img").wait_for()
    await page.get_by_role("button", name="办完了").click()
    await page.wait_for_url("**/m/tasks")
    await page.locator(".phone-tabs").get_by_role("link", name="待发送").click()
    await expect(page.locator(".outbox > li")).to_have_count(2)
    await visit.shot("phone-queue")
    assert city.call("supervisor", "GET", f"/cases/{case['number']}")["stage"] == "sign"
    await visit.context.set_offline(False)
    await expect(page.locator('.outbox > li[data-state="sent"]')).to_have_count(2)
    journal = city.call("supervisor", "GET", f"/cases/{case['number']}/journal")["items"]
    done = [item["action"] for item in journal if item["action"] in {"sign", "feedback"}][-2:]
    assert done == ["sign", "feedback"]
    after = city.call("supervisor", "GET", f"/cases/{case['number']}")
    assert after["stage"] not in {"sign", "handle"}
    assert len([file for file in after["media"] if file["kind"] == "after"]) == 1
    visit.complaints.clear()


async def test_what_others_did_meanwhile_is_said_in_words_and_nothing_is_lost(
    visitors: Visitors, city: City
) -> None:
    case = await asyncio.to_thread(waiting_case, city)
    number = case["number"]
    visit = await worker(visitors, city, "phone-conflict", "handler", unit=case["unit"]["code"])
    page = visit.page
    await under_control(page)
    await page.goto(f"{city.url}/m/tasks/{number}")
    await page.get_by_role("button", name="签收").wait_for()
    await visit.context.set_offline(True)
    await page.get_by_role("button", name="签收").click()
    await page.get_by_label("情况说明").fill("井盖已更换，现场围挡已撤")
    await page.get_by_role("button", name="办完了").click()
    await page.wait_for_url("**/m/tasks")
    await asyncio.to_thread(
        city.call, "supervisor", "POST", f"/cases/{number}/actions/urge", {"comment": "请先联系反映人"}
    )
    await visit.context.set_offline(False)
    await page.locator(".phone-tabs").get_by_role("link", name="待发送").click()
    await page.get_by_text("案件已有变化").wait_for()
    await page.get_by_text("催办").first.wait_for()
    await visit.shot("phone-conflict")
    assert city.call("supervisor", "GET", f"/cases/{number}")["stage"] == "sign"
    await page.get_by_role("button", name="仍然提交").click()
    await expect(page.locator('.outbox > li[data-state="sent"]')).to_have_count(2)
    assert city.call("supervisor", "GET", f"/cases/{number}")["stage"] not in {"sign", "handle"}
    visit.complaints.clear()


async def test_a_case_that_was_taken_away_meanwhile_leaves_the_words_on_the_phone(
    visitors: Visitors, city: City
) -> None:
    case = await asyncio.to_thread(waiting_case, city)
    number = case["number"]
    visit = await worker(visitors, city, "phone-withdrawn", "handler", unit=case["unit"]["code"])
    page = visit.page
    await under_control(page)
    await page.goto(f"{city.url}/m/tasks/{number}")
    await page.get_by_role("button", name="签收").wait_for()
    await visit.context.set_offline(True)
    await page.get_by_role("button", name="签收").click()
    await page.get_by_role("heading", name="办理结果").wait_for()
    await asyncio.to_thread(
        city.call, "dispatcher", "POST", f"/cases/{number}/actions/withdraw", {"reason": "派错单位"}
    )
    await visit.context.set_offline(False)
    await page.locator(".phone-tabs").get_by_role("link", name="待发送").click()
    await page.get_by_text("可能已撤回").wait_for()
    await page.get_by_text("撤回").first.wait_for()
    await page.get_by_role("button", name="复制内容").wait_for()
    await page.get_by_role("button", name="改为备注提交").click()
    await page.get_by_text("已送达").wait_for()
    case = city.call("supervisor", "GET", f"/cases/{number}")
    last = city.call("supervisor", "GET", f"/cases/{number}/journal")["items"][-1]
    assert (case["stage"], last["action"]) == ("dispatch", "comment")
    visit.complaints.clear()


async def test_a_grid_worker_reports_from_patrol_with_three_touches(
    visitors: Visitors, city: City, photo: Path
) -> None:
    visit = await worker(visitors, city, "phone-patrol", "verifier")
    page = visit.page
    await page.locator(".jobs li").first.wait_for()
    steps = await page.locator(".job-marks").all_inner_texts()
    assert any("米" in one or "公里" in one for one in steps)
    await visit.shot("phone-tasks")
    await page.get_by_role("button", name="地图").click()
    await page.locator(".maplibregl-canvas").wait_for()
    await page.get_by_role("link", name="上报").click()
    await page.get_by_text(re.compile("精度约 12 米")).wait_for()
    await page.get_by_label("拍照").set_input_files(photo)
    await page.get_by_role("button", name="垃圾堆放").click()
    await visit.shot("phone-patrol")
    await page.get_by_role("button", name="上报", exact=True).click()
    await page.get_by_role("heading", name="已上报").wait_for()
    number = await page.locator(".told .mono").inner_text()
    case = city.call("supervisor", "GET", f"/cases/{number}")
    assert (case["channel"], case["matter"]["key"], case["reports"][0]["attributes"]) == (
        "grid",
        "matter:06010",
        {"accuracy_m": 12},
    )
    assert len(case["reports"][0]["media"]) == 1


async def test_a_leader_has_three_numbers_a_red_list_and_eight_seconds_to_think_again(
    visitors: Visitors, city: City
) -> None:
    visit = await worker(visitors, city, "phone-leader", "leader")
    page = visit.page
    await page.clock.install()
    await page.reload()
    await expect(page.locator(".numbers b").first).to_have_text(re.compile(r"^\d+\+?$"))

    async def agreed() -> bool:  # a case may run over its time between the two looks
        over = int((await page.locator('[data-door="over"] b').inner_text()).rstrip("+"))
        if over == city.call("supervisor", "GET", "/cases?live=true&overdue=true&limit=1")["total"]:
            return True
        await page.reload()
        return False

    await until(agreed)
    first = page.locator(".red-list > li").first
    said = "请说明超时原因，一天内答复"

    def demands() -> list[str]:
        worst = city.call("supervisor", "GET", "/cases?live=true&overdue=true&sort=due_at&limit=1")
        case = city.call("supervisor", "GET", f"/cases/{worst['items'][0]['number']}")
        return [one["demand"] for one in case["supervisions"]]

    before = demands()
    await visit.shot("phone-leader")
    await page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=1))  # however long the hand takes
    await first.get_by_role("button", name="批示").click()
    await page.get_by_role("button", name="请今天办结并报告结果").click()
    await first.get_by_role("button", name="撤销").click()
    await page.clock.resume()
    await first.get_by_role("button", name="批示").click()
    await page.get_by_role("button", name=said).click()
    await first.get_by_text("批示已送达").wait_for()
    after = demands()
    assert after.count(said) == before.count(said) + 1
    assert after.count("请今天办结并报告结果") == before.count("请今天办结并报告结果")


async def test_citizens_join_a_known_problem_near_by_and_see_no_home_on_the_heat_map(
    visitors: Visitors, city: City
) -> None:
    lon, lat = 118.0312, 33.0147
    body = {
        "source": "hotline",
        "text": "路灯不亮",
        "lon": lon,
        "lat": lat,
        "crs": "wgs84",
        "matter": "matter:01037",
    }
    report = city.call("agent", "POST", "/reports", body)["id"]

    async def opened() -> bool:
        return bool(city.call("agent", "GET", f"/reports/{report}")["case"])

    await eventually(opened)
    visit = await visitors.come("about:blank", PHONE)
    await place(visit, lon + 0.001, lat)
    await visit.page.goto(f"{city.url}/m/near")
    item = visit.page.locator(".near-list > li").first
    await item.get_by_role("heading", name="路灯异常").wait_for()
    await visit.shot("phone-near")
    await item.get_by_role("button", name="附议 0").click()
    await item.get_by_role("button", name="已附议 1").click()
    await item.get_by_role("button", name="附议 0").wait_for()
    await item.get_by_role("button", name="我也遇到了").click()
    await item.get_by_role("link", name="已加入").click()
    await visit.page.locator(".steps li").first.wait_for()
    number = await visit.page.locator("main .mono").first.inner_text()

    async def joined() -> bool:
        return bool(city.call("supervisor", "GET", f"/cases/{number}")["counts"]["reports"] >= 2)

    await eventually(joined)
    await visit.page.get_by_role("link", name="热力").click()
    await visit.page.get_by_text(re.compile("不足 5 件")).wait_for()
    await visit.shot("phone-heat")


@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("screen", [PHONE, SMALL], ids=["390", "360"])
async def test_every_target_is_as_large_as_a_thumb_and_nothing_runs_out_of_the_screen(
    visitors: Visitors, city: City, size: str, screen: tuple[int, int]
) -> None:
    case = await asyncio.to_thread(waiting_case, city)
    visit = await worker(
        visitors,
        city,
        "phone-thumb",
        "handler",
        "verifier",
        "leader",
        unit=case["unit"]["code"],
        size=screen,
    )
    page = visit.page
    await page.evaluate("(size) => localStorage.setItem('yiwang.size', JSON.stringify(size))", size)
    faults: list[str] = []
    paths = [
        *["report", "follow", "near", "heat", "me", "queue", "tasks", "patrol", "lead"],
        f"tasks/{case['number']}",
    ]
    for path in paths:
        await page.goto(f"{city.url}/m/{path}")
        await page.locator("main h1").first.wait_for()
        await page.locator(".skeleton").first.wait_for(state="detached")
        faults += [f"{path}: {one}" for one in await page.evaluate(_SMALL)]
        if await page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            faults.append(f"{path}: wider than the screen")
    assert not faults, "\n".join(faults)
