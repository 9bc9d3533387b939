"""Comparing: several indicators of many units or areas at once, each counted by one statement."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from yiwang.base.indicators.errors import DefinitionError
from yiwang.base.indicators.model.composite import needs_peers
from yiwang.base.indicators.model.cuts import NONE, By
from yiwang.base.indicators.model.values import Reason, Sum, Value, value_of
from yiwang.base.indicators.store import sums as store
from yiwang.base.indicators.store.sums import Past
from yiwang.base.indicators.usecases.asking import Asked, Ground, reasoned, sums_of, understood
from yiwang.infra.database import Work

#: By what objects may be compared.
COMPARED: Final = ("unit", "area")
_NOWHERE: Final = ""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """What an indicator comes to for one object; ``value`` is null with a ``reason``, as everywhere."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    missing: int = 0
    version: int
    reason: Reason | None = None


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Figures by object and code of the indicator, and of which instant the facts are."""

    figures: dict[str, dict[str, Figure]]
    as_of: datetime | None


async def compare(
    work: Work,
    asked: Sequence[Asked],
    dimension: str,
    members: Mapping[str, Collection[str]] | None = None,
    past: Past | None = None,
) -> Compared:
    """Return what each of ``asked`` comes to per object.

    ``members``: the units or areas that each object stands for; they are added up before anything is
    divided, so an object of many parts is no average of averages. Without it each part is an object.
    ``past``: counted from those facts, not from those of today.
    Raises ``indicator_definition`` for an indicator whose parts cannot be added up.
    """
    found: dict[str, dict[str, Figure]] = {}
    nothing: dict[str, Figure] = {}  # what an indicator comes to where it counted nothing
    as_of: datetime | None = None
    for one in asked:
        ground = dataclasses.replace(await understood(work, one), past=past)
        as_of = ground.as_of
        parts = await _parts(work, ground, dimension, members)
        valued = await _valued(work, ground, _folded(parts, members) | {_NOWHERE: {}})
        nothing[one.code] = _figure(ground, valued.pop(_NOWHERE))
        for key, value in valued.items():
            found.setdefault(key, {})[one.code] = _figure(ground, value)
    return Compared(figures={key: nothing | figures for key, figures in found.items()}, as_of=as_of)


def _figure(ground: Ground, value: Value) -> Figure:
    return Figure(
        value=value.value, numerator=value.numerator, denominator=value.denominator,
        missing=value.missing, version=ground.indicator.data.version, reason=value.reason,
    )  # fmt: skip


async def _parts(
    work: Work, ground: Ground, dimension: str, members: Mapping[str, Collection[str]] | None
) -> dict[str, dict[str, Sum]]:
    for measure in ground.book.measures_of(ground.indicator).values():
        if not measure.adds_up:
            raise DefinitionError(
                name=ground.indicator.data.code,
                why_zh="分位数和去重计数不能相加，不能用于比较",
                why_en="percentiles and distinct counts do not add up and cannot be compared",
            )
    if dimension != "area":
        return await sums_of(work, ground, By(dimension=dimension))
    wanted = sorted({area for areas in (members or {}).values() for area in areas})
    found: dict[str, dict[str, Sum]] = {}
    levels: dict[int, list[str]] = {}
    for area in wanted:
        levels.setdefault(len(ground.tree.path(area)), []).append(area)
    for level, areas in levels.items():
        parts = await sums_of(work, ground, By(dimension="area", level=level, areas=tuple(areas)))
        found |= {key: sums for key, sums in parts.items() if key in areas}
    return found


def _folded(
    parts: Mapping[str, Mapping[str, Sum]], members: Mapping[str, Collection[str]] | None
) -> dict[str, dict[str, Sum]]:
    """Add up the sums of the parts that each object stands for."""
    if members is None:
        return {key: dict(sums) for key, sums in parts.items() if key != NONE}
    found: dict[str, dict[str, Sum]] = {}
    for key, keys in members.items():
        whole: dict[str, Sum] = {}
        for part in keys:
            for code, more in parts.get(part, {}).items():
                old = whole.get(code, Sum())
                total = more.total if old.total is None else old.total + (more.total or 0)
                whole[code] = Sum(total, old.missing + more.missing)
        found[key] = whole
    return found


async def _valued(work: Work, ground: Ground, held: Mapping[str, Mapping[str, Sum]]) -> dict[str, Value]:
    peers = list(held.values()) if needs_peers(ground.indicator.data) else ()
    found = {key: value_of(ground.book, ground.indicator, sums, peers) for key, sums in held.items()}
    empty = [key for key, value in found.items() if value.reason == "zero_denominator"]
    if empty and ground.past is None:  # whether the source lacks a step is asked once, of the whole
        why = await reasoned(work, ground, found[empty[0]])
        found |= dict.fromkeys(empty, why)
    return found


async def counted(work: Work, asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """Return every case that any of ``asked`` could count: ``{id, version, number, unit, matter, path}``."""
    found: dict[Any, dict[str, Any]] = {}
    for one in asked:
        ground = await understood(work, one)
        measures = ground.book.measures_of(ground.indicator).values()
        for basis in {m.data.on for m in measures if m.of_cases}:
            for row in await store.within(work.tx, basis, ground.cut):
                found[row["id"]] = dict(row)
    return [found[key] for key in sorted(found)]
