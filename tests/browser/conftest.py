"""A real server with the demo city, and a real Chromium that must not leave it."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, async_playwright

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "artifacts"
WEBDIST = ROOT / "src/yiwang/entry/webdist/index.html"
CHROMIUM = os.environ.get("YIWANG_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE, SMALL = (1440, 900), (390, 844), (360, 640)


@dataclass
class City:
    """The running demo city: its address and what tests need to prepare there."""

    url: str
    data: Path
    tokens: dict[str, str] = field(default_factory=dict)

    def command(self, *words: str) -> str:
        """Run a command of the program on the same data and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "yiwang.entry.cli", *words, "--data", str(self.data)],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return done.stdout.strip()

    def call(self, role: str, method: str, path: str, body: Any = None) -> Any:
        """Call the HTTP API as a program with ``role``."""
        if role not in self.tokens:
            self.tokens[role] = self.command("token", "create", "--role", role).splitlines()[-1]
        request = urllib.request.Request(
            f"{self.url}/api/v1{path}",
            method=method,
            headers={"Authorization": f"Bearer {self.tokens[role]}", "Content-Type": "application/json"},
            data=None if body is None else json.dumps(body).encode(),
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            raw = answer.read()
        return json.loads(raw) if raw else None

    def link(self, name: str, *roles: str, unit: str | None = None) -> str:
        """Return a one-time link for the account ``name``, made or changed to hold ``roles``."""
        self.call("security", "PUT", f"/accounts/{name}", {"roles": roles, "unit": unit})
        secret = self.call("security", "POST", f"/accounts/{name}/link")["link"]
        return f"{self.url}/enter#{secret}"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/api/v1/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The demo city on a server of its own, started once."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    if running := os.environ.get("BROWSER_CITY"):  # "http://…,/data/folder": a demo city that runs already
        url, _, folder_of_it = running.partition(",")
        yield City(url, Path(folder_of_it))
        return
    if not WEBDIST.exists():
        pytest.skip("the pages are not built: make web")
    folder = tmp_path_factory.mktemp("city")
    url = f"http://127.0.0.1:{(port := _free_port())}"
    with (folder / "up.log").open("wb") as log:
        up = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "yiwang.entry.cli",
                "up",
                "--data",
                str(folder / "data"),
                "--port",
                str(port),
                "--workers",
                "1",
                "--demo",
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            for _ in range(360):
                if _ready(url) or up.poll() is not None:
                    break
                time.sleep(0.5)
            assert up.poll() is None, (folder / "up.log").read_text()
            yield City(url, folder / "data")
        finally:
            up.terminate()
            up.wait(30)


#: Counts what hands do: keys (without the characters of Chinese text, which come as input) and clicks.
COUNT = """for (const kind of ['keydown', 'pointerdown']) addEventListener(kind, (done) => {
  if (done.isTrusted && !['Shift', 'Alt', 'Control', 'Meta'].includes(done.key))
    sessionStorage[kind] = Number(sessionStorage[kind] || 0) + 1;
}, true)"""


@dataclass
class Visit:
    """One person's browser window, with all it asked for and complained of."""

    context: BrowserContext
    page: Page
    asked: list[str]
    complaints: list[str]

    async def shot(self, name: str) -> None:
        """Keep a picture of the page for people to look at."""
        ARTIFACTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=ARTIFACTS / f"{name}.png")


class Work:
    """Measures one act: keys and clicks as the page saw them, and the seconds it took."""

    def __init__(self, visit: Visit, name: str) -> None:
        self._visit = visit
        self._name = name
        self._started = 0.0

    async def __aenter__(self) -> Self:
        """Begin at nought."""
        await self._visit.page.evaluate(
            "() => { delete sessionStorage.keydown; delete sessionStorage.pointerdown }"
        )
        self._started = time.monotonic()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Write the figures down for ``docs/ux.md``."""
        seconds = time.monotonic() - self._started
        read = "() => [sessionStorage.keydown || 0, sessionStorage.pointerdown || 0].map(Number)"
        self.keys, self.clicks = await self._visit.page.evaluate(read)
        ARTIFACTS.mkdir(exist_ok=True)
        with (ARTIFACTS / "ux.tsv").open("a", encoding="utf-8") as kept:
            kept.write(f"{self._name}\t{self.keys}\t{self.clicks}\t{seconds:.1f}\n")


class Visitors:
    """Opens windows and, at the end, checks what every one of them has asked for."""

    def __init__(self, browser: Browser, city: City) -> None:
        self._browser = browser
        self._city = city
        self._visits: list[Visit] = []
        self._homes = [city.url]

    def also(self, url: str) -> None:
        """Allow another way to the same server."""
        self._homes.append(url)

    async def come(self, path: str, size: tuple[int, int] = DESK, language: str = "zh-CN") -> Visit:
        """Open ``path`` (or a whole address) in a fresh window."""
        context = await self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=language,
            timezone_id="Asia/Shanghai",
            permissions=["clipboard-read", "clipboard-write"],
            has_touch=size in {PHONE, SMALL},
            is_mobile=size in {PHONE, SMALL},
        )
        context.set_default_timeout(20_000)
        await context.add_init_script(COUNT)
        page = await context.new_page()
        visit = Visit(context, page, [], [])
        self._visits.append(visit)

        def asked(request: Request) -> None:
            visit.asked.append(request.url)

        def said(message: ConsoleMessage) -> None:
            if message.type == "error":
                visit.complaints.append(message.text)

        page.on("request", asked)
        page.on("console", said)
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        await page.goto(path if path.startswith(("http", "about:")) else self._city.url + path)
        return visit

    async def staff(
        self, name: str, *roles: str, unit: str | None = None, size: tuple[int, int] = DESK
    ) -> Visit:
        """Sign somebody in by a one-time link."""
        link = await asyncio.to_thread(self._city.link, name, *roles, unit=unit)
        visit = await self.come(link, size)
        await visit.page.wait_for_url("**/desk/**")
        return visit

    async def leave(self) -> None:
        """Close all windows and check that none asked another host or complained."""
        for visit in self._visits:
            await visit.context.close()
        foreign = {
            url
            for visit in self._visits
            for url in visit.asked
            if not url.startswith(
                ("data:", "about:", *(f"{kind}{home}/" for home in self._homes for kind in ("", "blob:")))
            )
        }
        assert not foreign
        assert not [text for visit in self._visits for text in visit.complaints]


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all tests; it closes with the session."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        await started.close()


@pytest_asyncio.fixture
async def visitors(browser: Browser, city: City) -> AsyncIterator[Visitors]:
    """People who come and go; when the test is over, nobody may have looked outside."""
    found = Visitors(browser, city)
    yield found
    await found.leave()
