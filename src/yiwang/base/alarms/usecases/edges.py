"""Rules that run at an edge node: which ones, over whom, and what they said there."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
import numpy as np
import shapely

from yiwang.base.alarms.model.program import Members, Program
from yiwang.base.alarms.model.rule import Rule
from yiwang.base.alarms.model.signals import Signal
from yiwang.base.alarms.model.tree import plan
from yiwang.base.alarms.store import alarms as store
from yiwang.base.alarms.store import rules as rule_store
from yiwang.base.alarms.store.rules import RUNNING
from yiwang.base.alarms.usecases import raising
from yiwang.base.alarms.usecases.compiling import City, Roster, compile_rule, surroundings
from yiwang.base.alarms.usecases.raising import fingerprint
from yiwang.base.alarms.usecases.recording import Recorder
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Tx, Work
from yiwang.kernel.errors import YiwangError
from yiwang.kernel.worktime import WorkCalendar

log = logging.getLogger(__name__)


class EdgeMembers(msgspec.Struct, frozen=True):
    """Who a condition looks at: numbers of devices, the subject of each (none: itself), properties."""

    devices: list[int]
    subject: list[int] | None
    props: list[int]


class EdgeRule(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a rule, compiled for the devices behind a node; ``raised``: what stands, by device."""

    version: int
    rule: Rule
    keys: list[int]
    members: list[EdgeMembers]
    raised: dict[int, int] = {}


class EdgeCity(msgspec.Struct, frozen=True):
    """As much of the city as conditions ask for."""

    zone: str
    calendars: dict[str, WorkCalendar]
    polygons: dict[str, bytes]

    def calendar(self, code: str) -> WorkCalendar:
        """Return a work calendar."""
        return self.calendars[code]

    def polygon(self, area: str) -> Any:
        """Return the polygon of an area."""
        return shapely.from_wkb(self.polygons[area])


class EdgeSignal(msgspec.Struct, frozen=True, kw_only=True):
    """What a node decided: a signal of the engine, by the version of a rule, of one device."""

    version: int
    device: int
    signal: Signal


class EdgeConfirm(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody at the node has seen the alarm of ``rule`` about ``device``."""

    rule: str
    version: int
    device: int
    by: str
    at: datetime


class _Asked(City):
    """The city, and the areas whose polygon was asked for."""

    def __init__(self, city: City) -> None:
        super().__init__(city.areas, city.calendars)
        self.polygons: dict[str, bytes] = {}

    def polygon(self, area: str) -> Any:
        found = super().polygon(area)
        self.polygons[area] = shapely.to_wkb(found)
        return found


async def edge_rules(tx: Tx, gateway: int) -> tuple[list[EdgeRule], EdgeCity]:
    """Return the rules in force about single devices behind ``gateway``, and what they ask of the city.

    Rules about places look at devices of several nodes: they stay at the centre.
    """
    city = _Asked(await surroundings(tx))
    roster = Roster(tx, gateway=gateway)
    found = []
    for version, rule in (await RUNNING.get(tx)).rules.values():
        if rule.subject.together != "device":
            continue
        try:
            program = await compile_rule(tx, rule, city, roster)
        except YiwangError:  # it rests at the centre too
            continue
        if len(program.keys):
            found.append(_edge_rule(program, version))
    standing = await store.standing(tx, [one.rule.code for one in found])
    for one in found:
        raised = {row["device"]: row["level"] for row in standing if row["rule"] == one.rule.code}
        one.raised.update((no, raised[no]) for no in one.keys if no in raised)
    return found, EdgeCity(city.zone, dict(city.calendars), city.polygons)


def _edge_rule(program: Program, version: int) -> EdgeRule:
    members = [
        EdgeMembers(m.device.tolist(), None if m.subject is None else m.subject.tolist(), list(m.props))
        for m in program.members
    ]
    keys = [int(key) for key in program.keys]
    return EdgeRule(version=version, rule=program.plan.rule, keys=keys, members=members, raised={})


def edge_program(edge_rule: EdgeRule, city: EdgeCity) -> Program:
    """Return the program of a rule at a node: the very same code as at the centre."""
    keys = np.array(edge_rule.keys, np.int32)
    members = [
        Members(
            keys if m.devices == edge_rule.keys else np.array(m.devices, np.int32),
            None if m.subject is None else np.array(m.subject, np.intp),
            tuple(m.props),
        )
        for m in edge_rule.members
    ]
    return Program(plan(edge_rule.rule), keys, members, city)


async def take_from_edge(work: Work, edge: str, said: Sequence[EdgeSignal | EdgeConfirm]) -> None:
    """Write what was decided at the node ``edge``, in its order and with its own times.

    In the caller's transaction, on the road of every alarm: fingerprint, storm, silence, report. Who takes
    something twice must not hand it over twice.
    """
    wanted = {(one.rule if isinstance(one, EdgeConfirm) else one.signal.rule, one.version) for one in said}
    rules = await rule_store.bodies(work.tx, list(wanted))
    for missing in wanted - set(rules):
        log.warning("edge node %s decided by rule %s@%d, which is not known", edge, *missing)
    for part in _parts(said, rules):
        if isinstance(part, EdgeConfirm):
            await _confirm(work, edge, part, rules[part.rule, part.version])
            continue
        versions = {one.signal.rule: (one.version, rules[one.signal.rule, one.version]) for one in part}
        await raising.take(work, [(one.signal, one.device) for one in part], versions, edge=edge)


def _parts(
    said: Sequence[EdgeSignal | EdgeConfirm], rules: Mapping[tuple[str, int], Rule]
) -> Iterator[list[EdgeSignal] | EdgeConfirm]:
    """Yield signals that can be taken together (one version of each rule), and confirmations, in order."""
    part: list[EdgeSignal] = []
    versions: dict[str, int] = {}
    for one in said:
        if isinstance(one, EdgeConfirm):
            if part:
                yield part
            part, versions = [], {}
            if (one.rule, one.version) in rules:
                yield one
            continue
        code = one.signal.rule
        if (code, one.version) not in rules:
            continue
        if versions.setdefault(code, one.version) != one.version:
            yield part
            part, versions = [], {code: one.version}
        part.append(one)
    if part:
        yield part


async def _confirm(work: Work, edge: str, said: EdgeConfirm, rule: Rule) -> None:
    sheets = await sensing.sheets(work.tx, [said.device])
    if said.device not in sheets:
        return
    mark = fingerprint(rule, sheets[said.device].code)
    held = (await store.open_by_fingerprint(work.tx, [mark])).get(mark)
    if held is None or held[0].confirmed_at is not None:
        return
    recorder = Recorder(work)
    recorder.hold([held])
    recorder.change(held[0].id, "confirm", {"by": said.by, "at": said.at.isoformat(), "edge": edge})
    await recorder.write()
