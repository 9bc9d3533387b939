"""Irregular handling 不规范处置: closed without evidence, handled too fast, answered by template.

Each rule says what it looks at, so that a finding can be argued with. None of them is a verdict: each is a
reason to look at the case.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

import numpy as np

from yiwang.base.cases.api import CaseState

Kind = Literal["no_evidence", "too_fast", "template_reply"]
#: A result within this share of the median time of its matter is too fast to be true …
FAST: Final = 0.1
#: … if the median is known from so many cases, and the result came within these seconds.
KNOWN: Final = 10
SUDDEN: Final = 600.0
#: So many cases of one unit with the same words, numbers and names of places aside, are a template.
SAME: Final = 5
_SHORTEST: Final = 6
_VARYING: Final = re.compile(r"[0-9０-９A-Za-z\s，。、；：！？,.;:!?\-_/()（）《》“”\"']+")


@dataclass(frozen=True, slots=True)
class Irregular:
    """A unit's cases that a rule points at."""

    kind: Kind
    unit: str | None
    numbers: tuple[str, ...]
    of: int
    """How many cases of the unit the rule could judge."""
    example: str = ""


def irregular(
    states: Iterable[CaseState], demanding: frozenset[str], replies: Mapping[UUID, str]
) -> list[Irregular]:
    """Return what looks irregular among the handled cases, most cases first.

    ``demanding`` are the matters that demand evidence, ``replies`` the public replies by note.
    """
    handled = [state for state in states if "feedback" in state.times]
    found = [*_bare(handled, demanding), *_fast(handled), *_templates(handled, replies)]
    return sorted(found, key=lambda i: (-len(i.numbers), i.kind, i.unit or ""))


def _bare(states: list[CaseState], demanding: frozenset[str]) -> Iterable[Irregular]:
    judged = [s for s in states if s.matter in demanding and s.is_over]
    yield from _by_unit("no_evidence", judged, [s for s in judged if not s.evidence])


def _fast(states: list[CaseState]) -> Iterable[Irregular]:
    took: dict[str | None, list[tuple[float, CaseState]]] = defaultdict(list)
    for state in states:
        if "signed" in state.times:
            seconds = (state.times["feedback"] - state.times["signed"]).total_seconds()
            took[state.matter].append((seconds, state))
    judged, sudden = [], []
    for held in took.values():
        if len(held) < KNOWN:
            continue
        usual = float(np.median([seconds for seconds, _ in held]))
        judged += [state for _, state in held]
        sudden += [state for seconds, state in held if 0 <= seconds <= min(FAST * usual, SUDDEN)]
    yield from _by_unit("too_fast", judged, sudden)


def _templates(states: list[CaseState], replies: Mapping[UUID, str]) -> Iterable[Irregular]:
    answered = [s for s in states if s.public_reply in replies]
    same: dict[tuple[str | None, str], list[CaseState]] = defaultdict(list)
    for state in answered:
        words = core(replies[state.public_reply]) if state.public_reply else ""
        if len(words) >= _SHORTEST:
            same[state.lead, words].append(state)
    for (unit, _), held in same.items():
        # the same words about several matters cannot be about the case
        if len(held) >= SAME and len({s.matter for s in held}) > 1:
            of = sum(s.lead == unit for s in answered)
            note = held[0].public_reply
            example = replies[note] if note else ""
            yield Irregular("template_reply", unit, tuple(s.number for s in held), of, example)


def core(words: str) -> str:
    """Return a reply without numbers, Latin letters and punctuation: what a template has in common."""
    return _VARYING.sub("", words)


def _by_unit(kind: Kind, judged: list[CaseState], found: list[CaseState]) -> Iterable[Irregular]:
    of: dict[str | None, int] = defaultdict(int)
    numbers: dict[str | None, list[str]] = defaultdict(list)
    for state in judged:
        of[state.lead] += 1
    for state in found:
        numbers[state.lead].append(state.number)
    for unit, held in numbers.items():
        yield Irregular(kind, unit, tuple(held), of[unit])
