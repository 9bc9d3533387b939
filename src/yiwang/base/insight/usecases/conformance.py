"""Conformance 合规: past cases beside the version of the flow that was in force for them."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np

from yiwang.base.audit import api as audit
from yiwang.base.cases.api import CaseFilter, CaseState
from yiwang.base.identity import api as identity
from yiwang.base.insight.usecases.states import chosen, shown
from yiwang.base.insight.usecases.walking import SEEN, norm_of, titles
from yiwang.base.mining import api as mining
from yiwang.base.workflow import api as workflow
from yiwang.base.workflow.api import Action, FlowVersion
from yiwang.infra.database import Row, Work

#: How a share of fitting cases is counted, for whoever argues with it.
RULE: Final = {
    "zh": "符合率 = 没有任何偏差的案件 ÷ 所选案件。每件案件按它运行时的流程版本逐步核对："
    "少步（该有的步骤没有）、错序（步骤提前做了）、多步（流程已没有它的位置）、版本外步骤，"
    "以及越权的角色、未承办的单位、经办人自行审核核查。"
    "在办案件只核对已有的步骤；导入的历史只核对它记下的主要步骤；未记下身份的步骤不核对权限。",
    "en": "Fitness = cases without any deviation ÷ cases chosen. Each case is walked through the version of "
    "the flow it ran on: steps skipped, done too early, done when the flow has no place for them, unknown to "
    "the version; roles without the right, units that never had the case, handlers who passed their own "
    "work. Open cases are judged by the steps they have, imported ones by the main steps recorded; rights "
    "only where they were recorded.",
}
_BY: Final = ("automatic", "as")
_IMPORT: Final = "import_"
_NO_STEPS: Final = ("remind", "comment", "alarm")
#: Steps of imported history whose action of the flow does not say by itself what it stamps.
_STAMPS: Final = {
    "dispatched": "dispatch",
    "signed": "sign",
    "contacted": "contact",
    "feedback": "feedback",
    "called_back": "call_back",
    "closed": "close",
}
_APART: Final = "not_handler"
_HANDLER: Final = ("handler",)
_WORST: Final = 50
_ROWS: Final = 200

Key: TypeAlias = tuple[str, str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Story:
    """One case with its journal."""

    state: CaseState
    rows: Sequence[Row]

    @property
    def imported(self) -> bool:
        """Tell whether the case was worked in another system."""
        return bool(self.rows) and self.rows[0]["action"].startswith(_IMPORT)


async def conformance(
    work: Work, asked: CaseFilter, *, flow: str | None = None, version: int | None = None
) -> dict[str, Any]:
    """Return which of the cases kept to the flow, and each kind of deviation with its cases, by version.

    With ``flow`` and ``version`` all cases are held against that version instead of their own: what a new
    version would have to say to the past. Raises ``insight_too_many``, ``invalid_input``, ``flow_not_found``.
    """
    states = await chosen(work, asked)
    flows = await workflow.flows(work.tx)
    directory = await identity.directory(work.tx)
    against = (
        None if flow is None else flows.current(flow) if version is None else flows.version(flow, version)
    )
    rows = await audit.acts(work.tx, [s.id for s in states], without=_NO_STEPS, keys=_BY)

    def told() -> dict[str, Any]:
        stories = _stories(states, rows)
        held: dict[tuple[str, int, bool], list[Story]] = defaultdict(list)
        for story in stories:
            held[story.state.flow, story.state.flow_version, story.imported].append(story)
        judged = []
        for (name, number, imported), some in sorted(held.items()):
            own = flows.versions.get((name, number))
            if own is not None:
                judged.append(judge(some, own, against or own, directory, imported=imported))
        known = [
            {"flow": f.id, "version": f.version, "title": f.definition.title.model_dump()}
            for _, f in sorted(flows.versions.items())
        ]
        return _told(len(states), judged, known)

    return await asyncio.to_thread(told)


@dataclass(frozen=True, slots=True)
class Judged:
    """Cases of one version beside the version they are held against."""

    own: FlowVersion
    flow: FlowVersion
    imported: bool
    numbers: Sequence[str]
    found: Mapping[Key, Sequence[str]]

    @property
    def deviating(self) -> Counter[str]:
        """Return how many deviations each case has that has any."""
        return Counter(number for numbers in self.found.values() for number in numbers)


def _stories(states: Sequence[CaseState], rows: Sequence[Row]) -> list[Story]:
    held: list[list[Row]] = [[] for _ in states]
    for row in rows:
        held[row["place"] - 1].append(row)
    return [Story(state, some) for state, some in zip(states, held, strict=True)]


def judge(
    stories: Sequence[Story],
    own: FlowVersion,
    flow: FlowVersion,
    directory: identity.Directory,
    *,
    imported: bool,
) -> Judged:
    """Return the deviations of ``stories``, which ran on ``own``, from ``flow``."""
    known: dict[str, int] = {}
    case, activity = [], []
    for place, story in enumerate(stories):
        steps = _imported(story, flow) if imported else _steps(story, own)
        for name in steps:
            case.append(place)
            activity.append(known.setdefault(name, len(known)))
    numbers = [story.state.number for story in stories]
    log = mining.make_log(
        numbers, list(known), np.array(case, np.int64), np.array(activity, np.int32), np.arange(len(case))
    )
    walked = mining.conform(log, norm_of(flow, by_itself=imported))
    found: dict[Key, list[str]] = {
        (d.kind, d.before, d.step, d.missing): [log.cases[i] for i in d.cases.tolist()]
        for d in walked.deviations
    }
    for story in stories:
        for kind, step in _rights(story, flow, directory):
            found.setdefault((kind, "", step, ()), []).append(story.state.number)
    return Judged(own, flow, imported, numbers, found)


def _steps(story: Story, own: FlowVersion) -> Iterable[str]:
    """Yield what was done and to which stage it led, as symbols of the norm."""
    for row in story.rows:
        automatic = row["said"][0] or ()
        if row["action"] in own.actions:
            yield row["action"]
            yield from automatic
        elif row["action"] == "open":
            yield from automatic
        else:
            continue  # written by another case or by the system: no step of this one
        if row["target"] is not None:
            yield SEEN + row["target"]


def _imported(story: Story, flow: FlowVersion) -> Iterable[str]:
    stamped = {
        action.data.params["stamp"]: action.id
        for action in flow.actions.values()
        if "stamp" in action.data.params
    }
    for row in story.rows:
        stamp = row["action"].removeprefix(_IMPORT)
        if stamp == "opened":
            continue
        name = row["target"] if stamp == "closed" and row["target"] != "closed" else stamp
        action = stamped.get(name) or _STAMPS.get(name)
        if action is not None and action in flow.actions:
            yield action


def _rights(story: Story, flow: FlowVersion, directory: identity.Directory) -> set[tuple[str, str]]:
    """Return acts by a role without the right, for a unit that never had the case, on one's own work."""
    handled: set[str] = set()
    found: set[tuple[str, str]] = set()
    for row in story.rows:
        by = row["said"][1]
        action = flow.actions.get(row["action"])
        if action is not None and by is not None and "system" not in by["roles"]:
            if action.data.roles and not set(action.data.roles) & set(by["roles"]):
                found.add(("role", action.id))
            handling = action.data.roles == _HANDLER
            if handling and by["unit"] is not None:
                given = {task.unit for task in story.state.tasks.values() if task.opened_at <= row["at"]}
                if given.isdisjoint(directory.subtree(by["unit"])):
                    found.add(("unit", action.id))
            if handling:
                handled.add(row["actor"])
            elif row["actor"] in handled and _apart(action):
                found.add(("self", action.id))
    return found


def _apart(action: Action) -> bool:
    return any(guard.named.name == _APART for guard in action.guards)


def _told(cases: int, judged: Sequence[Judged], known: list[dict[str, Any]]) -> dict[str, Any]:
    worst: Counter[str] = Counter()
    for one in judged:
        worst.update(one.deviating)
    of = sum(len(one.numbers) for one in judged)
    rows = [row for one in judged for row in _deviations(one)]
    return {
        "cases": cases,
        "judged": of,
        "fitting": of - len(worst),
        "fitness": None if not of else (of - len(worst)) / of,
        "rule": RULE,
        "known": known,
        "versions": [_version(one) for one in judged],
        "deviations": sorted(rows, key=lambda row: -row["cases"])[:_ROWS],
        "worst": [{"number": number, "deviations": n} for number, n in worst.most_common(_WORST)],
    }


def _version(one: Judged) -> dict[str, Any]:
    fitting = len(one.numbers) - len(one.deviating)
    return {
        "flow": one.own.id,
        "version": one.own.version,
        "against": one.flow.version,
        "title": one.own.definition.title.model_dump(),
        "imported": one.imported,
        "fitting": fitting,
        "fitness": fitting / len(one.numbers),
        "deviating": shown(one.deviating),
        **shown(one.numbers),
    }


def _deviations(one: Judged) -> Iterable[dict[str, Any]]:
    called = {**titles(one.own), **titles(one.flow)}

    def named(step: str) -> dict[str, Any]:
        return {"step": step, "title": called.get(step)}

    for (kind, before, step, missing), numbers in one.found.items():
        yield {
            "flow": one.own.id,
            "version": one.own.version,
            "imported": one.imported,
            "kind": kind,
            "step": named(step),
            "before": named(before) if before else None,
            "missing": [named(name) for name in missing],
            "share": len(set(numbers)) / len(one.numbers),
            **shown(numbers),
        }
