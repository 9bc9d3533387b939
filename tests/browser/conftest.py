"""A real server with the demo city, and a real Chromium that must not leave it."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    async_playwright,
    expect,
)
from tests.support.installation import YIWANG, Installation, environment
from tests.support.patience import PATIENCE as SECONDS

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
#: Milliseconds; the pages' way to say what ``tests.support.patience`` says in seconds.
PATIENCE = SECONDS * 1000
expect.set_options(timeout=PATIENCE)
OFFICERS = ("admin", "security", "auditor")
DESK, PHONE, SMALL = (1440, 900), (390, 844), (360, 640)


@dataclass
class City:
    """The running demo city: its address and what tests need to prepare there."""

    url: str
    data: Path
    tokens: dict[str, str] = field(default_factory=dict)
    _database: str = ""

    @property
    def database(self) -> str:
        """The address of its database, asked for once."""
        self._database = self._database or self.command("db", "url").splitlines()[-1]
        return self._database

    def command(self, *words: str) -> str:
        """Run a command of the program on the same data and return what it printed."""
        done = subprocess.run(
            [*YIWANG, *words, "--data", str(self.data)],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
        return done.stdout.strip()

    def call(self, role: str, method: str, path: str, body: Any = None) -> Any:
        """Call the HTTP API as a program with ``role``."""
        if role not in self.tokens:
            self.tokens[role] = self._token(role)
        request = urllib.request.Request(
            f"{self.url}/api/v1{path}",
            method=method,
            headers={"Authorization": f"Bearer {self.tokens[role]}", "Content-Type": "application/json"},
            data=None if body is None else json.dumps(body).encode(),
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            raw = answer.read()
        return json.loads(raw) if raw else None

    def _token(self, role: str) -> str:
        """Return a token of ``role``; a command takes a second, so one for all that an officer may make."""
        if role in OFFICERS:
            return self.command("token", "create", "--role", role).splitlines()[-1]
        return str(self.call("security", "POST", "/tokens", {"role": role})["token"])

    def link(self, name: str, *roles: str, unit: str | None = None) -> str:
        """Return a one-time link for the account ``name``, made or changed to hold ``roles``."""
        self.call("security", "PUT", f"/accounts/{name}", {"roles": roles, "unit": unit})
        secret = self.call("security", "POST", f"/accounts/{name}/link")["link"]
        return f"{self.url}/enter#{secret}"


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
    home = tmp_path_factory.mktemp("city")
    # its first start makes the demo, too
    with Installation(home, "--workers", "1", "--demo", patience=5 * SECONDS) as up:
        yield City(up.address, up.data)


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
        """Keep a picture of the page for people to look at, if they want one (``SHOTS=1``)."""
        if not os.environ.get("SHOTS"):
            return
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
            reduced_motion="reduce",  # what moves is drawn by the processor here, and half-way colours are nobody's
            permissions=["clipboard-read", "clipboard-write"],
            has_touch=size in {PHONE, SMALL},
            is_mobile=size in {PHONE, SMALL},
        )
        context.set_default_timeout(PATIENCE)
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
