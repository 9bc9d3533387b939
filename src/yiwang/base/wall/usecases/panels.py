"""The panel set of the wall: one area's counts of one instant, and what a change does to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from yiwang.base.cases.messages import CaseChanged
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.matters import api as matters
from yiwang.base.wall.model.face import COMMUNITY, FIGURES, STREET
from yiwang.base.wall.store import reading as store
from yiwang.infra.database import Tx, Work
from yiwang.infra.delivery import waiting_since
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import NotFoundError

SUBSCRIBER = "wall.count"
#: Bounds of the ladder in hours before or after the deadline: over by three days, one day, at all; due …
RUNGS = (-72.0, -24.0, 0.0, 4.0, 24.0)
SERIES_DAYS, COMPARED_DAYS, WEEK = 14, 30, 7
_COUNTED = ("stage", "channel", "matter", "unit", "area")


def scope(actor: Actor, tree: geography.AreaTree, area: str | None) -> str | None:
    """Return the area that is looked at: the asked one or the actor's own; ``None`` is the whole city.

    Raises ``not_found`` for an area that is unknown or outside the actor's own.
    """
    tops = tree.children(None)
    own = None if actor.is_system else actor.area
    if area is not None and (area not in tree or not tree.contains(own, area)):
        raise NotFoundError(what_zh="区域", what_en="area", key=area)
    wanted = area or own
    return None if wanted is None or (len(tops) == 1 and wanted == tops[0]) else wanted


async def leaves(tx: Tx, chosen: Sequence[str]) -> tuple[str, ...] | None:
    """Return the keys that cases may have for ``chosen`` matters and classes; ``None`` if none were chosen.

    Raises ``not_found`` for a key that the catalogue does not have.
    """
    if not chosen:
        return None
    catalogue = await matters.catalogue(tx)
    found: list[str] = []
    for key in chosen:
        below = catalogue.under(key)
        if not below:
            raise NotFoundError(what_zh="事项", what_en="matter", key=key)
        found += below
    return tuple(dict.fromkeys(found))


def community_of(path: Sequence[str]) -> str | None:
    """Return the community in which the area at the end of ``path`` lies, if it lies in one."""
    return path[COMMUNITY - 1] if len(path) >= COMMUNITY else None


def daily_keys(shown: str | None, wanted: str | None, chosen: Sequence[str] | None) -> list[str]:
    """Return under which keys daily figures are kept: of an area, or of matters in the whole city."""
    if chosen is not None:
        return [f"m:{key}" for key in chosen]
    return [f"a:{shown}" if shown else "", *(["a:"] if wanted is None else [])]


async def panels(work: Work, area: str | None = None, of: Sequence[str] = ()) -> dict[str, Any]:
    """Return the counts of ``area`` and below, of one instant; two statements.

    ``of``: only cases of these matters and classes; comparisons of areas and units are left out then.

    ``seq`` is the number of the last ``wall.counted`` message that is in them: the next ones bring them up
    to date. ``behind_since``: the oldest change that is not counted yet, ``null`` if all are.
    """
    tree = await geography.areas(work.tx)
    wanted = scope(work.actor, tree, area)
    tops = tree.children(None)
    shown = wanted or (tops[0] if len(tops) == 1 else None)
    path = tree.path(shown) if shown is not None else ()
    today = work.now.astimezone(ZoneInfo(tree.city.timezone)).date()
    children = tree.children(shown)
    chosen = await leaves(work.tx, of)
    asked = store.Asked(
        area=wanted,
        depth=len(path),
        now=work.now,
        rungs=RUNGS,
        keys=daily_keys(shown, wanted, chosen),
        children=children if len(path) < STREET and chosen is None else (),
        whole_city=wanted is None,
        counted_daily=len(path) <= STREET if chosen is None else wanted is None,
        matters=chosen,
        community=community_of(path),
        since=today - timedelta(days=SERIES_DAYS),
        parts_since=today - timedelta(days=COMPARED_DAYS),
        week=today - timedelta(days=WEEK),
    )
    behind = await waiting_since(work.tx, SUBSCRIBER, [CaseChanged.kind])
    found = await store.panels(work.tx, asked)
    return _view(found, work.now, tree, wanted, path, chosen) | {
        "matters": chosen,
        "of": of,
        "date": today,
        "compared_days": COMPARED_DAYS,
        "behind_since": behind,
        "names": await _names(work.tx, found, tree, children),
        "children": [{"code": c, "name": _name(tree, c)} for c in children],
    }


def _view(
    found: dict[str, Any],
    now: datetime,
    tree: geography.AreaTree,
    wanted: str | None,
    path: tuple[str, ...],
    chosen: tuple[str, ...] | None,
) -> dict[str, Any]:
    live: dict[str, Any] = {by: {} for by in _COUNTED}
    rungs = [0] * (len(RUNGS) + 2)
    total, late = 0, 0
    for row in found["live"]:
        if row["by"] == "all":
            total, late = row["n"], row["late"]
        elif row["by"] == "rung":
            rungs[int(row["key"])] = row["n"]  # -1, without a deadline, is the last one
        else:
            live[row["by"]][row["key"]] = [row["n"], row["late"]]
    return {
        "seq": found["seq"],
        "at": now,
        "area": wanted,
        "path": [{"code": c, "name": _name(tree, c)} for c in path],
        "live": live | {"n": total, "late": late, "rungs": rungs, "bounds": RUNGS},
        "days": [{"day": row["day"], **{f: row[f] for f in FIGURES}} for row in found["days"]],
        "parts": {row["key"]: [row[f] for f in FIGURES] for row in found["parts"]},
        "moved": {row["key"][2:]: [row["now"], row["before"]] for row in found["moved"]},
        "important": [row["number"] for row in found["important"]],
        "latest": [
            n
            for n in found["latest"]
            if (wanted is None or wanted in n["path"]) and (chosen is None or n["matter"] in chosen)
        ][:20],
    }


def _name(tree: geography.AreaTree, code: str) -> str:
    area = tree.get(code)
    return code if area is None else area.name


async def _names(
    tx: Tx, found: dict[str, Any], tree: geography.AreaTree, children: tuple[str, ...]
) -> dict[str, dict[str, str]]:
    """Return names of all codes in the counts."""
    directory, catalogue = await identity.directory(tx), await matters.catalogue(tx)
    units = {r["key"] for r in found["live"] if r["by"] == "unit"}
    units |= {r["key"][2:] for r in found["parts"] if r["key"].startswith("u:")}
    units |= {n["unit"] for n in found["latest"] if n["unit"]}
    leaves = {r["key"] for r in found["live"] if r["by"] == "matter"}
    leaves |= {r["key"][2:] for r in found["moved"]} | {n["matter"] for n in found["latest"] if n["matter"]}
    areas = {*children, *(code for n in found["latest"] for code in n["path"][:STREET])}
    return {
        "unit": {c: unit.name for c in units if (unit := directory.unit(c)) is not None},
        "matter": {k: matter.name for k in leaves if (matter := catalogue.get(k)) is not None},
        "area": {c: _name(tree, c) for c in areas},
    }
