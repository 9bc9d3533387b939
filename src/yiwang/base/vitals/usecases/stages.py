"""The stage of the city: proposed by the machine from written criteria, declared by a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

import msgspec

from yiwang.base.alarms import api as alarms
from yiwang.base.indicators import api as indicators
from yiwang.base.vitals import store
from yiwang.base.vitals.errors import StageChangedError
from yiwang.base.vitals.messages import CityStageChanged
from yiwang.base.vitals.model.rule import COLOURS
from yiwang.base.vitals.model.stage import DELIVERED, LOWEST, Criterion, Scale, proposed, written
from yiwang.base.vitals.usecases.series import names_of
from yiwang.base.warning import api as warning
from yiwang.infra.database import Work
from yiwang.kernel.errors import InvalidInputError

_HISTORY: Final = 100
#: A proposal older than this says nothing of now.
_FRESH: Final = timedelta(minutes=15)
_MOST: Final = 1000


async def scale_in_force(work: Work, *, lock: bool = False) -> tuple[int, Scale]:
    """Return the version and the scale in force; version 0 is the one that was delivered."""
    row = await store.scale(work.tx, lock=lock)
    return (0, DELIVERED) if row is None else (row["version"], msgspec.convert(row["data"], Scale))


async def look(work: Work) -> None:
    """Judge the criteria anew and keep what they propose; announces a proposal that is another."""
    version, scale = await scale_in_force(work)
    values = await _values(work, {c for s in scale.stages for c in s.criteria})
    number, told = proposed(scale, values)
    before = await store.proposal(work.tx)
    criteria = [msgspec.to_builtins(one) for one in told]
    await store.propose(work.tx, number, version, criteria, work.now)
    declared = await store.stages(work.tx, 1)
    stage = declared[0]["stage"] if declared else LOWEST
    if (None if before is None else before["stage"]) != number and number != stage:
        work.announce(CityStageChanged(stage=stage, proposed=number, declared=False, at=work.now))


async def _values(work: Work, wanted: Iterable[Criterion]) -> dict[Criterion, float | None]:
    counts = {
        "warnings": await _warnings(work),
        "alarms": await _alarms(work),
        "alerts": await store.open_by_level(work.tx),
    }
    found: dict[Criterion, float | None] = {}
    for one in wanted:
        if one.of == "indicator":
            found[one] = await _value(work, one)
        else:
            least = COLOURS.index(one.level) + 1
            found[one] = float(sum(n for level, n in counts[one.of].items() if level >= least))
    return found


async def _warnings(work: Work) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in await warning.find(work, warning.WarningFilter(stage="published"), limit=_MOST):
        level = COLOURS.index(warning.warning_of(row).shown.level) + 1
        found[level] = found.get(level, 0) + 1
    return found


async def _alarms(work: Work) -> dict[int, int]:
    found: dict[int, int] = {}
    for alarm in await alarms.find(work, alarms.AlarmFilter(living=True, hushed=False), limit=5 * _MOST):
        level = COLOURS.index(alarms.NAMES[alarm.level]) + 1 if alarms.NAMES[alarm.level] in COLOURS else 0
        found[level] = found.get(level, 0) + 1
    return found


async def _value(work: Work, one: Criterion) -> float | None:
    """Return the value of the piece that ended last; grey is not known."""
    last = await indicators.today(work) - timedelta(days=1)
    period = names_of(last, one.grain, 1)[0][0]
    answer = await indicators.value(work, indicators.Asked(code=one.indicator, period=period))
    return None if answer["light"] == "grey" else answer["value"]


async def stage(work: Work) -> dict[str, Any]:
    """Return the stage in force with its advice, since when and by whom, and what the machine proposes.

    ``proposed`` is null where nothing is known, or what is known is older than a quarter of an hour.
    """
    version, scale = await scale_in_force(work)
    declared = await store.stages(work.tx, 1)
    row = declared[0] if declared else None
    number = LOWEST if row is None else row["stage"]
    known = await store.proposal(work.tx)
    fresh = known is not None and work.now - known["at"] < _FRESH and known["scale"] == version
    return {
        **_named(scale, number),
        "seq": 0 if row is None else row["seq"],
        "since": None if row is None else row["at"],
        "by": None if row is None else row["by_name"],
        "reason": None if row is None else row["reason"],
        "scale": version,
        "proposed": _named(scale, known["stage"]) if fresh and known is not None and known["stage"] else None,
        "as_of": None if known is None else known["at"],
        "criteria": await _criteria(work, scale, known["criteria"] if fresh and known is not None else []),
    }


def _named(scale: Scale, number: int) -> dict[str, Any]:
    one = scale.get(number)
    if one is None:
        return {"stage": number, "name": {"zh": str(number), "en": str(number)}, "advice": None}
    return {
        "stage": number,
        "name": {"zh": one.zh, "en": one.en},
        "advice": {"zh": one.advice_zh, "en": one.advice_en},
    }


async def _criteria(work: Work, scale: Scale, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    book = await indicators.book(work.tx)
    names = {code: (one.data.zh, one.data.en) for code, one in book.indicators.items()}
    known = told or [
        {"stage": s.number, "criterion": msgspec.to_builtins(c), "value": None, "holds": None}
        for s in scale.stages
        for c in s.criteria
    ]
    return [one | {"words": written(msgspec.convert(one["criterion"], Criterion), names)} for one in known]


async def declare(work: Work, number: int, reason: str, seq: int) -> int:
    """Declare a stage; ``seq`` is the declaration it follows. Announces ``vitals.stage``.

    Raises ``invalid_input`` for a stage that the scale does not have, ``city_stage_changed``.
    """
    version, scale = await scale_in_force(work)
    if scale.get(number) is None:
        raise InvalidInputError(
            field="stage", why_zh=f"没有第 {number} 级", why_en=f"there is no stage {number}"
        )
    before = await store.stages(work.tx, 1, lock=True)
    last = before[0]["seq"] if before else 0
    if last != seq:
        raise StageChangedError
    known = await store.proposal(work.tx)
    told = None if known is None else known["stage"]
    criteria = [] if known is None else known["criteria"]
    await store.put_stage(
        work.tx, (last + 1, number, version, told, criteria, work.now, work.actor.name, reason)
    )
    work.announce(CityStageChanged(stage=number, proposed=told, declared=True, at=work.now))
    return last + 1


async def history(work: Work) -> list[dict[str, Any]]:
    """Return what was declared, newest first, with what was known then."""
    return [dict(row) for row in await store.stages(work.tx, _HISTORY)]


async def scale(work: Work) -> dict[str, Any]:
    """Return the scale in force with its criteria in words, who set it and why."""
    version, found = await scale_in_force(work)
    row = await store.scale(work.tx)
    return {
        "version": version,
        "scale": found,
        "criteria": await _criteria(work, found, []),
        "at": None if row is None else row["at"],
        "by": None if row is None else row["by_name"],
        "reason": None if row is None else row["reason"],
    }


async def set_scale(work: Work, wanted: Scale, reason: str, version: int) -> int:
    """Put another scale in force; ``version`` is the one it was made from. Raises ``city_stage_changed``."""
    flaw = wanted.flaw()
    if flaw is not None:
        raise InvalidInputError(field="stages", why_zh=flaw[0], why_en=flaw[1])
    book = await indicators.book(work.tx)
    for one in (c for s in wanted.stages for c in s.criteria if c.indicator):
        book.get(one.indicator)
    before, _ = await scale_in_force(work, lock=True)
    if before != version:
        raise StageChangedError
    await store.put_scale(work.tx, before + 1, msgspec.to_builtins(wanted), work.now, work.actor.name, reason)
    return before + 1
