"""Rules: stored as versions, tried on the past, and only then switched on."""

from __future__ import annotations

from typing import Any

import msgspec

from yiwang.base.geography import api as geography
from yiwang.base.indicators import api as indicators
from yiwang.base.matters import api as matters
from yiwang.base.vitals import store
from yiwang.base.vitals.errors import VitalRuleNotFoundError, VitalRuleNotRehearsedError
from yiwang.base.vitals.model.judging import episodes, judge, merged
from yiwang.base.vitals.model.rule import COLOURS, Rule
from yiwang.base.vitals.usecases.series import PIECES, areas_of, watched
from yiwang.infra.database import Row, Work
from yiwang.kernel.errors import InvalidInputError


def rule_of(row: Row) -> Rule:
    """Return a stored rule."""
    return msgspec.convert(row["data"], Rule)


async def rules(work: Work) -> list[dict[str, Any]]:
    """Return the newest version of each rule, which one watches, and all versions."""
    found: dict[str, dict[str, Any]] = {}
    for row in await store.rules(work.tx):
        version = {name: row[name] for name in ("version", "at", "by_name", "on")}
        known = found.setdefault(
            row["code"],
            {
                "rule": row["data"],
                "rehearsed": row["rehearsed"],
                "version": row["version"],
                "watching": None,
                "versions": [],
            },
        )
        known["versions"].append(version)
        if row["on"]:
            known["watching"] = row["version"]
    return list(found.values())


async def put_rule(work: Work, rule: Rule) -> int:
    """Store a rule as a new version and return it; it does not watch yet. Raises ``invalid_input``."""
    await _check(work, rule)
    before = await store.rule(work.tx, rule.code)
    if before is not None and rule_of(before) == rule:
        return int(before["version"])
    version = 1 if before is None else before["version"] + 1
    await store.put_rule(work.tx, rule.code, version, msgspec.to_builtins(rule), work.now, work.actor.name)
    return version


async def _check(work: Work, rule: Rule) -> None:
    book = await indicators.book(work.tx)
    data = book.get(rule.indicator).data
    flaw = rule.flaw()
    if flaw is not None:
        raise InvalidInputError(field="limits", why_zh=flaw[0], why_en=flaw[1])
    if "time" not in data.drill or data.kind == "cumulative" or (rule.each and "area" not in data.drill):
        raise InvalidInputError(
            field="indicator",
            why_zh="这个指标不能按时间（或区域）展开",
            why_en="it has no parts by time (or by area)",
        )
    matter = None if rule.dispatch is None else rule.dispatch.matter
    if matter is not None and (await matters.catalogue(work.tx)).find(matter) is None:
        raise InvalidInputError(
            field="dispatch.matter", why_zh=f"没有事项“{matter}”", why_en=f"no matter {matter!r}"
        )


async def rehearse(work: Work, code: str, version: int | None = None) -> dict[str, Any]:
    """Try a version on the past, exactly as it would have watched, and keep what it would have raised.

    Returns ``{version, pieces, known, alerts, by_area}``: series with limits and the alerts of each area.
    """
    row = await store.rule(work.tx, code, version)
    if row is None:
        raise VitalRuleNotFoundError(name=code)
    rule = rule_of(row)
    tree = await geography.areas(work.tx)
    told: list[dict[str, Any]] = []
    for area in await areas_of(work, rule):
        series = await watched(work, rule, area, 3)
        judged = judge(rule, series)
        found = merged(rule, episodes(rule, judged), [p.period for p in series])
        name = None if area is None else getattr(tree.get(area), "name", None)
        told.append({"area": area, "name": name, "series": judged, "alerts": found})
    summary = {
        "at": work.now.isoformat(),
        "pieces": 3 * PIECES[rule.grain],
        "known": sum(one.known for area in told for one in area["series"]),
        "alerts": sum(len(area["alerts"]) for area in told),
        "colours": {
            c: sum(a.level == n for area in told for a in area["alerts"]) for n, c in enumerate(COLOURS, 1)
        },
    }
    await store.rehearsed(work.tx, code, row["version"], summary)
    return {"version": row["version"], **summary, "by_area": told}


async def switch(work: Work, code: str, version: int, *, on: bool) -> None:
    """Let a version watch, or none. Raises ``vital_rule_not_rehearsed`` for one never tried on the past."""
    row = await store.rule(work.tx, code, version)
    if row is None:
        raise VitalRuleNotFoundError(name=f"{code} v{version}")
    if on and row["rehearsed"] is None:
        raise VitalRuleNotRehearsedError(name=code, version=version)
    await store.switch(work.tx, code, version, on=on)
