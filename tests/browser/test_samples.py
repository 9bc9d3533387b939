"""Samples are labelled by keys alone, a question finds its passages, a strategy is written on its page."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect
from tests.browser.conftest import City, Visitors
from tests.browser.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SET = {
    "name": "浏览器样本",
    "labels": [{"code": "lamp", "name": "路灯"}, {"code": "clean", "name": "市容"}],
}


async def test_samples_are_labelled_by_keys_and_taken_back(visitors: Visitors, city: City) -> None:
    await asyncio.to_thread(city.call, "admin", "PUT", "/samples/browser", SET)
    keeper = await visitors.staff("browser-samples", "admin")
    page = keeper.page
    await page.goto(f"{city.url}/desk/samples?set=browser")
    await page.get_by_label("导入文件").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": "文本\n路灯不亮\n垃圾成堆\n".encode()}
    )
    await expect(page.get_by_text("还有 2 条")).to_be_visible()
    assert not await faults(page)
    await page.get_by_role("heading", name="样本库").click()  # no field has the focus
    await page.keyboard.press("1")
    await expect(page.get_by_role("button", name="路灯")).to_have_attribute("aria-pressed", "true")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("还有 1 条")).to_be_visible()
    await page.keyboard.press("u")
    await expect(page.get_by_text("还有 2 条")).to_be_visible()
    await keeper.shot("samples")


async def test_a_question_finds_passages_and_a_strategy_is_written(visitors: Visitors, city: City) -> None:
    chief = await visitors.staff("browser-ask", "supervisor")
    page = chief.page
    await page.goto(f"{city.url}/desk/ask")
    await page.get_by_label("问题").fill("暴露垃圾怎样算结案")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("未启用语言模型")).to_be_visible()
    await expect(page.get_by_text("暴露垃圾").first).to_be_visible()
    assert not await faults(page)
    await page.goto(f"{city.url}/desk/models?tab=found")
    await page.get_by_role("button", name="新建策略").click()
    sheet = page.get_by_role("dialog", name="新建策略")
    await sheet.get_by_label("代码").fill("browser")
    await sheet.get_by_label("发现类型").fill("garbage")
    await sheet.get_by_label("名称", exact=True).fill("浏览器策略")
    await sheet.get_by_label("时间段").fill("1-5 07:00-19:00")
    await sheet.get_by_role("button", name="用近30天试算").click()
    await expect(sheet.get_by_text("归本策略的发现")).to_be_visible()
    await sheet.get_by_role("button", name="保存").click()
    await expect(page.get_by_text("浏览器策略").last).to_be_visible()
    assert not await faults(page)
