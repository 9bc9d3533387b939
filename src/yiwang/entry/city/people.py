"""The organisation of a fictional city: units, people, and who answers for which matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.random import Generator

from yiwang.entry.city.words import common_matters, names

GRADES = ("A", "B", "C")
#: Departments whose matters the district's city management assists with.
_ASSISTED = frozenset({"build", "market"})
_ENFORCING = frozenset({"city", "police", "market", "eco"})
#: Matters that two departments answer for, depending on the place: the list has no single answer, and a
#: dispatcher decides between ranked candidates.
_SHARED = {"06036": "clean", "09010": "police", "06035": "city"}
_SCENES = ("主次干道", "背街小巷和小区周边")


def units_of(called: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the units of a city with these names, upper ones first."""
    words = names()
    centre = words["city_units"][0]["code"]
    units = [
        {
            "code": u["code"],
            "name": _of_city(u["name"], called),
            "kind": u["kind"],
            "area": called["city"]["code"],
        }
        | ({} if u["code"] == centre else {"parent": centre})
        for u in words["city_units"]
    ]
    for number, district in enumerate(called["districts"]):
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
        for s, street in enumerate(called["streets"][number], start=1):
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


def _of_city(name: str, called: dict[str, Any]) -> str:
    """Put this city's name where the data file has that of its first city."""
    first, ours = names()["city"]["name"].removesuffix("市"), called["city"]["name"].removesuffix("市")
    return str(name).replace(first, ours)


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


def people_of(units: Sequence[dict[str, Any]], communities: Sequence[str], rng: Generator) -> dict[str, Any]:
    """Return posts, persons and accounts: the centre's desks, handlers of all units, grid workers."""
    words = names()
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
        for community in [c for c in communities if c.startswith(unit["area"])]:
            for _ in range(2):
                hire(unit["code"], post, ["verifier"], community)
    return {"posts": posts, "persons": persons, "accounts": accounts}


def responsibilities_of(called: dict[str, Any], units: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return who leads each common matter in each district, with limits per grade."""
    city = {u["key"]: u["code"] for u in names()["city_units"]}
    titles = {u["code"]: u["name"] for u in units}
    city_name = called["city"]["name"]
    entries = []
    for district in called["districts"]:
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
                "duty_type": "行政执法" if matter["dept"] in _ENFORCING else "公共服务",
                "legal_basis": f"{city_name}权责清单（虚构）：{titles[lead]}职责第{matter['code']}项",
                "limits": {"handle": handle, "sign": {"*": {"amount": 2, "unit": "work_hour"}}},
                "valid_from": "2026-01-01",
            }
            if matter["dept"] in _ASSISTED:
                entry["assist_units"] = [unit_code(district["code"], "city")]
            entries.extend(_by_scene(entry, district, titles, city_name))
    return {"change_basis": f"{called['city']['name']} 2026 年权责清单（虚构，供演示）", "entries": entries}


def _by_scene(
    entry: dict[str, Any], district: dict[str, Any], titles: dict[str, str], city_name: str
) -> list[dict[str, Any]]:
    """Return the entry, or one per scene where two departments share the matter."""
    code = entry["matter"].removeprefix("matter:")
    other = _SHARED.get(code)
    if other is None:
        return [entry]
    second = unit_code(district["code"], other)
    basis = f"{city_name}权责清单（虚构）：{titles[second]}职责第{code}项"
    return [
        entry | {"scene": _SCENES[0]},
        entry | {"scene": _SCENES[1], "lead_unit": second, "legal_basis": basis},
    ]
