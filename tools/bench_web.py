"""Print how fast the pages are: ``make bench-web [DATA=./var] [URL=http://127.0.0.1:8000]``.

Needs a running server on ``DATA`` that has cases (a demo city will do) and Chromium. Each page is opened in
a fresh window (``cold``: nothing kept) and again in the same one (``warm``: cache, service worker); medians
of ``--runs`` are printed, in milliseconds from navigation, taken inside the page. ``changes`` are moves
within the application, from the touch to the frame that shows what was asked for: ``first`` fetches the
page's code too.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

CHROMIUM = os.environ.get("YIWANG_CHROMIUM") or shutil.which("chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--no-first-run"]
DESK, WALL, PHONE = (1440, 900), (1920, 1080), (390, 844)
PATIENCE = 60_000
#: The phone network that Lighthouse assumes: 1.6 Mbit/s down, 0.75 up, 150 ms there and back.
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 204_800, "uploadThroughput": 93_750}


@dataclass(frozen=True, slots=True)
class Sight:
    """A page that is opened: by whom, how large, and what stands on it when it is of use."""

    name: str
    roles: tuple[str, ...]
    size: tuple[int, int]
    path: str
    useful: str
    #: How many times slower the processor is made.
    slower: int = 1
    slow_network: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A move within the application: from a page, by a touch, to what is then there."""

    name: str
    roles: tuple[str, ...]
    size: tuple[int, int]
    start: str
    ready: str
    touch: str
    shows: str
    slower: int = 1


_TASK = '.jobs li a[href^="/m/tasks/"]'
SIGHTS = [
    Sight("desk: list", ("dispatcher",), DESK, "/desk/cases", ".table-row"),
    Sight("desk: dispatch", ("dispatcher",), DESK, "/desk/dispatch", ".queue-focus"),
    Sight("wall", ("leader",), WALL, "/screen?scene=overview", ".wall-bars li"),
    Sight("phone: tasks", ("verifier",), PHONE, "/m/tasks", ".jobs li"),
    Sight("phone: tasks", ("verifier",), PHONE, "/m/tasks", ".jobs li", slower=4),
    Sight("phone: tasks", ("verifier",), PHONE, "/m/tasks", ".jobs li", slower=4, slow_network=True),
    Sight("phone: report", (), PHONE, "/m/report", "main textarea"),
    Sight("phone: report", (), PHONE, "/m/report", "main textarea", slower=4, slow_network=True),
    Sight("citizen", (), PHONE, "/", "main textarea"),
    Sight("citizen", (), PHONE, "/", "main textarea", slower=4),
]
CHANGES = [
    Change(
        "desk: to a list of 50",
        ("dispatcher",),
        DESK,
        "/desk/dispatch",
        'a[href="/desk/cases"]',
        'a[href="/desk/cases"]',
        ".table-row",
    ),
    Change(
        "desk: list to case", ("dispatcher",), DESK, "/desk/cases", ".table-row", ".table-row", ".track li"
    ),
    Change("phone: tasks to task", ("verifier",), PHONE, "/m/tasks", _TASK, _TASK, ".task-head h1"),
    Change("phone: tasks to task", ("verifier",), PHONE, "/m/tasks", _TASK, _TASK, ".task-head h1", slower=4),
    Change(
        "phone: to patrol",
        ("verifier",),
        PHONE,
        "/m/tasks",
        _TASK,
        'a[href="/m/patrol"]',
        ".patrol",
        slower=4,
    ),
    Change(
        "phone: to follow",
        (),
        PHONE,
        "/m/report",
        "main textarea",
        'a[href="/m/follow"]',
        "main input.mono",
        slower=4,
    ),
]

#: Runs before the page's own scripts. What is of use counts from the frame that shows it.
WATCH = """(useful) => {
  const seen = (window.__seen = {lcp: null, tasks: [], useful: null, quiet: 0});
  const watch = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({type, buffered: true});
  watch('largest-contentful-paint', (one) => { seen.lcp = one.startTime; });
  watch('longtask', (one) => { seen.tasks.push(one.duration); seen.quiet = one.startTime + one.duration; });
  watch('resource', (one) => { seen.quiet = Math.max(seen.quiet, one.responseEnd); });
  const visible = (one) => one.getBoundingClientRect().height > 0;
  const look = () => {
    const there = [...document.querySelectorAll(useful)].some(visible);
    requestAnimationFrame(there ? () => setTimeout(() => { seen.useful = performance.now(); }) : look);
  };
  look();
}"""
READ = """() => {
  const [page] = performance.getEntriesByType('navigation');
  const paint = (name) => performance.getEntriesByName(name)[0]?.startTime ?? null;
  const all = [page, ...performance.getEntriesByType('resource')];
  const {lcp, tasks, useful} = window.__seen;
  return {
    answer: page.responseStart, first_paint: paint('first-paint'),
    first_content: paint('first-contentful-paint'), largest: lcp, useful,
    long_tasks: tasks.length, longest: Math.max(0, ...tasks),
    blocked: tasks.reduce((sum, one) => sum + one - 50, 0), requests: all.length,
    kilobytes: all.reduce((sum, one) => sum + (one.transferSize || 0), 0) / 1024,
  };
}"""
#: Touch and count until the frame that shows what was asked for.
TOUCH = """([touch, shows]) => new Promise((tell) => {
  const begun = performance.now();
  const visible = (one) => one.getBoundingClientRect().height > 0;
  const look = () => {
    const found = [...document.querySelectorAll(shows)].some(visible);
    if (found) requestAnimationFrame(() => setTimeout(() => tell(performance.now() - begun)));
    else requestAnimationFrame(look);
  };
  [...document.querySelectorAll(touch)].find(visible).click();
  look();
})"""
QUIET = "() => window.__seen.useful !== null && performance.now() - window.__seen.quiet > 1000"


class Server:
    """The server that is measured, and accounts on it."""

    def __init__(self, data: str, url: str) -> None:
        self.url, self._data = url.rstrip("/"), data
        command = [sys.executable, "-m", "yiwang.entry.cli", "token", "create", "--role", "security"]
        command += ["--data", data]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own
        self._token = done.stdout.strip().splitlines()[-1]

    def link(self, name: str, roles: tuple[str, ...]) -> str:
        """Return a one-time link of an account with ``roles``."""
        self._call("PUT", f"/accounts/{name}", {"roles": roles, "unit": None})
        return f"{self.url}/m/enter#{self._call('POST', f'/accounts/{name}/link')['link']}"

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/api/v1{path}", data, headers, method=method)  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - the server that is measured
            return json.loads(answer.read() or b"null")


class Bench:
    """One browser, one server, and the sessions of those who look."""

    def __init__(self, browser: Browser, server: Server, runs: int) -> None:
        self._browser, self._server, self._runs = browser, server, runs
        self._sessions: dict[tuple[str, ...], Any] = {(): None}

    async def window(self, roles: tuple[str, ...], size: tuple[int, int]) -> BrowserContext:
        """Return a fresh window with nothing kept but the session of somebody with ``roles``."""
        if roles not in self._sessions:
            first = await self._browser.new_context(locale="zh-CN")
            page = await first.new_page()
            await page.goto(await asyncio.to_thread(self._server.link, f"bench-{'-'.join(roles)}", roles))
            await page.wait_for_url(re.compile("/m/(tasks|lead|patrol)$"))
            self._sessions[roles] = await first.storage_state()
            await first.close()
        context = await self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="zh-CN",
            has_touch=size == PHONE,
            storage_state=self._sessions[roles],
            permissions=["geolocation"],
            geolocation={"longitude": 118.02, "latitude": 33.01},
        )
        context.set_default_timeout(PATIENCE)
        return context

    async def look(self, context: BrowserContext, sight: Sight) -> dict[str, float]:
        """Open the page once and return its figures."""
        page = await self._page(context, sight.slower, slow_network=sight.slow_network)
        await page.add_init_script(f"({WATCH})({json.dumps(sight.useful)})")
        await page.goto(self._server.url + sight.path, wait_until="commit")
        await page.wait_for_function(QUIET, polling=200)
        found: dict[str, float] = await page.evaluate(READ)
        if sight.path.startswith("/m"):  # its service worker has fetched what it keeps
            await page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        await page.close()
        return found

    async def _page(self, context: BrowserContext, slower: int, *, slow_network: bool = False) -> Page:
        page = await context.new_page()
        if slower > 1 or slow_network:
            session = await context.new_cdp_session(page)
            await session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            if slow_network:
                await session.send("Network.enable")
                await session.send("Network.emulateNetworkConditions", SLOW_4G)
        return page

    async def sight(self, sight: Sight) -> list[dict[str, Any]]:
        """Return the medians of one page, cold and warm."""
        looks: dict[str, list[dict[str, float]]] = {"cold": [], "warm": []}
        for _ in range(self._runs):
            context = await self.window(sight.roles, sight.size)
            looks["cold"].append(await self.look(context, sight))
            looks["warm"].append(await self.look(context, sight))
            await context.close()
        how = ", ".join([f"{sight.slower}x slower"] * (sight.slower > 1) + ["slow 4G"] * sight.slow_network)
        return [
            {"page": sight.name, "device": how or "as is", "cache": cache, **_medians(each)}
            for cache, each in looks.items()
        ]

    async def change(self, change: Change) -> dict[str, Any]:
        """Return how long one move takes at first and when it is made again."""
        times: dict[str, list[float]] = {"first": [], "again": []}
        for _ in range(self._runs):
            context = await self.window(change.roles, change.size)
            page = await self._page(context, change.slower)
            await page.goto(self._server.url + change.start)
            for which in ("first", "again"):
                await page.locator(change.ready).first.wait_for()
                await page.wait_for_function("() => performance.now() > 2500")
                times[which].append(await page.evaluate(TOUCH, [change.touch, change.shows]))
                await page.go_back()
            await context.close()
        how = f"{change.slower}x slower" if change.slower > 1 else "as is"
        return {"change": change.name, "device": how} | {
            k: round(statistics.median(v)) for k, v in times.items()
        }


def _medians(looks: list[dict[str, float]]) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for key in looks[0]:
        values = [one[key] for one in looks if one[key] is not None]
        found[key] = round(statistics.median(values)) if values else None
    return found


async def measure(server: Server, runs: int, only: str) -> dict[str, list[dict[str, Any]]]:
    """Return the figures of all pages whose name contains ``only``."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        bench = Bench(browser, server, runs)
        found: dict[str, list[dict[str, Any]]] = {"pages": [], "changes": []}
        for sight in SIGHTS:
            if only in sight.name:
                found["pages"] += _shown(await bench.sight(sight))
        for change in CHANGES:
            if only in change.name:
                found["changes"] += _shown([await bench.change(change)])
        await browser.close()
    return found


def _shown(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Say what is measured while it is: the whole takes some minutes."""
    for row in rows:
        print(*row.values(), file=sys.stderr, flush=True)
    return rows


def table(rows: list[dict[str, Any]]) -> str:
    """Return ``rows`` with their names above, in columns."""
    if not rows:
        return ""
    cells = [list(rows[0]), *([("–" if v is None else str(v)) for v in row.values()] for row in rows)]
    widths = [max(len(line[n]) for line in cells) for n in range(len(cells[0]))]
    return "\n".join("  ".join(text.rjust(w) for text, w in zip(line, widths, strict=True)) for line in cells)


def main() -> int:
    """Print a table, and one JSON object behind it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="./var")
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="pages and changes whose name contains this")
    given = parser.parse_args()
    load = os.getloadavg()[0]
    found = asyncio.run(measure(Server(given.data, given.url), given.runs, given.only))
    print(table(found["pages"]), table(found["changes"]), sep="\n\n")
    machine = {
        "load_before": load,
        "load_1min": os.getloadavg()[0],
        "cores": os.cpu_count(),
        "runs": given.runs,
    }
    print(json.dumps(found | machine))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
