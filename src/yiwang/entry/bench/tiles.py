"""How fast the base map's tiles come, and how large they are: every zoom, all of the city in turn."""

from __future__ import annotations

import asyncio
import math
import random
import time
from typing import Any

from yiwang.entry.bench.figures import Tally
from yiwang.entry.bench.target import Target
from yiwang.entry.bench.wire import Connection
from yiwang.kernel.errors import UnavailableError

_OK, _EMPTY = 200, 204


def _column(lon: float, side: int) -> int:
    return min(side - 1, int((lon / 360 + 0.5) * side))


def _row(lat: float, side: int) -> int:
    return min(side - 1, int((0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)) * side))


def places(told: dict[str, Any], most: int) -> list[tuple[int, int, int]]:
    """Return at most ``most`` tiles of each zoom within the map's bounds, in a repeatable disorder."""
    west, south, east, north = told["bounds"]
    choose = random.Random(1)  # noqa: S311 - repeatable, not secret
    found = []
    for zoom in range(told["min_zoom"], told["max_zoom"] + 1):
        side = 1 << zoom
        columns = range(_column(west, side), _column(east, side) + 1)
        rows = range(_row(north, side), _row(south, side) + 1)
        level = [(zoom, x, y) for x in columns for y in rows]
        found += choose.sample(level, min(most, len(level)))
    choose.shuffle(found)
    return found


async def tiles(target: Target, *, requests: int, connections: int, staff: bool = False) -> dict[str, Any]:
    """Ask for ``requests`` tiles over ``connections``, as a browser does: packed, without a session."""
    first = await Connection.open(target.address)
    told = (await first.request("GET", "/api/v1/map")).json()
    first.close()
    if not told["available"]:
        raise UnavailableError(why_zh="没有底图", why_en="there is no base map")
    wanted = places(told, max(64, requests // 4))
    counter = iter(range(requests))
    tally, sizes = Tally(), []
    token = target.tokens["dispatcher"] if staff else None

    async def ask() -> None:
        connection = await Connection.open(target.address)
        for turn in counter:
            z, x, y = wanted[turn % len(wanted)]
            path = told["tiles"].format(z=z, x=x, y=y)
            started = time.perf_counter()
            answer = await connection.request("GET", path, token=token, packed=True)
            took = time.perf_counter() - started
            if answer.status in (_OK, _EMPTY):
                tally.add(took)
                sizes.append(len(answer.body))
            else:
                tally.fail(str(answer.status))
        connection.close()

    started = time.perf_counter()
    await asyncio.gather(*(ask() for _ in range(connections)))
    seconds = time.perf_counter() - started
    filled = sorted(size for size in sizes if size)
    kilobytes = {
        "size_p50_kb": round(filled[len(filled) // 2] / 1024, 1) if filled else None,
        "size_p99_kb": round(filled[int(len(filled) * 0.99)] / 1024, 1) if filled else None,
        "size_max_kb": round(filled[-1] / 1024, 1) if filled else None,
    }
    rate = round(len(sizes) / seconds, 1)
    return {"name": "tiles", "rate": rate, "seconds": round(seconds, 1)} | tally.figures() | kilobytes
