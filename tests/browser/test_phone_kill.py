"""The server dies between commit and answer: the citizen's report is there once, and the phone learns of it."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import asyncpg
import pytest
from playwright.async_api import Browser
from tests.browser.conftest import PHONE, WEBDIST
from tests.support.cutting import cutting
from tests.support.installation import Installation

from yiwang.infra.resources import folder

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = "服务器在提交之后断电"


async def test_killed_between_commit_and_answer_it_is_still_one_report(
    browser: Browser, tmp_path: Path
) -> None:
    if not WEBDIST.exists():
        pytest.skip("the pages are not built: make web")
    with Installation(tmp_path, "--workers", "1") as city:
        for pack in ("base-catalogue", "grid"):
            city.run("pack", "install", str(folder("packs") / pack))
        server = city.children("serve")[0]
        async with cutting(city.address) as way:
            context = await browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
            page = await context.new_page()
            await page.goto(f"{way.url}/m/report")
            await page.get_by_label("发生了什么").fill(TEXT)
            await page.get_by_label("在哪里").fill("东里路 3 号")
            way.arm("POST /api/v1/public/reports", lambda: os.kill(server, signal.SIGKILL))
            await page.get_by_role("button", name="提交").click()
            await way.cut.wait()
            await page.get_by_role("heading", name="已保存在这台手机上").wait_for()
            way.spare()
            await page.get_by_role("heading", name="已收到，谢谢您").wait_for()
            secret = await page.locator(".done dd").nth(1).inner_text()
            await context.close()
        assert city.children("serve")[0] != server
        url = (await asyncio.to_thread(city.run, "db", "url")).splitlines()[-1]
        connection = await asyncpg.connect(url)
        try:
            assert await connection.fetchval("SELECT count(*) FROM cases_report WHERE text = $1", TEXT) == 1
        finally:
            await connection.close()
        assert len(secret) >= 12
