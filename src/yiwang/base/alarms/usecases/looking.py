"""Looking at alarms and rules without changing them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.alarms.errors import AlarmNotFoundError
from yiwang.base.alarms.model.alarm import Alarm
from yiwang.base.alarms.model.levels import NAMES
from yiwang.base.alarms.model.noise import groups
from yiwang.base.alarms.model.rule import Rule
from yiwang.base.alarms.model.tree import plan, read_leaf
from yiwang.base.alarms.store import alarms as store
from yiwang.base.alarms.store import rules as rule_store
from yiwang.base.alarms.store.alarms import AlarmFilter
from yiwang.base.alarms.usecases.acting import visible
from yiwang.base.alarms.usecases.compiling import Roster, compile_rule, surroundings, watched
from yiwang.base.audit import api as audit
from yiwang.infra.database import Row, Work
from yiwang.kernel.errors import YiwangError


async def find(
    work: Work, wanted: AlarmFilter, *, before: tuple[datetime, UUID] | None = None, limit: int = 100
) -> list[Alarm]:
    """Return alarms of the actor's area that match, newest first."""
    if work.actor.area is not None and wanted.area is None:
        wanted = msgspec.structs.replace(wanted, area=work.actor.area)
    found = await store.find(work.tx, wanted, before, limit)
    return [alarm for alarm in found if visible(work.actor, alarm)]


async def detail(work: Work, alarm: UUID) -> tuple[Alarm, list[dict[str, Any]]]:
    """Return an alarm and its journal; raises ``alarm_not_found``."""
    found = await store.alarm(work.tx, alarm)
    if found is None or not visible(work.actor, found):
        raise AlarmNotFoundError(alarm=str(alarm))
    lines = [
        {
            "at": line.at,
            "action": line.action,
            "actor": line.actor_name,
            "from": line.origin,
            "to": line.target,
            "data": {k: v for k, v in line.data.items() if k != "alarm"},
        }
        for line in await audit.history(work.tx, alarm)
    ]
    return found, lines


async def grouped(work: Work, by: Sequence[str], wanted: AlarmFilter) -> list[dict[str, Any]]:
    """Return living alarms in groups of equal labels: how many, the highest level, the newest."""
    found = await find(work, wanted, limit=5000)
    out = []
    for key, alarms in groups([(a, a.all_labels) for a in found], by).items():
        top = max(alarms, key=lambda a: (a.level, a.raised_at))
        out.append(
            {
                "labels": dict(zip(by, key, strict=True)),
                "count": len(alarms),
                "active": sum(a.active for a in alarms),
                "level": NAMES[top.level],
                "newest": max(a.raised_at for a in alarms),
                "top": top.id,
            }
        )
    return sorted(out, key=lambda g: (-int(g["count"]), str(g["labels"])))


async def rules(work: Work, code: str | None) -> list[Row]:
    """Return rules with their newest version and their counters."""
    return await rule_store.newest(work.tx, code)


async def watching(work: Work) -> list[dict[str, Any]]:
    """Return per rule that is switched on: how many devices and subjects it watches now, or why it rests."""
    city, roster = await surroundings(work.tx), Roster(work.tx)
    out: list[dict[str, Any]] = []
    for code, (version, rule) in (await rule_store.RUNNING.get(work.tx)).rules.items():
        told: dict[str, Any] = {"rule": code, "version": version, "resting": None}
        try:
            program = await compile_rule(work.tx, rule, city, roster)
        except YiwangError as error:
            out.append(told | {"devices": 0, "subjects": 0, "resting": error.as_dict()})
            continue
        out.append(told | {"devices": len(watched(program)), "subjects": len(program.keys)})
    return out


async def naming(
    work: Work, product: str, properties: Sequence[str], occurrences: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the rules that look at devices of a product by one of these properties or occurrences.

    A rule that names no product looks at whatever has the property. Those that run come first.
    """
    out: list[dict[str, Any]] = []
    for row in await rule_store.newest(work.tx, None):
        rule = msgspec.convert(row["body"], Rule)
        named = _named(rule, product)
        found = {
            "properties": sorted(named[0] & set(properties)),
            "occurrences": sorted(named[1] & set(occurrences)),
        }
        if any(found.values()):
            out.append({"rule": rule.code, "zh": rule.zh, "en": rule.en, "running": row["running"]} | found)
    return sorted(out, key=lambda one: (one["running"] is None, one["rule"]))


def _named(rule: Rule, product: str) -> tuple[set[str], set[str]]:
    """Return the properties and occurrences by which a rule looks at devices of ``product``."""
    props: set[str] = set()
    occurrences: set[str] = set()
    for leaf in plan(rule).leaves:
        if (leaf.product or rule.subject.product) not in {None, product}:
            continue
        if leaf.prop is not None:
            props.add(leaf.prop)
        if leaf.needs == "occurrence":
            occurrences |= _occurrences(leaf.params)
    return props, occurrences


def _occurrences(params: Any) -> set[str]:
    """Return the names in the parameters of a condition on occurrences, or of one that looks through it."""
    inside = getattr(params, "of", None)
    if inside is not None:
        return _occurrences(read_leaf(inside, "of")[1])
    return {params.name, *params.until}


async def precision(work: Work, days: float) -> list[dict[str, Any]]:
    """Return per rule: raised, judged true and false, and precision = true / (true + false)."""
    rows = await store.precision(work.tx, work.now - timedelta(days=days))
    out = []
    for row in rows:
        judged = row["said_true"] + row["said_false"]
        mean = row["mean_seconds"]
        out.append(
            dict(row)
            | {"precision": row["said_true"] / judged if judged else None}
            | {"mean_seconds": None if mean is None else float(mean)}
        )
    return out
