"""An overlay pack of a small fictional city, the same for the same seed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import shapely
import yaml
from numpy.random import Generator, default_rng
from shapely.geometry import mapping
from shapely.ops import unary_union

from yiwang.entry.demo.land import Plot, draw
from yiwang.entry.demo.words import common_matters, names

SHAPE = (3, 3, 160)
PACK = "demo-city"
GRADES = ("A", "B", "C")
VERSION = "1.1.0"
#: Departments whose matters the district's city management assists with.
_ASSISTED = frozenset({"build", "market"})
#: Matters that two departments answer for, depending on the place: the list has no single answer, and a
#: dispatcher decides between ranked candidates.
_SHARED = {"06036": "clean", "09010": "police", "06035": "city"}
_SCENES = ("主次干道", "背街小巷和小区周边")
_ENFORCING = frozenset({"city", "police", "market", "eco"})


def generate(out: Path, *, seed: int = 1) -> Path:
    """Write the pack of the fictional city into ``out``/demo-city and return that folder."""
    words = names()
    rng = default_rng(seed)
    plots, _ = draw(words["city"]["lon"], words["city"]["lat"], rng, SHAPE)
    areas = _areas(plots, words)
    folder = out / PACK
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "areas.geojson").write_text(json.dumps(areas, ensure_ascii=False, separators=(",", ":")))
    _write(folder / "city.yaml", {"city": words["city"] | {"timezone": "Asia/Shanghai", "crs": "wgs84"}})
    units = _units(words)
    _write(folder / "people.yaml", {"units": units} | _people(words, units, areas, rng))
    _write(folder / "responsibilities.yaml", _responsibilities(words, units))
    _write(folder / "pack.yaml", _manifest(words, seed))
    return folder


def _write(path: Path, data: Any) -> None:
    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(data, Dumper=_no_alias(dumper), allow_unicode=True, sort_keys=False, width=110)
    path.write_text(text, "utf-8")


def _no_alias(base: Any) -> Any:
    class Plain(base):  # type: ignore[misc]
        def ignore_aliases(self, data: Any) -> bool:
            del data
            return True

    return Plain


def _manifest(words: dict[str, Any], seed: int) -> dict[str, Any]:
    return {
        "id": PACK,
        "version": VERSION,
        "kind": "overlay",
        "title": {"zh": f"虚构城市{words['city']['name']}", "en": words["city"]["name_en"]},
        "description": f"由种子 {seed} 生成的虚构城市，用于演示与试用；人名、地名、代码均为虚构。",
        "owner": "Yiwang contributors",
        "licence": "Apache-2.0",
        "needs": {"base-catalogue": ">=1.0.0", "grid": ">=1.0.0"},
        "sections": {
            "geography": ["city.yaml", "areas.geojson"],
            "identity": ["people.yaml"],
            "responsibilities": ["responsibilities.yaml"],
        },
    }


def _areas(plots: list[Plot], words: dict[str, Any]) -> dict[str, Any]:
    """Return all areas of five levels; every upper one is the union of those right below it."""
    features: list[dict[str, Any]] = []
    tree: dict[int, dict[int, dict[int, list[Plot]]]] = {}
    for plot in plots:
        below = tree.setdefault(plot.district, {}).setdefault(plot.street, {})
        below.setdefault(plot.community, []).append(plot)
    name = iter(words["communities"])
    wholes = []
    for d, streets in sorted(tree.items()):
        district = words["districts"][d]
        parts = []
        for s, (_, communities) in enumerate(sorted(streets.items()), start=1):
            code = f"{district['code']}{s:03d}"
            street: list[Any] = []
            for c, (_, grids) in enumerate(sorted(communities.items()), start=1):
                community, title = f"{code}{c:03d}", next(name)
                grids.sort(key=lambda p: (p.polygon.centroid.x, -p.polygon.centroid.y))
                for g, grid in enumerate(grids, start=1):
                    features.append(_feature(f"{community}{g:03d}", f"{title}第{g}网格", grid.polygon))
                street.append(unary_union([g.polygon for g in grids]))
                features.append(_feature(community, f"{title}社区", street[-1]))
            parts.append(unary_union(street))
            features.append(_feature(code, words["streets"][d][s - 1], parts[-1], GRADES[s - 1]))
        wholes.append(unary_union(parts))
        features.append(_feature(district["code"], district["name"], wholes[-1]))
    features.append(_feature(words["city"]["code"], words["city"]["name"], unary_union(wholes)))
    return {"type": "FeatureCollection", "features": features}


def _feature(code: str, name: str, shape: Any, grade: str | None = None) -> dict[str, Any]:
    properties = {"code": code, "name": name} | ({"grade": grade} if grade else {})
    return {"type": "Feature", "properties": properties, "geometry": mapping(shapely.normalize(shape))}


def _units(words: dict[str, Any]) -> list[dict[str, Any]]:
    centre = words["city_units"][0]["code"]
    units = [
        {"code": u["code"], "name": u["name"], "kind": u["kind"], "area": words["city"]["code"]}
        | ({} if u["code"] == centre else {"parent": centre})
        for u in words["city_units"]
    ]
    for number, district in enumerate(words["districts"]):
        for department in words["departments"]:
            code = unit_code(district["code"], department["key"])
            parent = centre if department["key"] == "centre" else unit_code(district["code"], "centre")
            units.append(
                {
                    "code": code,
                    "name": district["name"] + department["name"],
                    "kind": department["kind"],
                    "area": district["code"],
                    "parent": parent,
                }
            )
        for s, street in enumerate(words["streets"][number], start=1):
            office = "人民政府" if street.endswith("镇") else "办事处"
            units.append(
                {
                    "code": f"{district['code']}{s:03d}-JD",
                    "name": district["name"] + street + office,
                    "kind": "street",
                    "area": f"{district['code']}{s:03d}",
                    "parent": unit_code(district["code"], "centre"),
                }
            )
    return units


def unit_code(district: str, key: str) -> str:
    """Return the code of a district's department."""
    return f"{district}-{key.upper()}"


_CENTRE_POSTS = (
    ("ZX", "坐席", ["agent"], 6),
    ("ZBZ", "值班长", ["agent", "dispatcher"], 2),
    ("PQ", "派遣员", ["dispatcher"], 4),
    ("DB", "督办员", ["supervisor"], 2),
    ("KH", "考核员", ["assessor"], 2),
    ("LD", "中心领导", ["leader"], 2),
)


def _people(
    words: dict[str, Any], units: list[dict[str, Any]], areas: dict[str, Any], rng: Generator
) -> dict[str, Any]:
    """Return posts, persons and accounts: the centre's desks, handlers of all units, grid workers."""
    posts: list[dict[str, Any]] = []
    persons: list[dict[str, Any]] = []
    accounts: list[dict[str, Any]] = []

    def hire(unit: str, post: str, roles: list[str], area: str | None) -> None:
        number = f"P{len(persons) + 1:04d}"
        name = str(rng.choice(list(words["surnames"]))) + str(rng.choice(words["given"]))
        persons.append({"code": number, "name": name, "unit": unit, "posts": [post]})
        persons[-1]["phone"] = f"199{rng.integers(0, 10**8):08d}"
        own = unit if roles == ["handler"] else None  # a handler sees what waits for the unit
        account = {"name": f"yj{len(persons):04d}", "roles": roles, "person": number}
        bounds = {"area": area, "unit": own}
        accounts.append(account | {name: code for name, code in bounds.items() if code is not None})

    centre = units[0]["code"]
    for key, title, roles, count in _CENTRE_POSTS:
        posts.append({"code": f"{centre}-{key}", "name": title, "unit": centre, "roles": roles})
        for _ in range(count):
            hire(centre, f"{centre}-{key}", roles, None)
    for unit in units[1:]:
        post = f"{unit['code']}-CZ"
        posts.append({"code": post, "name": "处置人员", "unit": unit["code"], "roles": ["handler"]})
        hire(unit["code"], post, ["handler"], unit["area"])
    for unit in units:
        if unit["kind"] != "street":
            continue
        post = f"{unit['code']}-WG"
        posts.append({"code": post, "name": "网格员", "unit": unit["code"], "roles": ["verifier"]})
        inside = [f["properties"]["code"] for f in areas["features"]]
        for community in [c for c in inside if len(c) == 12 and c.startswith(unit["area"])]:  # noqa: PLR2004
            for _ in range(2):
                hire(unit["code"], post, ["verifier"], community)
    return {"posts": posts, "persons": persons, "accounts": accounts}


def _responsibilities(words: dict[str, Any], units: list[dict[str, Any]]) -> dict[str, Any]:
    """Return who leads each common matter in each district, with limits per grade."""
    city = {u["key"]: u["code"] for u in words["city_units"]}
    titles = {u["code"]: u["name"] for u in units}
    entries = []
    for district in words["districts"]:
        for matter in common_matters():
            lead = city.get(matter["dept"]) or unit_code(district["code"], matter["dept"])
            handle = {
                grade: {"amount": amount, "unit": matter["unit"]}
                for grade, amount in zip(GRADES, matter["limits"], strict=True)
            }
            entry = {
                "matter": f"matter:{matter['code']}",
                "area": district["code"],
                "lead_unit": lead,
                "duty_type": "行政执法"
                if matter["dept"] in ("city", "police", "market", "eco")
                else "公共服务",
                "legal_basis": f"云津市权责清单（虚构）：{titles[lead]}职责第{matter['code']}项",
                "limits": {"handle": handle, "sign": {"*": {"amount": 2, "unit": "work_hour"}}},
                "valid_from": "2026-01-01",
            }
            if matter["dept"] in _ASSISTED:
                entry["assist_units"] = [unit_code(district["code"], "city")]
            entries.extend(_by_scene(entry, district, titles))
    return {"change_basis": "云津市 2026 年权责清单（虚构，供演示）", "entries": entries}


def _by_scene(
    entry: dict[str, Any], district: dict[str, Any], titles: dict[str, str]
) -> list[dict[str, Any]]:
    """Return the entry, or one per scene where two departments share the matter."""
    code = entry["matter"].removeprefix("matter:")
    other = _SHARED.get(code)
    if other is None:
        return [entry]
    second = unit_code(district["code"], other)
    basis = f"云津市权责清单（虚构）：{titles[second]}职责第{code}项"
    return [
        entry | {"scene": _SCENES[0]},
        entry | {"scene": _SCENES[1], "lead_unit": second, "legal_basis": basis},
    ]
