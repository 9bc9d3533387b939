"""What to do about a matter 事项优化: what is more frequent there than elsewhere by more than chance, and so.

A share is *notable* if the test against all other matters, corrected over the matters (Benjamini-Hochberg),
gives at most 0.05 and the share is higher here. Advice follows from notable shares by fixed rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np

from yiwang.base.insight.usecases.effect import MatterRow
from yiwang.base.mining import api as mining
from yiwang.base.mining.api import Cause

What: TypeAlias = Literal["returned", "overdue", "several_units", "redone"]
Advice: TypeAlias = Literal["clarify", "split", "staff_or_lengthen", "look", "shorten", "standard"]
SURE: Final = 0.05
#: Handling that takes this share of its limit or less leaves room for a shorter one, from so many cases on.
ROOM: Final = 0.5
LEAST: Final = 20
#: … and late cases are no more than this, with the upper end of the interval.
_RARE: Final = 0.2
#: Above this share of the limit there was no time left: late cases are no accident.
_FULL: Final = 0.8


@dataclass(frozen=True, slots=True)
class Advised:
    """What is notable about a matter, each with its test, and what follows."""

    notable: Mapping[What, Cause]
    advice: tuple[Advice, ...]


def advise(rows: Sequence[MatterRow], of_case: Iterable[tuple[str, str | None]]) -> dict[str, Advised]:
    """Return what is notable in each matter of ``rows``; ``of_case`` are case numbers with their matters."""
    numbers, keys = [], []
    for number, key in of_case:
        numbers.append(number)
        keys.append(key)
    found: dict[str, dict[What, Cause]] = {row.matter: {} for row in rows}
    for what in ("returned", "overdue", "several_units", "redone"):
        hits = {number for row in rows for number in _numbers(row, what)}
        hit = np.array([number in hits for number in numbers], np.bool_)
        for cause in mining.causes(hit, {"matter": keys}) if hit.any() else ():
            if cause.q <= SURE and cause.ratio > 1 and cause.value in found:
                found[cause.value][what] = cause
    return {row.matter: Advised(found[row.matter], tuple(_follows(row, found[row.matter]))) for row in rows}


def _numbers(row: MatterRow, what: What) -> Sequence[str]:
    return {
        "returned": row.returned,
        "overdue": row.overdue,
        "several_units": row.several,
        "redone": row.redone,
    }[what]


def _follows(row: MatterRow, notable: Mapping[What, Any]) -> Iterable[Advice]:
    used = None if row.spent is None or not row.limit else row.spent / row.limit
    if "returned" in notable:
        yield "clarify"
    if "several_units" in notable:
        yield "split"
    if "overdue" in notable:
        yield "staff_or_lengthen" if used is not None and used > _FULL else "look"
    if "redone" in notable:
        yield "standard"
    _, high = mining.wilson(len(row.overdue), row.cases)  # open cases may be late too
    if used is not None and used <= ROOM and row.closed >= LEAST and high <= _RARE:
        yield "shorten"
