"""The words of fictional cities, from data files beside this one."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from numpy.random import default_rng

from yiwang.packs import yaml12


@cache
def _load(name: str) -> Any:
    return yaml12.load((resources.files("yiwang.entry.city") / "data" / name).read_text("utf-8"))


def names() -> dict[str, Any]:
    """Return names of areas, roads, units and people, and phrases for handling."""
    found: dict[str, Any] = _load("names.yaml")
    return found


def common_matters() -> list[dict[str, Any]]:
    """Return the commonest matters: share, department, limits, what people say."""
    found: list[dict[str, Any]] = _load("matters.yaml")
    return found


def example_plans() -> dict[str, Any]:
    """Return plans that show how one is written: flood, gas, road collapse, muck trucks."""
    found: dict[str, Any] = _load("plans.yaml")
    return found


def naming(seed: int, districts: int, streets: int, communities: int) -> dict[str, Any]:
    """Return names for a city with so many districts, streets in each and communities in each street.

    The first seed has the names of the data file as far as they reach; all others are put together.
    """
    words = names()
    first = seed == 1
    rng = default_rng((seed, 7))
    stems = [str(one) for one in rng.permutation(words["stems"])]
    city = dict(words["city"])
    if not first:
        city |= words["cities"][seed % len(words["cities"])]
    titles = [d["name"] for d in words["districts"]] if first else []
    titles += [f"{stem}区" for stem in stems if f"{stem}区" not in titles]
    given = words["streets"] if first else []
    pool = iter([stem + end for end in ("街道", "镇", "路街道", "桥街道", "湾镇") for stem in stems])
    rows = [list(given[d][:streets]) if d < len(given) else [] for d in range(districts)]
    for row in rows:
        row += [next(pool) for _ in range(streets - len(row))]
    ends = (
        "里",
        "苑",
        "新村",
        "坊",
        "桥",
        "湾",
        "坡",
        "浦",
        "园",
        "巷",
        "庄",
        "渡",
        "井",
        "滩",
        "东",
        "西",
        "南",
        "北",
    )
    small = list(words["communities"]) if first else []
    small += [name for end in ends for stem in stems if (name := stem + end) not in small]
    wanted = districts * streets * communities
    if wanted > len(small) or districts > len(titles):
        raise ValueError("there are not enough names")
    return {
        "city": city,
        "districts": [{"code": f"9999{d + 1:02d}", "name": titles[d]} for d in range(districts)],
        "streets": rows,
        "communities": small[:wanted],
        "river": words["river"] if first else f"{stems[-1]}江",
        "lakes": [f"{stem}湖" for stem in stems[-6:]],
        "roads": [*words["roads"], *(s + e for e in ("路", "街", "大道", "巷") for s in stems)],
    }
