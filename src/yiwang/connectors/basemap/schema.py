"""The layers of the base map: what is in them, from which zoom on, and how foreign names become ours."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.connectors.basemap.mvt import LINE, POINT, POLYGON, Value

LEAST_ZOOM, MOST_ZOOM = 6, 14
STOREY_M = 3.0  # height of a storey where only their number is known
_TALLEST_M = 1200.0

Tags = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LayerKind:
    """One layer of the map.

    ``kinds`` are the geometries it holds; ``tags`` reads the properties of a feature (``None``: it does
    not belong here); ``zoom`` says from which zoom on a feature with these tags is drawn.
    """

    name: str
    kinds: tuple[int, ...]
    tags: Callable[[Tags], dict[str, Value] | None]
    zoom: Callable[[dict[str, Value]], int]
    words: tuple[str, ...] = ()


def pick(tags: Tags, *names: str) -> Any:
    """Return the first filled value among ``names``, whatever the case they are written in."""
    for name in names:
        for key in (name, name.upper(), name.capitalize()):
            value = tags.get(key)
            if value is not None and value != "" and not (isinstance(value, float) and math.isnan(value)):
                return value
    return None


def text(value: Any) -> str | None:
    """Return ``value`` as a trimmed text of at most 80 characters."""
    made = "" if value is None else str(value).strip()[:80]
    return made or None


def number(value: Any) -> float | None:
    """Return the first number in ``value`` (``12``, ``"12.5 m"``), ``None`` where there is none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if math.isfinite(value) else None
    found = re.search(r"-?\d+(?:\.\d+)?", str(value or ""))
    return float(found[0]) if found else None


def _filled(**values: Value | None) -> dict[str, Value]:
    return {key: value for key, value in values.items() if value is not None}


def _name(tags: Tags) -> str | None:
    return text(pick(tags, "name", "name:zh", "名称", "mc", "title"))


# --- roads ------------------------------------------------------------------------------------------

_ROADS = {
    "motorway": "motorway", "trunk": "trunk", "primary": "primary", "secondary": "secondary",
    "tertiary": "tertiary", "unclassified": "local", "residential": "local", "living_street": "local",
    "service": "service", "pedestrian": "path", "footway": "path", "path": "path", "cycleway": "path",
    "steps": "path", "track": "path", "rail": "rail", "subway": "rail", "light_rail": "rail",
    "local": "local", "高速公路": "motorway", "快速路": "trunk", "主干路": "primary", "主干道": "primary",
    "次干路": "secondary", "次干道": "secondary", "支路": "tertiary", "街巷": "local", "铁路": "rail",
}  # fmt: skip
ROAD_ZOOMS = {
    "motorway": 6, "trunk": 8, "primary": 9, "secondary": 11, "tertiary": 12, "local": 13, "service": 14,
    "path": 14, "rail": 9,
}  # fmt: skip
_RAILS = ("rail", "subway", "light_rail")


def _road(tags: Tags) -> dict[str, Value] | None:
    given = str(pick(tags, "highway", "class", "railway", "fclass", "等级", "type") or "")
    kind = _ROADS.get(given.removesuffix("_link"))
    rail = str(pick(tags, "railway") or "")
    if kind is None and rail:
        kind = "rail" if rail in _RAILS else None
    if kind is None:
        if given and pick(tags, "highway", "railway"):
            return None  # a bus stop, a proposed road: not a way that one can take
        kind = "local"
    bridge = str(pick(tags, "bridge") or "no") not in ("no", "0", "False", "F")
    tunnel = str(pick(tags, "tunnel") or "no") not in ("no", "0", "False", "F")
    name = text(pick(tags, "name", "name:zh", "名称", "路名", "mc"))
    return _filled(name=name, bridge=bridge or None, tunnel=tunnel or None) | {"class": kind}


# --- buildings --------------------------------------------------------------------------------------


def _building(tags: Tags) -> dict[str, Value] | None:
    if str(pick(tags, "building") or "yes") == "no":
        return None
    height = number(pick(tags, "height", "高度", "gd", "jzgd"))
    floors = number(pick(tags, "floors", "building:levels", "levels", "层数", "floor", "cs"))
    if height is None:
        height = (floors or 2.0) * STOREY_M
    kind = text(pick(tags, "kind", "building", "用途"))
    return _filled(
        name=_name(tags),
        height=round(min(max(height, 2.0), _TALLEST_M), 1),
        floors=int(floors) if floors and 0 < floors < 400 else None,  # noqa: PLR2004 - more is a slip
        kind=None if kind in ("yes", None) else kind,
    )


# --- water, green, places, areas --------------------------------------------------------------------

_WATER = {
    "river": "river", "riverbank": "river", "canal": "canal", "stream": "stream", "drain": "stream",
    "ditch": "stream", "lake": "lake", "pond": "lake", "reservoir": "lake", "basin": "lake", "water": "lake",
    "河流": "river", "湖泊": "lake", "水库": "lake", "池塘": "lake", "沟渠": "canal", "sea": "sea",
}  # fmt: skip
_GREEN = {
    "park": "park", "garden": "park", "golf_course": "park", "recreation_ground": "park", "forest": "forest",
    "wood": "forest", "scrub": "forest", "grass": "grass", "meadow": "grass", "grassland": "grass",
    "village_green": "grass", "farmland": "farmland", "orchard": "farmland", "公园": "park", "林地": "forest",
    "草地": "grass", "耕地": "farmland", "绿地": "park", "nature_reserve": "forest", "wetland": "grass",
}  # fmt: skip


def _water(tags: Tags) -> dict[str, Value] | None:
    given = [pick(tags, k) for k in ("water", "waterway", "kind", "class", "fclass", "类型")]
    kind = next((_WATER[str(one)] for one in given if str(one) in _WATER), "lake")
    return _filled(name=_name(tags), kind=kind)


def _green(tags: Tags) -> dict[str, Value] | None:
    given = [pick(tags, k) for k in ("leisure", "landuse", "natural", "kind", "class", "fclass", "类型")]
    kind = next((_GREEN[str(one)] for one in given if str(one) in _GREEN), "park")
    return _filled(name=_name(tags), kind=kind)


_PLACE_KEYS = ("amenity", "shop", "tourism", "railway", "public_transport", "office", "leisure", "highway")
_PLACES = {
    "hospital": ("hospital", 1), "clinic": ("clinic", 3), "pharmacy": ("shop", 4), "school": ("school", 2),
    "kindergarten": ("school", 3), "university": ("school", 1), "college": ("school", 1),
    "townhall": ("government", 1), "government": ("government", 1), "police": ("police", 2),
    "fire_station": ("fire", 2), "station": ("station", 1), "bus_stop": ("bus", 4), "bus_station": ("bus", 2),
    "fuel": ("fuel", 3), "marketplace": ("market", 2), "mall": ("market", 2), "supermarket": ("market", 3),
    "parking": ("parking", 4), "park": ("park", 2), "place_of_worship": ("other", 3),
    "library": ("culture", 2), "museum": ("culture", 1), "theatre": ("culture", 2),
    "attraction": ("culture", 2), "community_centre": ("community", 3), "community": ("community", 3),
    "bank": ("shop", 4), "restaurant": ("shop", 4), "fire": ("fire", 2), "bus": ("bus", 4),
    "market": ("market", 2), "clinic_post": ("clinic", 3), "culture": ("culture", 2), "waste": ("waste", 3),
    "toilets": ("toilets", 4), "factory": ("factory", 3),
}  # fmt: skip


def _place(tags: Tags) -> dict[str, Value] | None:
    name = _name(tags)
    given = [pick(tags, k) for k in ("class", "kind", "fclass", *_PLACE_KEYS, "类别")]
    known = next((_PLACES[str(one)] for one in given if str(one) in _PLACES), ("other", 4))
    rank = number(pick(tags, "rank"))
    if name is None:
        return None
    return {"name": name, "class": known[0], "rank": int(rank) if rank is not None else known[1]}


_LEVELS = {4: "city", 5: "city", 6: "district", 8: "street", 10: "community"}
_BY_CODE = {6: "district", 9: "street", 12: "community", 15: "grid"}


def _area(tags: Tags) -> dict[str, Value] | None:
    code = text(pick(tags, "code", "adcode", "代码", "bm"))
    depth = number(pick(tags, "admin_level"))
    level = text(pick(tags, "level")) or (_LEVELS.get(int(depth)) if depth else None)
    if level is None and code is not None:
        level = "city" if len(code) == 6 and code.endswith("00") else _BY_CODE.get(len(code))  # noqa: PLR2004
    return _filled(name=_name(tags), code=code, level=level or "district")


_AREA_ZOOMS = {"city": 6, "district": 6, "street": 9, "community": 11, "grid": 12}
_GREEN_ZOOMS = {"forest": 8, "park": 9, "farmland": 10, "grass": 12}
_PLACE_ZOOMS = {1: 12, 2: 13, 3: 14, 4: 14}

KINDS: dict[str, LayerKind] = {
    kind.name: kind
    for kind in (
        LayerKind("green", (POLYGON,), _green, lambda t: _GREEN_ZOOMS[str(t["kind"])], ("绿地", "landuse")),
        LayerKind(
            "water", (POLYGON, LINE), _water, lambda t: 12 if t["kind"] == "stream" else 7, ("水系", "水面")
        ),
        LayerKind("areas", (POLYGON,), _area, lambda t: _AREA_ZOOMS.get(str(t["level"]), 9), ("区域",)),
        LayerKind("grids", (POLYGON,), _area, lambda _: 12, ("网格",)),
        LayerKind("roads", (LINE,), _road, lambda t: ROAD_ZOOMS[str(t["class"])], ("道路", "路网")),
        LayerKind("buildings", (POLYGON,), _building, lambda _: 13, ("建筑", "建筑物", "房屋")),
        LayerKind(
            "poi", (POINT,), _place, lambda t: _PLACE_ZOOMS.get(int(t["rank"]), 14), ("places", "兴趣点")
        ),
    )
}


def layer_of_name(name: str) -> str | None:
    """Return the layer that a file or table name speaks of: ``roads``, ``gis_buildings_a``, ``道路``."""
    folded = name.lower()
    for kind in KINDS.values():
        if any(word in folded for word in (kind.name, kind.name.removesuffix("s"), *kind.words)):
            return kind.name
    return None


_GREEN_TAGS = ("leisure", "landuse", "natural")


def _surface(tags: Tags) -> str | None:
    """Return the layer of an area of OpenStreetMap."""
    if tags.get("building"):
        return "buildings"
    if tags.get("boundary") == "administrative":
        return "areas"
    wet = tags.get("water") or tags.get("natural") == "water" or tags.get("waterway") == "riverbank"
    if wet or tags.get("landuse") in ("reservoir", "basin"):
        return "water"
    return "green" if any(tags.get(key) in _GREEN for key in _GREEN_TAGS) else None


def _way(tags: Tags) -> str | None:
    """Return the layer of a line of OpenStreetMap."""
    if str(tags.get("highway", "")).removesuffix("_link") in _ROADS or tags.get("railway") in _RAILS:
        return "roads"
    return "water" if tags.get("waterway") in _WATER else None


def layers_of_tags(tags: Tags, kind: int) -> list[str]:
    """Return the layers that a feature of OpenStreetMap belongs to by its tags."""
    first = _surface(tags) if kind == POLYGON else _way(tags) if kind == LINE else None
    found = [] if first is None else [first]
    if kind in (POINT, POLYGON) and tags.get("name") and any(tags.get(k) in _PLACES for k in _PLACE_KEYS):
        found.append("poi")
    return found
