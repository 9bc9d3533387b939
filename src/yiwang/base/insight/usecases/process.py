"""How cases went through the flow: the journal of chosen cases, mined."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from yiwang.base.audit import api as audit
from yiwang.base.cases import api as cases
from yiwang.base.cases.api import CaseFilter
from yiwang.base.identity import api as identity
from yiwang.base.insight.errors import TooManyCasesError
from yiwang.base.insight.model.rights import SEE_INSIGHT
from yiwang.base.mining import api as mining
from yiwang.base.mining.api import NOBODY, SECOND, ProcessLog, Times
from yiwang.infra.database import Row, Work
from yiwang.kernel.permissions import demand

View = Literal["actions", "stages"]
#: So many cases are analysed at once: some seconds, some hundred megabytes.
MOST_CASES: Final = 50_000
#: What is written into a journal and is no step of the work.
_NO_STEPS: Final = ("remind", "comment", "alarm")
#: What gives a case to a unit; only there ``unit`` names one.
_GIVES: Final = frozenset({"open", "dispatch", "transfer"})
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ROWS: Final = 100
_VARIANTS: Final = 50
_EXAMPLES: Final = 200
_TOKENS: Final = 400


async def journal_log(work: Work, asked: CaseFilter, view: View = "actions") -> ProcessLog:
    """Return the log of the cases of ``asked`` that the caller may see.

    ``actions``: an activity is what was done. ``stages``: it is a stage that was entered. The resource of a
    step is the unit with which the case lay after it. Steps of one instant are in the journal's order.
    Raises ``insight_too_many`` and ``invalid_input``.
    """
    numbers = await cases.find_numbers(work, asked, MOST_CASES + 1)
    if len(numbers) > MOST_CASES:
        raise TooManyCasesError(most=MOST_CASES)
    rows = await audit.steps(work.tx, list(numbers), without=_NO_STEPS)
    return await asyncio.to_thread(_log, list(numbers.values()), rows, view)


def _log(numbers: Sequence[str], rows: Sequence[Row], view: View) -> ProcessLog:
    holders = _holders(rows)
    if view == "stages":
        entered = _entered(rows)
        rows, holders = [rows[i] for i in entered], [holders[i] for i in entered]
    activities, activity = _coded([row["target" if view == "stages" else "action"] for row in rows])
    units, unit = _coded(holders)
    return mining.make_log(
        numbers,
        activities,
        np.array([row["place"] - 1 for row in rows], np.int64),
        activity,
        np.array([(row["at"] - _EPOCH) // timedelta(microseconds=1) for row in rows], np.int64),
        resources=units,
        resource=unit,
        seq=np.arange(len(rows)),
    )


def _entered(rows: Sequence[Row]) -> list[int]:
    """Return the places of the steps by which a case came into another stage."""
    found = []
    at: tuple[int, str | None] = (0, None)
    for i, row in enumerate(rows):
        now = (row["place"], row["target"])
        if row["target"] is not None and now != at:
            found.append(i)
        at = now
    return found


def _holders(rows: Sequence[Row]) -> list[str | None]:
    """Return with whom the case lay after each step: who was last given it."""
    found: list[str | None] = []
    place, holder = 0, None
    for row in rows:
        if row["place"] != place:
            place, holder = row["place"], None
        if row["action"] in _GIVES and row["unit"]:
            holder = row["unit"]
        found.append(holder)
    return found


def _coded(names: Sequence[str | None]) -> tuple[list[str], NDArray[np.int32]]:
    places: dict[str, int] = {}
    coded = [NOBODY if name is None else places.setdefault(name, len(places)) for name in names]
    return list(places), np.array(coded, np.int32)


async def process(work: Work, asked: CaseFilter, view: View = "actions") -> dict[str, Any]:
    """Return graph, variants and findings of the cases of ``asked``; each with examples that show it.

    Units are ``{code, name}``; times are in seconds. Raises as :func:`journal_log` does.
    """
    log = await journal_log(work, asked, view)
    directory = await identity.directory(work.tx)
    titles = (await cases.titles(work.tx))[view == "stages"]
    told = await asyncio.to_thread(_told, log, view, directory)
    return told | {"titles": {name: titles[name] for name in told["activities"] if name in titles}}


def _told(log: ProcessLog, view: View, directory: identity.Directory) -> dict[str, Any]:
    graph = mining.draw(log)
    return {
        "view": view,
        "cases": graph.cases,
        "steps": graph.steps,
        "durations": None if graph.durations is None else _times(graph.durations),
        "activities": graph.activities,
        "starts": graph.starts,
        "ends": graph.ends,
        "arcs": [{"from": a.source, "to": a.target, **_times(a.times)} for a in graph.arcs[: _ROWS * 4]],
        "variants": _variants(log),
        "findings": _findings(log, graph, directory),
    }


async def behind(
    work: Work,
    asked: CaseFilter,
    view: View = "actions",
    *,
    arc: tuple[str, str] | None = None,
    variant: tuple[str, ...] | None = None,
) -> dict[str, Any]:
    """Return the cases that went directly from one step to another, or through exactly the steps given.

    ``{cases, numbers}``: how many, and the first of them. Raises as :func:`journal_log` does.
    """
    log = await journal_log(work, asked, view)

    def found() -> dict[str, Any]:
        if arc is not None:
            source, target = (log.number(name) for name in arc)
            steps = log.follows() & (log.activity[:-1] == source) & (log.activity[1:] == target)
            places = np.unique(log.case[:-1][steps])
        else:
            paths = mining.variants(log)
            number = next((n for n, path in enumerate(paths.paths()) if path == variant), -1)
            places = np.flatnonzero(paths.of_case == number)
        return {"cases": len(places), "numbers": [log.cases[i] for i in places[:_EXAMPLES].tolist()]}

    return await asyncio.to_thread(found)


async def tokens(work: Work, asked: CaseFilter, view: View = "actions") -> dict[str, Any]:
    """Return single cases to play again on the map: an even sample, each with its steps and their times.

    ``steps`` are places in ``activities`` and seconds since ``begin``.
    """
    log = await journal_log(work, asked, view)

    def told() -> dict[str, Any]:
        if not len(log):
            return {"begin": None, "seconds": 0, "activities": [], "cases": [], "of": 0}
        begin = int(log.at.min())
        some = np.unique(np.linspace(0, len(log.cases) - 1, min(_TOKENS, len(log.cases))).astype(int))
        since = ((log.at - begin) / SECOND).round().astype(int)
        return {
            "begin": _EPOCH + timedelta(microseconds=begin),
            "seconds": int(since.max()),
            "activities": list(log.activities),
            "cases": [
                {
                    "number": log.cases[i],
                    "steps": np.stack([log.activity[span], since[span]], axis=1).tolist(),
                }
                for i in some.tolist()
                for span in [slice(log.first[i], log.first[i + 1])]
            ],
            "of": len(log.cases),
        }

    return await asyncio.to_thread(told)


async def export_log(work: Work, asked: CaseFilter, view: View = "actions") -> ProcessLog:
    """Return the log for a file that leaves the house; the security record says who took what."""
    demand(work.actor, SEE_INSIGHT)
    log = await journal_log(work, asked, view)
    detail = {"cases": len(log.cases), "steps": len(log), "filter": msgspec.to_builtins(asked), "view": view}
    await audit.record(work, "insight.export_log", "cases", "journal", detail)
    return log


def _times(times: Times) -> dict[str, Any]:
    return {name: value if name == "n" else round(value, 3) for name, value in asdict(times).items()}


def _variants(log: ProcessLog) -> dict[str, Any]:
    found = mining.variants(log)
    listed = [
        {
            "path": found.path(n),
            "n": int(found.counts[n]),
            "median": round(found.times(n).median, 3),
            "examples": found.cases(n)[:_EXAMPLES],
        }
        for n in range(min(len(found), _VARIANTS))
    ]
    return {"n": len(found), "most_frequent": listed}


def _findings(log: ProcessLog, graph: mining.Graph, directory: identity.Directory) -> dict[str, Any]:
    def shown(cases: NDArray[np.int64]) -> dict[str, Any]:
        return {"cases": len(cases), "examples": [log.cases[i] for i in cases[:_EXAMPLES].tolist()]}

    def unit(code: str) -> dict[str, str | None]:
        found = directory.unit(code)
        return {"code": code, "name": None if found is None else found.name}

    return {
        "hand_overs": [
            {"from": unit(h.source), "to": unit(h.target), **_times(h.times)}
            for h in mining.handovers(log)[:_ROWS]
        ],
        "ping_pong": [
            {"one": unit(p.one), "other": unit(p.other), "turns": p.turns, **shown(p.cases)}
            for p in mining.ping_pong(log)[:_ROWS]
        ],
        "rework": [
            {"activity": r.activity, "again": r.again, "spent": _times(r.spent), **shown(r.cases)}
            for r in mining.rework(log)[:_ROWS]
        ],
        "extra_steps": [
            {"activity": e.activity, "longer": round(e.longer, 3), **shown(e.cases)}
            for e in mining.extra_steps(log)[:_ROWS]
        ],
        "slow": [
            {"from": s.source, "to": s.target, "share": round(s.share, 4), **_times(s.times)}
            for s in mining.slow(graph)
        ],
        "extreme_durations": shown(mining.extremes(log)),
    }
