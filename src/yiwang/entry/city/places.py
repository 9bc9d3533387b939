"""Places with names: offices, schools, hospitals, markets, parks, stations, stops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from yiwang.entry.city.blocks import Block, middle_of, near
from yiwang.entry.city.frame import Features
from yiwang.entry.city.streets import Way

_NAMES = {
    "school": ("school", 2, ("小学", "中学", "实验小学", "第二中学")),
    "hospital": ("hospital", 1, ("医院", "中医院", "人民医院")),
    "market": ("market", 2, ("农贸市场", "生活广场", "便民市场")),
    "park": ("park", 2, ("公园", "花园", "游园")),
    "works": ("factory", 3, ("产业园", "机械厂", "物流园")),
    "offices": ("other", 3, ("大厦", "国际中心", "广场")),
}
_STOP_EVERY = 700.0  # metres between bus stops


def _titled(name: str) -> str:
    return name.removesuffix("社区")


def places(
    called: dict[str, Any],
    areas: Sequence[tuple[str, str, Any]],
    blocks: Sequence[Block],
    found: Sequence[Way],
    rail: Any,
) -> Features:
    """Return places; ``areas`` are (code, name, shape in metres) of districts, streets and communities."""
    layer = Features()
    communities = [(name, shape) for code, name, shape in areas if len(code) == 12]  # noqa: PLR2004
    middles = np.array([middle_of(shape) for _, shape in communities])
    for code, name, shape in areas:
        x, y = middle_of(shape)
        if len(code) == 6 and not code.endswith("00"):  # noqa: PLR2004
            layer.add(shapely.Point(x, y), name=f"{name}人民政府", **{"class": "government"}, rank=1)
            layer.add(shapely.Point(x + 260, y - 120), name=f"{name}消防救援站", **{"class": "fire"}, rank=2)
        elif len(code) == 9:  # noqa: PLR2004
            office = "镇人民政府" if name.endswith("镇") else "街道办事处"
            title = name.removesuffix("镇").removesuffix("街道") + office
            layer.add(shapely.Point(x, y), name=title, **{"class": "government"}, rank=2)
            layer.add(shapely.Point(x - 150, y + 90), name=f"{name}派出所", **{"class": "police"}, rank=2)
        elif len(code) == 12:  # noqa: PLR2004
            layer.add(
                shapely.Point(x, y), name=f"{_titled(name)}社区服务站", **{"class": "community"}, rank=3
            )
            layer.add(
                shapely.Point(x + 80, y + 60),
                name=f"{_titled(name)}卫生服务站",
                **{"class": "clinic"},
                rank=3,
            )
    used: set[str] = set()
    roads = [way for way in found if way.kind != "motorway" and not way.bridge]
    tree = shapely.STRtree([way.line for way in roads])
    for block in blocks:
        if block.kind not in _NAMES:
            continue
        kind, rank, ends = _NAMES[block.kind]
        title = _titled(communities[near(block.x, block.y, middles)][0])
        road = roads[int(tree.nearest(shapely.Point(block.x, block.y)))].name
        name = _unused([title, road], ends, used)
        layer.add(shapely.Point(block.x, block.y), name=name, **{"class": kind}, rank=rank)
    _stops(layer, found)
    for part in shapely.get_parts(rail)[:1]:
        spot = shapely.line_interpolate_point(part, 0.5, normalized=True)
        layer.add(spot, name=f"{called['city']['name'].removesuffix('市')}站", **{"class": "station"}, rank=1)
    return layer


def _unused(before: Sequence[str], ends: Sequence[str], used: set[str]) -> str:
    """Return the first name of a beginning and an end that nobody has, else one with a number."""
    names = [first + end for end in ends for first in before]
    names += [f"{before[-1]}第{n}{ends[0]}" for n in range(3, 400)]
    name = next(one for one in names if one not in used)
    used.add(name)
    return name


def _stops(layer: Features, found: Sequence[Way]) -> None:
    """Put bus stops along the large roads, named after them."""
    number: Counter[str] = Counter()
    for way in found:
        if way.kind not in ("primary", "secondary") or way.bridge or way.line.length < _STOP_EVERY:
            continue
        for at in np.arange(_STOP_EVERY / 2, way.line.length, _STOP_EVERY):
            number[way.name] += 1
            spot = shapely.line_interpolate_point(way.line, at)
            layer.add(spot, name=f"{way.name}{number[way.name]}站", **{"class": "bus"}, rank=4)
