"""What the states of past cases say: effect, use of limits, disputes, irregular handling, causes."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, get_args
from uuid import UUID

import numpy as np

from yiwang.base.cases import api as cases
from yiwang.base.cases.api import CaseFilter, CaseState
from yiwang.base.insight.errors import TooManyCasesError
from yiwang.base.insight.usecases import disputes as ledger
from yiwang.base.insight.usecases.advice import Advised, advise
from yiwang.base.insight.usecases.effect import Effect, MatterRow, effect, matter_rows
from yiwang.base.insight.usecases.irregular import irregular
from yiwang.base.insight.usecases.names import Names, names
from yiwang.base.insight.usecases.process import MOST_CASES
from yiwang.base.insight.usecases.use import summed, uses
from yiwang.base.matters import api as matters
from yiwang.base.mining import api as mining
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Work

#: So many cases are named with a finding; the number beside it counts all.
NAMED: Final = 200
_ROWS: Final = 200
Outcome = Literal["overdue", "returned", "redone", "slow", "unsatisfied"]
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
_UNHAPPY: Final = 2


async def chosen(work: Work, asked: CaseFilter) -> list[CaseState]:
    """Return the states of the cases asked for; raises ``insight_too_many`` and ``invalid_input``."""
    states = await cases.find_states(work, asked, MOST_CASES + 1)
    if len(states) > MOST_CASES:
        raise TooManyCasesError(most=MOST_CASES)
    return states


def shown(numbers: Iterable[str]) -> dict[str, Any]:
    """Return how many cases there are, and the numbers of the first of them."""
    held = list(dict.fromkeys(numbers))
    return {"cases": len(held), "numbers": held[:NAMED]}


async def efficiency(work: Work, asked: CaseFilter) -> dict[str, Any]:
    """Return figures of effect, deadline use by clock and by unit, and a row per matter (C058, C061).

    Raises ``insight_too_many`` and ``invalid_input``.
    """
    states = await chosen(work, asked)
    calendars = await workflow.calendars(work.tx)
    named = await names(work.tx)

    def told() -> dict[str, Any]:
        found = list(uses(states, calendars))
        rows = matter_rows(states, found)[:_ROWS]
        advised = advise(rows, ((s.number, s.matter) for s in states))
        by_clock, by_unit = defaultdict(list), defaultdict(list)
        for use in found:
            by_clock[use.kind].append(use)
            if use.unit is not None:
                by_unit[use.kind, use.unit].append(use)
        return {
            **_effect(effect(states, found), named),
            "clocks": [
                {"clock": kind, **_use(summed(held))} for kind, held in sorted(by_clock.items(), key=_most)
            ],
            "units": [
                {"clock": kind, "unit": named.unit(unit), **_use(summed(held))}
                for (kind, unit), held in sorted(by_unit.items(), key=_most)[:_ROWS]
            ],
            "matters": [_matter(row, advised[row.matter], named) for row in rows],
        }

    return await asyncio.to_thread(told)


def _matter(row: MatterRow, advised: Advised, named: Names) -> dict[str, Any]:
    return {
        "matter": named.matter(row.matter),
        "cases": row.cases,
        "closed": row.closed,
        "returned": shown(row.returned),
        "overdue": shown(row.overdue),
        "several_units": shown(row.several),
        "redone": shown(row.redone),
        "spent": row.spent,
        "limit": row.limit,
        "limit_unit": row.limit_unit,
        "notable": {
            what: {"q": c.q, "ratio": round(c.ratio, 4), "low": round(c.low, 4), "high": round(c.high, 4)}
            for what, c in advised.notable.items()
        },
        "advice": advised.advice,
    }


def _most(pair: tuple[Any, Sequence[Any]]) -> tuple[int, str]:
    return -len(pair[1]), str(pair[0])


def _use(summary: Any) -> dict[str, Any]:
    return {
        "n": summary.n,
        "early": summary.early,
        "near": summary.near,
        "median": round(summary.median, 4),
        "p90": round(summary.p90, 4),
        "missed": shown(summary.numbers),
        "missed_clocks": summary.missed,
    }


def _effect(found: Effect, named: Names) -> dict[str, Any]:
    return {
        "cases": found.cases,
        "closed": found.closed,
        "on_time": found.on_time,
        "early": found.early,
        "near": found.near,
        "overdue": shown(found.overdue),
        "modes": [
            {
                "mode": mode,
                "dispatches": row.dispatches,
                "accepted_returns": row.accepted_returns,
                "accuracy": row.accuracy,
                "mean_seconds": row.mean_seconds,
                "returned": shown(row.returned),
            }
            for mode, row in sorted(found.modes.items())
        ],
        "liable": [
            {"unit": named.unit(unit), **shown(numbers)}
            for unit, numbers in sorted(found.liable.items(), key=_most)
        ],
        "dispatcher_liable": shown(found.dispatcher_liable),
    }


async def disputes(work: Work, asked: CaseFilter) -> dict[str, Any]:
    """Return the ledger of disputes: pairs of units, then each return; see :mod:`.disputes`."""
    states = await chosen(work, asked)
    named = await names(work.tx)
    words = await _words(work, states)

    def told() -> dict[str, Any]:
        found = ledger.rounds(states, words)
        return {
            "cases": len(states),
            "returns": len(found),
            "nothing_new": sum(not r.new for r in found),
            "pairs": [
                {
                    "giver": named.unit(p.giver),
                    "taker": None if p.taker is None else named.unit(p.taker),
                    "returns": len(p.rounds),
                    "came_back": p.came_back,
                    "nothing_new": p.nothing_new,
                    "accepted": sum(r.status == "accepted" for r in p.rounds),
                    "liable": sum(r.liable == "unit" for r in p.rounds),
                    "lost": round(p.lost, 3),
                    "bases": [{"basis": basis, "n": n} for basis, n in p.bases[:5]],
                    "matters": sorted({named.matter(r.matter)["name"] or "" for r in p.rounds}),
                    **shown(p.numbers),
                }
                for p in ledger.pairs(found)[:_ROWS]
            ],
        }

    return await asyncio.to_thread(told)


async def _words(work: Work, states: Sequence[CaseState]) -> dict[str, str]:
    """Return what bases were named, by note: a journal keeps the note's id only."""
    ids = [id_ for s in states for r in s.returns.values() if (id_ := _uuid(r.basis)) is not None]
    return {str(id_): text for id_, text in (await cases.note_texts(work, ids)).items()}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


async def irregularities(work: Work, asked: CaseFilter) -> dict[str, Any]:
    """Return what looks irregular in how cases were handled; see :mod:`.irregular`."""
    states = await chosen(work, asked)
    named = await names(work.tx)
    catalogue = await matters.catalogue(work.tx)
    keys = {s.matter for s in states if s.matter}
    leaves = {key: catalogue.leaf(key) for key in keys}
    demanding = frozenset(key for key, leaf in leaves.items() if leaf is not None and leaf.evidence_required)
    replies = await cases.note_texts(work, [s.public_reply for s in states if s.public_reply])
    found = await asyncio.to_thread(irregular, states, demanding, replies)
    return {
        "cases": len(states),
        "found": [
            {
                "kind": one.kind,
                "unit": None if one.unit is None else named.unit(one.unit),
                "of": one.of,
                "example": one.example[:200],
                **shown(one.numbers),
            }
            for one in found[:_ROWS]
        ],
    }


async def root_causes(work: Work, asked: CaseFilter, outcome: Outcome) -> dict[str, Any]:
    """Return with which matters, units, areas, channels and times an outcome goes more often than chance.

    See :func:`yiwang.base.mining.api.causes` for the tests and their sources.
    """
    states = await chosen(work, asked)
    named = await names(work.tx)
    calendars = await workflow.calendars(work.tx)

    def told() -> dict[str, Any]:
        hit = np.array([bool(test(s)) for s in states], np.bool_) if outcome != "slow" else _slow(states)
        found = mining.causes(hit, _factors(states, calendars))
        return {
            "outcome": outcome,
            "cases": len(states),
            "hits": int(hit.sum()),
            "causes": [
                {
                    "factor": c.factor,
                    "value": c.value,
                    "name": named.of(c.factor, c.value),
                    "n": c.n,
                    "hits": c.hits,
                    "others": c.others,
                    "other_hits": c.other_hits,
                    "test": c.test,
                    "p": c.p,
                    "q": c.q,
                    "ratio": round(c.ratio, 4),
                    "low": round(c.low, 4),
                    "high": round(c.high, 4),
                    "phi": round(c.phi, 4),
                    **shown(states[i].number for i in c.cases.tolist()),
                }
                for c in found[:_ROWS]
            ],
        }

    test = _TESTS[outcome]
    return await asyncio.to_thread(told)


def _overdue(state: CaseState) -> bool:
    return any(c.kind == "handle" and c.status == "missed" for c in state.clocks.values())


_TESTS: Final[Mapping[Outcome, Callable[[CaseState], object]]] = {
    "overdue": _overdue,
    "returned": lambda s: s.returns,
    "redone": lambda s: s.counts.get("redone", 0) + s.counts.get("reworked", 0),
    "slow": lambda _: False,
    "unsatisfied": lambda s: s.satisfaction is not None and s.satisfaction <= _UNHAPPY,
}


def _slow(states: Sequence[CaseState]) -> Any:
    """Tell which closed cases took longer than nine tenths of all closed ones."""
    took = np.array(
        [(s.times["closed"] - s.opened_at).total_seconds() if "closed" in s.times else -1.0 for s in states]
    )
    closed = took >= 0
    if not closed.any():
        return np.zeros(len(states), np.bool_)
    return took > np.quantile(took[closed], 0.9)


def _factors(states: Sequence[CaseState], calendars: Mapping[str, Any]) -> dict[str, list[str | None]]:
    local = [
        s.opened_at.astimezone(calendars[s.calendar].zone) if s.calendar in calendars else s.opened_at
        for s in states
    ]
    return {
        "matter": [s.matter for s in states],
        "unit": [s.lead for s in states],
        "district": [_at(s.place.path, 1) for s in states],
        "street": [_at(s.place.path, 2) for s in states],
        "channel": [s.channel for s in states],
        "mode": [s.mode for s in states],
        "urgency": [str(s.urgency) for s in states],
        "weekday": [str(at.isoweekday()) for at in local],
        "hour": [f"{at.hour // 6 * 6:02d}–{at.hour // 6 * 6 + 6:02d}" for at in local],
    }


def _at(path: Sequence[str], level: int) -> str | None:
    return path[level] if len(path) > level else None
