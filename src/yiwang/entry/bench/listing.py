"""How fast the staff's list answers: filters, Chinese text, further pages, figures."""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from yiwang.entry.bench.figures import Tally
from yiwang.entry.bench.matter import City, read_city
from yiwang.entry.bench.target import Target
from yiwang.entry.bench.wire import Connection

_STAGES = ("intake", "dispatch", "sign", "handle", "verify", "callback", "closed", "rated", "archived")
_CHANNELS = ("hotline", "grid", "app", "video")

Maker = Callable[[random.Random, City], dict[str, Any]]


def _phrase(choose: random.Random, city: City) -> str:
    """Return what a clerk types: a piece of what people say, or a road with a number."""
    if choose.random() < 0.4:  # noqa: PLR2004 - two searches in five are for an address
        return f"{choose.choice(city.roads)}{choose.randrange(1, 320)}号"
    said = choose.choice(city.says[choose.choice(city.matters)])
    start = choose.randrange(max(1, len(said) - 4))
    return said[start : start + choose.randrange(2, 5)]


#: Kinds of lists that a desk asks for.
KINDS: dict[str, Maker] = {
    "newest": lambda _r, _c: {},
    "stage": lambda r, _c: {"stage": r.choice(_STAGES)},
    "unit": lambda r, c: {"unit": r.choice(c.units)},
    "matter": lambda r, c: {"matter": r.choice(c.matters)},
    "district": lambda r, c: {"area": r.choice(c.districts)},
    "street": lambda r, c: {"area": r.choice(c.streets)},
    "grid": lambda r, c: {"area": r.choice(c.grids)},
    "due": lambda _r, _c: {"sort": "due_at"},
    "overdue": lambda r, c: {"overdue": "true", "sort": "due_at", "area": r.choice(c.districts)},
    "live_unit": lambda r, c: {"live": "true", "unit": r.choice(c.units)},
    "district_stage": lambda r, c: {"area": r.choice(c.districts), "stage": r.choice(_STAGES)},
    "district_matter_channel": lambda r, c: {
        "area": r.choice(c.districts),
        "matter": r.choice(c.matters),
        "channel": r.choice(_CHANNELS),
    },
    "unit_matter": lambda r, c: {"unit": r.choice(c.units), "matter": r.choice(c.matters)},
    "text": lambda r, c: {"q": _phrase(r, c)},
    "text_stage": lambda r, c: {"q": _phrase(r, c), "stage": r.choice(_STAGES)},
    "text_district": lambda r, c: {"q": _phrase(r, c), "area": r.choice(c.districts)},
    "text_unit_live": lambda r, c: {"q": _phrase(r, c), "unit": r.choice(c.units), "live": "true"},
    "text_none": lambda _r, _c: {"q": "量子纠缠飞船"},
    "closed_sort": lambda r, c: {"sort": "-closed_at", "area": r.choice(c.districts)},
    "supervised": lambda _r, _c: {"supervised": "true"},
    "unplaced": lambda _r, _c: {"unplaced": "true"},
}
_PAGES = 0.3  # share of lists that are turned over once


async def listing(
    target: Target, *, requests: int, connections: int, only: str | None = None
) -> dict[str, Any]:
    """Ask for ``requests`` lists of 50 over ``connections``, all kinds in turn."""
    city = await read_city(target)
    tally = Tally()
    by_kind: dict[str, Tally] = defaultdict(Tally)
    slowest: list[tuple[float, str]] = []
    kinds = [only] if only else list(KINDS)
    counter = iter(range(requests))

    async def ask(number: int) -> None:
        connection = await Connection.open(target.address)
        choose = random.Random(number)  # noqa: S311 - a bench needs repeatable, not secret, choices
        for turn in counter:
            kind = kinds[turn % len(kinds)]
            query = KINDS[kind](choose, city) | {"limit": 50}
            following = await one(connection, kind, query)
            if following is not None and choose.random() < _PAGES:
                await one(connection, kind, query | {"cursor": following})
        connection.close()

    async def one(connection: Connection, kind: str, query: dict[str, Any]) -> str | None:
        path = f"/api/v1/cases?{urlencode(query)}"
        started = time.perf_counter()
        answer = await connection.request("GET", path, token=target.tokens["dispatcher"])
        took = time.perf_counter() - started
        if answer.status != 200:  # noqa: PLR2004 - the status itself
            tally.fail(f"{answer.status} {answer.body[:80].decode(errors='replace')}")
            return None
        tally.add(took, answer.statements)
        by_kind[kind].add(took, answer.statements)
        slowest.append((took, urlencode(query)))
        slowest.sort(reverse=True)
        del slowest[5:]
        following: str | None = answer.json()["next"]
        return following

    started = time.monotonic()
    await asyncio.gather(*(ask(n) for n in range(connections)))
    took = time.monotonic() - started
    return {
        "name": "list",
        "connections": connections,
        "seconds": round(took, 2),
        "rate": round(len(tally.times) / took, 1),
        **tally.figures(),
        "kinds": {
            kind: {
                k: v
                for k, v in t.figures().items()
                if k in {"n", "p50_ms", "p99_ms", "max_ms", "statements_most"}
            }
            for kind, t in by_kind.items()
        },
        "slowest": [{"ms": round(t * 1000, 1), "query": q} for t, q in slowest],
    }
