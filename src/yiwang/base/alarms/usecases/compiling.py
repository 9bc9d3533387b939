"""From rules that are switched on to programs over the devices that are registered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from yiwang.base.alarms.errors import RuleInvalidError
from yiwang.base.alarms.model.arrays import Indices, Ints
from yiwang.base.alarms.model.functions import Surroundings
from yiwang.base.alarms.model.program import Members, Program
from yiwang.base.alarms.model.rule import Rule, Subject
from yiwang.base.alarms.model.tree import LeafPlan, Plan, plan
from yiwang.base.geography import api as geography
from yiwang.base.sensing import api as sensing
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Row, Tx
from yiwang.kernel.worktime import WorkCalendar


class City:
    """The city as conditions see it."""

    def __init__(self, areas: Any, calendars: Mapping[str, WorkCalendar]) -> None:
        self._areas, self._calendars = areas, calendars
        self.zone: str = areas.city.timezone

    def calendar(self, code: str) -> WorkCalendar:
        """Return a work calendar; raises ``rule_invalid``."""
        if code not in self._calendars:
            raise RuleInvalidError(why_zh=f"没有工作日历“{code}”", why_en=f"there is no calendar {code!r}")
        return self._calendars[code]

    def polygon(self, area: str) -> Any:
        """Return the polygon of an area; raises ``rule_invalid``."""
        if area not in self._areas.polygons:
            raise RuleInvalidError(
                why_zh=f"区域“{area}”没有边界", why_en=f"area {area!r} does not exist or has no polygon"
            )
        return self._areas.polygons[area]

    def place(self, path: list[str], level: str) -> str | None:
        """Return the area of ``level`` on a path."""
        for code in path:
            area = self._areas.get(code)
            if area is not None and area.level == level:
                return code
        return None


async def surroundings(tx: Tx) -> City:
    """Return the city."""
    return City(await geography.areas(tx), await workflow.calendars(tx))


async def compile_rule(tx: Tx, rule: Rule, city: City, partition: int = 0, partitions: int = 1) -> Program:
    """Return the program of ``rule`` over the devices of a partition that are in service now.

    Raises ``rule_invalid`` for what is not there: product, property, area, calendar.
    """
    planned = plan(rule)
    products = await sensing.products(tx)
    found: list[tuple[LeafPlan, tuple[int, ...], list[Row]]] = []
    for leaf in planned.leaves:
        numbers, props = _properties(products, leaf, rule.subject)
        rows = await sensing.chosen(
            tx,
            products=numbers,
            area=rule.subject.area,
            tags=(*rule.subject.tags, *leaf.tags),
            codes=rule.subject.devices,
            partition=partition,
            partitions=partitions,
            paths=rule.subject.together == "area",
        )
        found.append((leaf, props, rows))
    return _program(planned, found, city)


def watched(program: Program) -> list[int]:
    """Return the numbers of the devices that a program looks at; what looks at the clock has none."""
    pairs = zip(program.plan.leaves, program.members, strict=True)
    return sorted({int(d) for leaf, m in pairs if leaf.needs != "clock" for d in m.device.tolist()})


def _properties(
    products: sensing.Products, leaf: LeafPlan, subject: Subject
) -> tuple[list[int] | None, tuple[int, ...]]:
    """Return the numbers of products that a condition looks at (``None``: all), and of the property."""
    wanted = leaf.product or subject.product
    if wanted is not None and wanted not in products.by_code:
        raise RuleInvalidError(
            field="subject.product", why_zh=f"没有产品“{wanted}”", why_en=f"there is no product {wanted!r}"
        )
    chosen = [products.by_code[wanted]] if wanted is not None else list(products.by_code.values())
    if leaf.prop is None:
        return (None if wanted is None else [p.no for p in chosen]), ()
    having = [p for p in chosen if leaf.prop in p.props]
    if not having:
        raise RuleInvalidError(
            field=leaf.path, why_zh=f"没有属性“{leaf.prop}”", why_en=f"there is no property {leaf.prop!r}"
        )
    return [p.no for p in having], tuple(p.props[leaf.prop] for p in having)


def _program(
    planned: Plan, found: list[tuple[LeafPlan, tuple[int, ...], list[Row]]], city: Surroundings
) -> Program:
    rule = planned.rule
    devices: list[Ints] = [np.array([row["no"] for row in rows], dtype=np.int32) for *_, rows in found]
    watching = [d for d, (leaf, *_) in zip(devices, found, strict=True) if leaf.needs != "clock"]
    every: Ints = np.unique(np.concatenate(watching)) if watching else np.empty(0, dtype=np.int32)
    keys: list[Any]
    subjects: list[Indices | None]
    if rule.subject.together == "device":
        keys = every.tolist()
        subjects = [None if np.array_equal(d, every) else np.searchsorted(every, d) for d in devices]
        devices = [every if s is None else d for s, d in zip(subjects, devices, strict=True)]
    else:
        keys, devices, subjects = _places(rule, found, devices, city)
    members = [
        _member(leaf, device, subject, props, len(keys))
        for (leaf, props, _), device, subject in zip(found, devices, subjects, strict=True)
    ]
    return Program(planned, keys, members, city)


def _member(
    leaf: LeafPlan, device: Ints, subject: Indices | None, props: tuple[int, ...], size: int
) -> Members:
    if leaf.needs == "clock":  # one member per subject: time is the same for all
        return Members(np.arange(size, dtype=np.int32), None)
    return Members(device, subject, props)


def _places(
    rule: Rule, found: list[tuple[LeafPlan, tuple[int, ...], list[Row]]], devices: list[Ints], city: Any
) -> tuple[list[Any], list[Ints], list[Indices | None]]:
    """Return the places, and for each condition its devices and the place of each."""
    level = rule.subject.area_level
    codes: list[list[str | None]] = [
        [city.place(row["path"], level) if level else (rule.subject.area or "all") for row in rows]
        for *_, rows in found
    ]
    keys = sorted({code for part in codes for code in part if code is not None})
    place = {code: i for i, code in enumerate(keys)}
    kept: list[Ints] = []
    subjects: list[Indices | None] = []
    for device, part in zip(devices, codes, strict=True):
        inside = np.array([code is not None for code in part], dtype=np.bool_)
        kept.append(device[inside] if len(part) else device)
        subjects.append(np.array([place[code] for code in part if code is not None], dtype=np.intp))
    return keys, kept, subjects
