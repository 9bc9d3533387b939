"""Print what scrolling a long list costs: ``make bench-scroll [DATA=./var] [URL=http://…]``.

Needs a running server on ``DATA`` with very many cases (``yiwang bench seed``) and Chromium. The list of all
cases is read on by scrolling to its end until it holds ``--rows``; then it is scrolled from the top, a screen
and a half in each animation frame, past what was read. A performance trace tells the processor time of the
page's main thread from frame to frame; ``whole`` is the time between frames (16.7 ms at 60 a second).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os

from bench_map import frames, told, trace
from bench_web import CHROMIUM, DESK, FLAGS, Server
from playwright.async_api import Page, async_playwright

HELD = (
    "() => document.querySelector('.table').scrollHeight / document.querySelector('.table-row').offsetHeight"
)
TO_END = "() => { const list = document.querySelector('.table'); list.scrollTop = list.scrollHeight; }"
TO_TOP = "() => { document.querySelector('.table').scrollTop = 0; }"
#: Scrolls so many frames and says how many rows stood in the page at the end, and how far it came.
SCROLL = """(frames) => new Promise((done) => {
  const list = document.querySelector('.table');
  let n = 0;
  const step = () => {
    list.scrollTop += 1.5 * list.clientHeight;
    if (++n < frames) requestAnimationFrame(step);
    else done([document.querySelectorAll('.table-row').length, list.scrollTop]);
  };
  requestAnimationFrame(step);
})"""
PATIENCE = 600


async def _read(page: Page, rows: int) -> int:
    """Read on until the list holds ``rows``, or no more come."""
    held = 0.0
    for _ in range(PATIENCE):
        await page.evaluate(TO_END)
        await page.wait_for_timeout(50)
        held = float(await page.evaluate(HELD))
        if held >= rows:
            break
    return int(held)


async def measure(server: Server, rows: int, count: int) -> dict[str, object]:
    """Return rows held, rows in the page, and milliseconds of each frame."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = await browser.new_context(
            viewport={"width": DESK[0], "height": DESK[1]}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        page = await context.new_page()
        link = await asyncio.to_thread(server.link, "bench-scroll", ["supervisor"])
        await page.goto(f"{server.url}/enter#{link.partition('#')[2]}")
        await page.wait_for_url("**/desk**")
        await page.goto(server.url + "/desk/cases")
        await page.locator(".table-row").first.wait_for()
        held = await _read(page, rows)
        await page.evaluate(TO_TOP)
        await page.wait_for_timeout(1500)
        drawn: list[float] = []

        async def scroll() -> None:
            drawn.extend(await page.evaluate(SCROLL, count))

        events = await trace(await context.new_cdp_session(page), scroll)
        await browser.close()
    return {
        "rows_held": held,
        "rows_in_page": int(drawn[0]),
        "frames": count,
        **{name: told(values) for name, values in frames(events).items()},
    }


def main() -> int:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="./var")
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--frames", type=int, default=300)
    given = parser.parse_args()
    found = asyncio.run(measure(Server(given.data, given.url), given.rows, given.frames))
    print(json.dumps(found | {"load_1min": os.getloadavg()[0], "cores": os.cpu_count()}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
