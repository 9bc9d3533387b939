"""Print what the wall's map costs the page's main thread: ``make bench-map [DATA=./var] [URL=http://…]``.

Needs a running server on ``DATA`` (a million cases: ``yiwang bench seed``) and Chromium. The history of a
year is panned by the pointer and zoomed by the wheel, as a hand would. A performance trace tells how long the
main thread of the page worked in each frame: all its tasks from one animation frame to the next, without what
other threads do (rasterising, decoding of tiles, the compositor). What of it hands the picture over to the
compositor is told apart. The time between frames is printed too: without a GPU it says how fast the machine
rasterises, not how fast the page works.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
from bisect import bisect_right
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench_web import CHROMIUM, FLAGS, Server
from playwright.async_api import CDPSession, Page, async_playwright

SCENE = "/screen?scene=assessment"  # a history of a year under the panels, in squares and dots
MOVES = 60
PAUSE = 16
CATEGORIES = "devtools.timeline,disabled-by-default-devtools.timeline,toplevel"
TASK, FRAME, HANDING_OVER = "RunTask", "FireAnimationFrame", "Commit"


async def _move(page: Page, size: tuple[int, int]) -> None:
    """Pan in a circle, zoom in and out again, as a hand does."""
    x, y = size[0] / 2, size[1] / 2
    await page.mouse.move(x, y)
    for zoom in (-240, 240):
        await page.mouse.down()
        for step in range(MOVES):
            await page.mouse.move(x + 4 * (step % 30), y + 3 * (step % 20))
            await page.wait_for_timeout(PAUSE)
        await page.mouse.up()
        for _ in range(MOVES // 4):
            await page.mouse.wheel(0, zoom)
            await page.wait_for_timeout(4 * PAUSE)


async def trace(session: CDPSession, doing: Callable[[], Awaitable[None]]) -> list[dict[str, Any]]:
    """Return the trace of what the page does while ``doing``."""
    events: list[dict[str, Any]] = []
    over = asyncio.Event()
    session.on("Tracing.dataCollected", lambda found: events.extend(found["value"]))
    session.on("Tracing.tracingComplete", lambda _: over.set())
    await session.send(
        "Tracing.start",
        {"transferMode": "ReportEvents", "traceConfig": {"includedCategories": CATEGORIES.split(",")}},
    )
    await doing()
    await session.send("Tracing.end")
    await over.wait()
    return events


def frames(events: list[dict[str, Any]]) -> dict[str, list[float]]:
    """Return milliseconds of each frame: ``work`` of the page, ``handing_over`` the picture, and ``whole``.

    The main thread is the one that runs the page's animation frames. The processor time of its tasks is
    counted: on a busy machine the time on the clock counts the waiting too.
    """
    fired = [one for one in events if one.get("name") == FRAME]
    if not fired:
        return {"work": [], "handing_over": [], "whole": []}
    thread = statistics.mode((one["pid"], one["tid"]) for one in fired)
    begins = sorted(one["ts"] for one in fired if (one["pid"], one["tid"]) == thread)
    spent = {TASK: [0.0] * len(begins), HANDING_OVER: [0.0] * len(begins)}
    for one in events:
        name, at = one.get("name"), bisect_right(begins, one.get("ts", 0) + one.get("dur", 0)) - 1
        if name in spent and one.get("ph") == "X" and (one["pid"], one["tid"]) == thread and at >= 0:
            spent[name][at] += one.get("tdur", one.get("dur", 0)) / 1000
    return {
        "work": [all_ - over for all_, over in zip(spent[TASK], spent[HANDING_OVER], strict=True)],
        "handing_over": spent[HANDING_OVER],
        "whole": [(b - a) / 1000 for a, b in pairwise(begins)],
    }


def told(values: list[float]) -> dict[str, float]:
    """Return three percentiles of ``values``."""
    ordered = sorted(values) or [0.0]
    return {f"p{p}": round(ordered[min(len(ordered) - 1, len(ordered) * p // 100)], 1) for p in (50, 95, 99)}


async def measure(server: Server, sizes: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """Return the figures of each size of screen."""
    rows = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for size in sizes:
            context = await browser.new_context(
                viewport={"width": size[0], "height": size[1]}, locale="zh-CN", timezone_id="Asia/Shanghai"
            )
            page = await context.new_page()
            link = await asyncio.to_thread(server.link, "bench-map", ["leader"])
            await page.goto(f"{server.url}/enter#{link.partition('#')[2]}")
            await page.wait_for_url("**/desk**")
            await page.goto(server.url + SCENE)
            await page.locator(".wall-ground[data-ready=true]").wait_for(timeout=120_000)
            await page.wait_for_timeout(5000)
            events = await trace(await context.new_cdp_session(page), partial(_move, page, size))
            if kept := os.environ.get("BENCH_MAP_TRACE"):
                await asyncio.to_thread(Path(kept).write_text, json.dumps({"traceEvents": events}))
            found = frames(events)
            figures = {name: told(values) for name, values in found.items()}
            rows.append({"size": f"{size[0]}x{size[1]}", "frames": len(found["work"]), **figures})
            await context.close()
        await browser.close()
    return rows


def main() -> int:
    """Print a line for each size, and JSON behind them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="./var")
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--size", action="append", help="1920x1080 unless told; may be given again")
    given = parser.parse_args()
    sizes = [(int(w), int(h)) for w, h in (one.split("x") for one in given.size or ["1920x1080"])]
    rows = asyncio.run(measure(Server(given.data, given.url), sizes))
    for row in rows:
        print("  ".join(f"{name} {value}" for name, value in row.items()))
    print(json.dumps({"map": rows, "load_1min": os.getloadavg()[0], "cores": os.cpu_count()}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
