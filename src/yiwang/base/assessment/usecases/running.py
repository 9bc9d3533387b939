"""Running a scheme: what everybody's score is at this moment, and of what it is made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from yiwang.base.assessment.definition import ObjectsData, SchemeData
from yiwang.base.assessment.errors import ObjectNotFoundError
from yiwang.base.assessment.model.schemes import digest
from yiwang.base.assessment.model.scoring import REASONS, Input, PartScore, Scored, score
from yiwang.base.assessment.store.editions import Held
from yiwang.base.assessment.usecases.defining import schemes
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.base.indicators import api as indicators
from yiwang.infra.database import Work
from yiwang.kernel.actor import SYSTEM, Actor


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A scheme over a period: its version, all objects scored, and of which instant the facts are."""

    scheme: SchemeData
    period: indicators.Period
    rows: list[Scored]
    as_of: datetime | None


async def run(
    work: Work, code: str, period: str, version: int | None = None, *, assessed: bool = True
) -> Run:
    """Compute a scheme for all its objects, whoever asks: ranks are of everybody.

    ``assessed``: without excluded cases (剔除), as it counts; otherwise with them, to see what they change.
    Raises ``assessment_scheme_not_found``, ``indicator_period``.
    """
    whole = indicators.period(period)
    scheme = (await schemes(work.tx)).get(code, whole.first, version)
    inputs, as_of = await read(work, scheme, whole.text, assessed=assessed)
    return Run(scheme=scheme, period=whole, rows=score(scheme, inputs), as_of=as_of)


async def read(
    work: Work, scheme: SchemeData, period: str, *, assessed: bool = True
) -> tuple[dict[str, dict[str, Input]], datetime | None]:
    """Return what the indicators say of every object, by part."""
    dimension, members = await objects(work, scheme.objects)
    asked = asked_of(scheme, period, assessed=assessed)
    found = await indicators.compare(work.beside(SYSTEM), asked, dimension, members)
    inputs = {
        key: {part.code: Input(**msgspec.structs.asdict(figures[part.indicator])) for part in scheme.parts}
        for key, figures in found.figures.items()
    }
    return inputs, found.as_of


def asked_of(scheme: SchemeData, period: str, *, assessed: bool = True) -> list[indicators.Asked]:
    """Return the questions that a scheme puts to indicators."""
    return [
        indicators.Asked(
            code=part.indicator, version=part.version, period=period, matter=scheme.matter,
            channel=scheme.channel, assessed=assessed,
        )
        for part in {part.indicator: part for part in scheme.parts}.values()
    ]  # fmt: skip


async def objects(work: Work, wanted: ObjectsData) -> tuple[str, Mapping[str, Collection[str]] | None]:
    """Return by what is compared, and the parts that each object holds; none: each part is an object."""
    if wanted.kind == "area":
        tree = await geography.areas(work.tx)
        codes = wanted.codes or _at_level(tree, wanted.level)
        return "area", {code: (code,) for code in codes}
    directory = await identity.directory(work.tx)
    codes = wanted.codes
    if not codes and (wanted.under is not None or wanted.kinds):
        below = wanted.under and set(directory.children(wanted.under))
        codes = tuple(
            unit.code
            for unit in directory.units()
            if (not below or unit.code in below) and (not wanted.kinds or unit.kind in wanted.kinds)
        )
    if not codes:
        return "unit", None
    return "unit", {code: directory.subtree(code) | {code} for code in codes}


def _at_level(tree: geography.AreaTree, level: int) -> tuple[str, ...]:
    found: tuple[str, ...] = tuple(tree.children(None))
    for _ in range(level - 1):
        found = tuple(code for area in found for code in tree.children(area))
    return found


async def result(
    work: Work, code: str, period: str, version: int | None = None, *, assessed: bool = True
) -> dict[str, Any]:
    """Return ``{scheme, period, objects, as_of, …}``: the ranking as it stands, each with its parts."""
    found = await run(work, code, period, version, assessed=assessed)
    return await _told(work, found)


async def _told(work: Work, found: Run) -> dict[str, Any]:
    told = shown(await names(work, found.scheme), found, await seen(work))
    book = await indicators.book(work.tx)
    for part in told["parts"]:
        data = book.get(part["indicator"]).data
        part |= {"unit": data.unit, "indicator_zh": data.zh, "indicator_en": data.en}
    return told


async def kept(work: Work, held: Held) -> dict[str, Any]:
    """Return a frozen result as it was sealed, with ``frozen``: its edition."""
    payload = held.payload
    found = Run(
        scheme=payload.data, period=indicators.period(payload.period), rows=payload.rows, as_of=payload.as_of
    )
    return await _told(work, found) | {"frozen": msgspec.to_builtins(held.edition)}


async def names(work: Work, scheme: SchemeData) -> Mapping[str, str]:
    """Return the names of objects by key; who is not known has none."""
    if scheme.objects.kind == "area":
        tree = await geography.areas(work.tx)
        return _Named(tree.get)
    directory = await identity.directory(work.tx)
    return _Named(directory.unit)


class _Named(dict[str, str]):
    """Names looked up as they are asked for."""

    def __init__(self, find: Any) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: str) -> str:
        found = self._find(key)
        return key if found is None else str(found.name)


class Sight(msgspec.Struct, frozen=True):
    """Of whom somebody may see parts and cases; ``None``: of all."""

    keys: frozenset[str] | None

    def covers(self, key: str) -> bool:
        """Tell whether the details of an object may be seen."""
        return self.keys is None or key in self.keys


async def seen(work: Work) -> Sight:
    """Return whose details the caller may see: a unit its own and those below, an area likewise.

    Ranks and scores are published to all who may see assessments; parts and cases are not.
    """
    actor = work.actor
    if actor.is_system or (actor.area is None and not _bound(actor)):
        return Sight(None)
    keys: set[str] = set()
    if actor.unit is not None:
        directory = await identity.directory(work.tx)
        keys |= directory.subtree(actor.unit) | {actor.unit}
        keys |= {unit.area for code in keys if (unit := directory.unit(code)) is not None and unit.area}
    if actor.area is not None:
        tree = await geography.areas(work.tx)
        keys |= {actor.area, *tree.children(actor.area)}
        keys |= {unit.code for unit in (await identity.directory(work.tx)).units_in(actor.area)}
    return Sight(frozenset(keys))


def _bound(actor: Actor) -> bool:
    return not actor.has("assessor", "leader", "supervisor", "auditor")


async def cases(
    work: Work, code: str, period: str, key: str, part: str, side: str, after: str, limit: int
) -> dict[str, Any]:
    """Return numbers of the cases behind a part of somebody's score, as indicators tell them.

    Raises ``assessment_object_not_found`` for an object or part that is not there or not the caller's.
    """
    whole = indicators.period(period)
    scheme = (await schemes(work.tx)).get(code, whole.first)
    asked = next((one for one in scheme.parts if one.code == part), None)
    if asked is None or not (await seen(work)).covers(key):
        raise ObjectNotFoundError(key=key[:40])
    place = {"area": key} if scheme.objects.kind == "area" else {"unit": key}
    question = indicators.Asked(
        code=asked.indicator, version=asked.version, period=whole.text, matter=scheme.matter,
        channel=scheme.channel, assessed=True, **place,
    )  # fmt: skip
    return await indicators.behind(work.beside(SYSTEM), question, side, after, limit)


def shown(named: Mapping[str, str], found: Run, sight: Sight) -> dict[str, Any]:
    """Return a run as pages and programs read it."""
    scheme = found.scheme
    return {
        "scheme": scheme.code, "version": scheme.version, "digest": digest(scheme), "zh": scheme.zh,
        "en": scheme.en, "kind": scheme.objects.kind, "period": found.period.text,
        "first": found.period.first, "last": found.period.end - timedelta(days=1), "as_of": found.as_of,
        "boards": [board.model_dump(mode="json", exclude_none=True) for board in scheme.boards],
        "parts": [
            {"code": p.code, "zh": p.zh, "en": p.en, "indicator": p.indicator, "weight": p.weight,
             "mapping": p.mapping.model_dump(mode="json")}
            for p in scheme.parts
        ],
        "objects": [_row(named, row, sight) for row in found.rows],
        "frozen": None,
        "ranked": sum(1 for row in found.rows if row.rank is not None),
    }  # fmt: skip


def _row(named: Mapping[str, str], row: Scored, sight: Sight) -> dict[str, Any]:
    open_ = sight.covers(row.key)
    return {
        "key": row.key, "name": named[row.key], "rank": row.rank, "tied": row.tied > 1,
        "score": None if row.score is None else float(row.score), "board": row.board,
        "parts": [_part(part) for part in row.parts] if open_ else None,
        **reason_of(row.reason),
    }  # fmt: skip


def _part(part: PartScore) -> dict[str, Any]:
    given = part.input
    return {
        "code": part.code, "indicator": part.indicator, "version": given.version, "value": given.value,
        "numerator": _whole(given.numerator), "denominator": _whole(given.denominator),
        "missing": given.missing, "points": None if part.points is None else float(part.points),
        "weight": part.weight, "share": float(part.share), "gives": float(part.gives),
        **reason_of(part.reason),
    }  # fmt: skip


def _whole(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number


def reason_of(code: str | None) -> dict[str, Any]:
    """Return ``{reason}`` in both languages, or nothing where there is none."""
    if code is None:
        return {}
    zh, en = REASONS.get(code) or indicators.REASONS[code]
    return {"reason": {"code": code, "zh": zh, "en": en}}
