"""From rules that are switched on to programs over the devices that are registered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np

from yiwang.base.alarms.errors import RuleInvalidError
from yiwang.base.alarms.model.arrays import Indices, Ints
from yiwang.base.alarms.model.program import Members, Program
from yiwang.base.alarms.model.rule import Rule, Subject
from yiwang.base.alarms.model.tree import LeafPlan, plan
from yiwang.base.geography import api as geography
from yiwang.base.sensing import api as sensing
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Tx
from yiwang.kernel.worktime import WorkCalendar


class City:
    """The city as conditions see it."""

    def __init__(self, areas: Any, calendars: Mapping[str, WorkCalendar]) -> None:
        self.areas, self.calendars = areas, calendars
        self.zone: str = areas.city.timezone

    def is_as(self, other: City | None) -> bool:
        """Tell whether areas and calendars are those of ``other``."""
        return other is not None and self.areas is other.areas and self.calendars is other.calendars

    def calendar(self, code: str) -> WorkCalendar:
        """Return a work calendar; raises ``rule_invalid``."""
        if code not in self.calendars:
            raise RuleInvalidError(why_zh=f"没有工作日历“{code}”", why_en=f"there is no calendar {code!r}")
        return self.calendars[code]

    def polygon(self, area: str) -> Any:
        """Return the polygon of an area; raises ``rule_invalid``."""
        if area not in self.areas.polygons:
            raise RuleInvalidError(
                why_zh=f"区域“{area}”没有边界", why_en=f"area {area!r} does not exist or has no polygon"
            )
        return self.areas.polygons[area]

    def place(self, path: list[str], level: str) -> str | None:
        """Return the area of ``level`` on a path."""
        for code in path:
            area = self.areas.get(code)
            if area is not None and area.level == level:
                return code
        return None


async def surroundings(tx: Tx) -> City:
    """Return the city."""
    return City(await geography.areas(tx), await workflow.calendars(tx))


class Roster:
    """Who is registered, for the rules of one look: what several of them ask is asked once.

    Equal answers are one array, so that rules over the same devices share it.
    """

    def __init__(
        self,
        tx: Tx,
        partition: int = 0,
        partitions: int = 1,
        *,
        gateway: int | None = None,
        elsewhere: bool = True,
    ) -> None:
        """``gateway``: only what is behind it; without ``elsewhere``: not what is judged at a gateway.

        Rules about places look at all devices of the place, wherever each is judged by itself.
        """
        self._tx, self._partition, self._partitions = tx, partition, partitions
        self._gateway, self._elsewhere = gateway, elsewhere
        self._found: dict[Any, sensing.Chosen] = {}
        self._same: dict[bytes, Ints] = {}

    async def of(self, subject: Subject, leaf: LeafPlan, products: tuple[int, ...] | None) -> sensing.Chosen:
        """Return the devices that a condition looks at; with their areas where those decide the subject."""
        paths = subject.together != "device" and subject.area_level is not None
        elsewhere = self._elsewhere or subject.together != "device"
        question = (products, subject.area, (*subject.tags, *leaf.tags), subject.devices, paths, elsewhere)
        if question not in self._found:
            no, path = await sensing.chosen(
                self._tx,
                products=products,
                area=subject.area,
                tags=question[2],
                codes=subject.devices,
                partition=self._partition,
                partitions=self._partitions,
                paths=paths,
                gateway=self._gateway,
                elsewhere=elsewhere,
            )
            self._found[question] = sensing.Chosen(self.one(no), path)
        return self._found[question]

    def one(self, devices: Ints) -> Ints:
        """Return the array that stands for all equal ones."""
        return self._same.setdefault(devices.tobytes(), devices)


async def compile_rule(
    tx: Tx, rule: Rule, city: City, roster: Roster | None = None, old: Program | None = None
) -> Program:
    """Return the program of ``rule`` over the devices in service now; ``old`` if it would be the same.

    Raises ``rule_invalid`` for what is not there: product, property, area, calendar.
    """
    roster = roster or Roster(tx)
    planned = plan(rule)
    products = await sensing.products(tx)
    found: list[tuple[LeafPlan, tuple[int, ...], sensing.Chosen]] = []
    for leaf in planned.leaves:
        numbers, props = _properties(products, leaf, rule.subject)
        found.append((leaf, props, await roster.of(rule.subject, leaf, numbers)))
    keys, members = _circle(rule, found, city, roster)
    if old is not None and old.plan.rule == rule and old.looks_at(keys, members):
        return old
    return Program(planned, keys, members, city)


def watched(program: Program) -> Ints:
    """Return the numbers of the devices that a program looks at, rising; the clock is no device."""
    pairs = zip(program.plan.leaves, program.members, strict=True)
    looked = [m.device for leaf, m in pairs if leaf.needs != "clock"]
    return np.unique(np.concatenate(looked)) if looked else np.empty(0, dtype=np.int32)


def _properties(
    products: sensing.Products, leaf: LeafPlan, subject: Subject
) -> tuple[tuple[int, ...] | None, tuple[int, ...]]:
    """Return the numbers of products that a condition looks at (``None``: all), and of the property."""
    wanted = leaf.product or subject.product
    if wanted is not None and wanted not in products.by_code:
        raise RuleInvalidError(
            field="subject.product", why_zh=f"没有产品“{wanted}”", why_en=f"there is no product {wanted!r}"
        )
    chosen = [products.by_code[wanted]] if wanted is not None else list(products.by_code.values())
    if leaf.prop is None:
        return (None if wanted is None else tuple(p.no for p in chosen)), ()
    having = [p for p in chosen if leaf.prop in p.props]
    if not having:
        raise RuleInvalidError(
            field=leaf.path, why_zh=f"没有属性“{leaf.prop}”", why_en=f"there is no property {leaf.prop!r}"
        )
    return tuple(p.no for p in having), tuple(p.props[leaf.prop] for p in having)


_Found: TypeAlias = list[tuple[LeafPlan, tuple[int, ...], sensing.Chosen]]


def _circle(rule: Rule, found: _Found, city: City, roster: Roster) -> tuple[Ints | list[str], list[Members]]:
    """Return the subjects of a rule, and who each of its conditions looks at."""
    devices = [chosen.no for *_, chosen in found]
    keys: Ints | list[str]
    subjects: list[Indices | None]
    if rule.subject.together == "device":
        watching = [d for d, (leaf, *_) in zip(devices, found, strict=True) if leaf.needs != "clock"]
        keys = every = roster.one(_union(watching))
        subjects = [None if np.array_equal(d, every) else np.searchsorted(every, d) for d in devices]
        devices = [every if s is None else d for s, d in zip(subjects, devices, strict=True)]
    else:
        keys, devices, subjects = _places(rule, found, devices, city)
    members = [
        _member(leaf, device, subject, props, len(keys))
        for (leaf, props, _), device, subject in zip(found, devices, subjects, strict=True)
    ]
    return keys, members


def _union(devices: list[Ints]) -> Ints:
    if not devices:
        return np.empty(0, dtype=np.int32)
    first, *others = devices
    return first if all(d is first for d in others) else np.unique(np.concatenate(devices))


def _member(
    leaf: LeafPlan, device: Ints, subject: Indices | None, props: tuple[int, ...], size: int
) -> Members:
    if leaf.needs == "clock":  # one member per subject: time is the same for all
        return Members(np.arange(size, dtype=np.int32), None)
    return Members(device, subject, props)


def _places(
    rule: Rule, found: _Found, devices: list[Ints], city: City
) -> tuple[list[str], list[Ints], list[Indices | None]]:
    """Return the places, and for each condition its devices and the place of each."""
    level = rule.subject.area_level
    codes: list[list[str | None]] = [
        [city.place(path, level) for path in chosen.path or ()]
        if level
        else [rule.subject.area or "all"] * len(chosen.no)
        for *_, chosen in found
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
