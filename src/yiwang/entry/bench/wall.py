"""How fast the wall's panel set and its tiles are answered, and how large the tiles are."""

from __future__ import annotations

import math
import random
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from yiwang.entry.bench.figures import Tally
from yiwang.entry.bench.matter import read_city
from yiwang.entry.bench.target import Target
from yiwang.entry.bench.wire import Connection

_ZOOMS = range(7, 15)
_MONTH, _YEAR = 31, 365


def _tile(zoom: int, lon: float, lat: float) -> str:
    size = 1 << zoom
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return f"{zoom}/{int((lon + 180) / 360 * size)}/{int(y * size)}"


async def wall(target: Target, *, requests: int) -> dict[str, Any]:
    """Ask for ``requests`` panel sets and as many tiles of each kind and zoom, one after the other."""
    city = await read_city(target)
    connection = await Connection.open(target.address)
    choose = random.Random(1)  # noqa: S311 - a bench needs repeatable, not secret, choices
    tallies: dict[str, Tally] = defaultdict(Tally)
    largest: dict[str, int] = defaultdict(int)

    async def ask(kind: str, path: str) -> None:
        started = time.perf_counter()
        answer = await connection.request("GET", f"/api/v1{path}", token=target.tokens["dispatcher"])
        took = time.perf_counter() - started
        if answer.status != 200:  # noqa: PLR2004 - the status itself
            tallies[kind].fail(f"{answer.status} {answer.body[:80].decode(errors='replace')}")
            return
        tallies[kind].add(took, answer.statements)
        largest[kind] = max(largest[kind], len(answer.body))

    def since(days: int) -> str:
        return f"?from={(datetime.now(UTC) - timedelta(days=days)).date()}"

    kinds: dict[str, Callable[[str], str]] = {
        "live": lambda tile: f"/wall/tiles/live/{tile}",
        "history_all": lambda tile: f"/wall/tiles/history/{tile}",
        "history_year": lambda tile: f"/wall/tiles/history/{tile}{since(_YEAR)}",
        "history_month": lambda tile: f"/wall/tiles/history/{tile}{since(_MONTH)}",
    }
    for _ in range(requests):
        await ask("panels_city", "/wall")
        await ask("panels_district", f"/wall?area={choose.choice(city.districts)}")
        await ask("panels_grid", f"/wall?area={choose.choice(city.grids)}")
        lon, lat = choose.choice(city.points)
        for kind, path in kinds.items():
            for zoom in _ZOOMS:
                await ask(kind, path(_tile(zoom, lon, lat)))
    connection.close()
    return {
        "name": "wall",
        "kinds": {kind: t.figures() | {"largest_bytes": largest[kind]} for kind, t in tallies.items()},
    }
