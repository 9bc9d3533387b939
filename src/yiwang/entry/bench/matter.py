"""What benchmarks talk about: places, matters and words of the city that the server knows."""

from __future__ import annotations

import random
from typing import Any

import msgspec

from yiwang.entry.bench.target import Target
from yiwang.entry.bench.wire import Connection
from yiwang.entry.city.words import common_matters, names

_SPREAD = 0.0004  # degrees around the middle of a grid


class City(msgspec.Struct, frozen=True):
    """Points in grids, codes of areas, units and matters, and what people say of each matter."""

    points: list[tuple[float, float]]
    districts: list[str]
    streets: list[str]
    grids: list[str]
    units: list[str]
    matters: list[str]
    says: dict[str, list[str]]
    roads: list[str]
    places: list[str]


async def read_city(target: Target) -> City:
    """Ask the server for its city."""
    connection = await Connection.open(target.address)
    token = target.tokens["dispatcher"]

    async def get(path: str) -> list[dict[str, Any]]:
        answer = await connection.request("GET", f"/api/v1{path}", token=token)
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    grids = await get("/areas?level=grid&limit=1000")
    known = {m["key"] for m in await get("/matters?limit=1000")}
    says = {f"matter:{m['code']}": m["says"] for m in common_matters()}
    city = City(
        points=[(g["lon"], g["lat"]) for g in grids if g["lon"] is not None],
        districts=[a["code"] for a in await get("/areas?level=district&limit=1000")],
        streets=[a["code"] for a in await get("/areas?level=street&limit=1000")],
        grids=[g["code"] for g in grids],
        units=[u["code"] for u in await get("/units?limit=1000")],
        matters=[key for key in says if key in known],
        says=says,
        roads=names()["roads"],
        places=names()["places"],
    )
    connection.close()
    return city


class Speaker:
    """Makes reports: random place, matter, words and caller."""

    def __init__(self, city: City, seed: int, run: str) -> None:
        self._city = city
        self._random = random.Random(seed)  # noqa: S311 - a bench needs repeatable, not secret, choices
        self._run = run
        self._count = 0

    def report(self, matter: str | None = None) -> dict[str, Any]:
        """Return the body of a report with an id of its own."""
        choose, city = self._random, self._city
        self._count += 1
        matter = matter or choose.choice(city.matters)
        lon, lat = choose.choice(city.points)
        address = f"{choose.choice(city.roads)}{choose.randrange(1, 320)}号{choose.choice(city.places)}"
        return {
            "source": "hotline",
            "external_id": f"{self._run}-{self._count}",
            "text": f"{address}{choose.choice(city.says[matter])}，已经好几天了，请尽快处理。",
            "lon": round(lon + choose.uniform(-_SPREAD, _SPREAD), 6),
            "lat": round(lat + choose.uniform(-_SPREAD, _SPREAD), 6),
            "address": address,
            "channel": "hotline",
            "matter": matter,
            "reporter": {"name": "王小明", "phone": f"199{choose.randrange(10**8):08d}"},
        }
