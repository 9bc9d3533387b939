"""Print how fast the pages paint: ``make bench-web [DATA=./var] [URL=http://127.0.0.1:8000]``.

Needs a running server on ``DATA`` and Chromium. Each page is opened three times in a fresh window (cold
cache) and again in the same one (warm cache); the median is printed. Milliseconds from navigation.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import urllib.request
from typing import Any

from playwright.async_api import Browser, BrowserContext, async_playwright

CHROMIUM = os.environ.get("YIWANG_CHROMIUM") or shutil.which("chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--no-first-run"]
RUNS = 3
SETTLE = 2500
#: Name, roles, size of the window, address, and what stands on the page when it is of use.
PAGES: list[tuple[str, list[str], tuple[int, int], str, str]] = [
    ("desk", ["dispatcher"], (1440, 900), "/desk/cases", ".table-row"),
    ("wall", ["leader"], (1920, 1080), "/screen?scene=overview", ".wall-bars li"),
    ("phone", ["verifier"], (390, 844), "/m", "h1, h2, nav"),
    ("citizen", [], (390, 844), "/", "h1"),
]
WATCH = """
window.__seen = {lcp: 0, blocked: 0};
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.__seen.lcp = one.startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.__seen.blocked += one.duration - 50;
})  .observe({type: 'longtask', buffered: true});
"""
READ = """() => {
  const [page] = performance.getEntriesByType('navigation');
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  const all = [page, ...performance.getEntriesByType('resource')];
  return {answer: page.responseStart, first_paint: paint ? paint.startTime : null,
    largest_paint: window.__seen.lcp, blocked: window.__seen.blocked, requests: all.length,
    kilobytes: all.reduce((sum, one) => sum + (one.transferSize || 0), 0) / 1024};
}"""


class Server:
    """The server that is measured, and accounts on it."""

    def __init__(self, data: str, url: str) -> None:
        self.url, self._data = url.rstrip("/"), data
        command = [sys.executable, "-m", "yiwang.entry.cli", "token", "create", "--role", "security"]
        command += ["--data", data]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own
        self._token = done.stdout.strip().splitlines()[-1]

    def link(self, name: str, roles: list[str]) -> str:
        """Return a one-time link of an account with ``roles``."""
        self._call("PUT", f"/accounts/{name}", {"roles": roles, "unit": None})
        return f"{self.url}/enter#{self._call('POST', f'/accounts/{name}/link')['link']}"

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/api/v1{path}", data, headers, method=method)  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - the server that is measured
            return json.loads(answer.read() or b"null")


async def _enter(browser: Browser, server: Server, name: str, roles: list[str], size: tuple[int, int]) -> Any:
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
    if roles:
        page = await context.new_page()
        await page.goto(await asyncio.to_thread(server.link, f"bench-{name}", roles))
        await page.wait_for_url("**/desk**")
        await page.close()
    return context


async def _look(context: BrowserContext, url: str, useful: str) -> dict[str, float]:
    page = await context.new_page()
    await page.add_init_script(WATCH)
    await page.goto(url)
    await page.locator(useful).first.wait_for()
    shown = await page.evaluate("performance.now()")
    await page.wait_for_timeout(SETTLE)
    found = await page.evaluate(READ)
    await page.close()
    return {**found, "useful": shown}


async def measure(server: Server) -> list[dict[str, Any]]:
    """Return the figures of all pages, cold and warm."""
    rows: list[dict[str, Any]] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, roles, size, path, useful in PAGES:
            context = await _enter(browser, server, name, roles, size)
            session = await context.storage_state()
            looks: dict[str, list[dict[str, float]]] = {"cold": [], "warm": []}
            for _ in range(RUNS):
                fresh = await browser.new_context(
                    viewport={"width": size[0], "height": size[1]}, locale="zh-CN", storage_state=session
                )
                looks["cold"].append(await _look(fresh, server.url + path, useful))
                looks["warm"].append(await _look(fresh, server.url + path, useful))
                await fresh.close()
            for cache, each in looks.items():
                medians = {key: round(statistics.median(one[key] or 0 for one in each)) for key in each[0]}
                rows.append({"page": name, "cache": cache, **medians})
            await context.close()
        await browser.close()
    return rows


def main() -> int:
    """Print a table, and JSON behind it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="./var")
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    given = parser.parse_args()
    rows = asyncio.run(measure(Server(given.data, given.url)))
    names = list(rows[0])
    for row in [dict(zip(names, names, strict=True)), *rows]:
        print("  ".join(str(row[name]).rjust(13) for name in names))
    print(json.dumps({"pages": rows, "load_1min": os.getloadavg()[0], "cores": os.cpu_count()}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
