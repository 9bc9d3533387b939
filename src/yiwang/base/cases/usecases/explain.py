"""Explaining a case: its allowed actions, its journal in words, its deadlines in segments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from yiwang.base.audit import api as audit
from yiwang.base.cases.model.state import Clock
from yiwang.base.cases.store import cases as store
from yiwang.base.cases.store import notes as note_store
from yiwang.base.cases.store.rules import RULES
from yiwang.base.cases.usecases.act import allowed_actions, body_schema
from yiwang.base.cases.usecases.context import Ctx
from yiwang.base.cases.usecases.reference import check_visible, context, reference
from yiwang.base.identity import api as identity
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Tx, Work
from yiwang.kernel import worktime
from yiwang.kernel.actor import ROLES

#: Journal entries that no action of a flow makes.
_LABELS = {
    "open": ("登记", "Opened"),
    "join": ("并入来件", "Report joined"),
    "remind": ("到期提醒", "Reminder"),
    "merge_other": ("并入另一案件", "Another case merged in"),
    "unmerge_other": ("取消并入", "Another case taken out"),
    "import": ("导入", "Imported"),
    "withdraw_import": ("撤销导入", "Import taken back"),
    "plan": ("启用预案", "Plan put into effect"),
}


async def titles(tx: Tx) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """Return what actions and stages are called in both languages, newer versions of flows before older."""
    flows = sorted((await reference(tx)).flows.versions.values(), key=lambda flow: flow.version)
    actions = {name: {"zh": zh, "en": en} for name, (zh, en) in _LABELS.items()}
    stages: dict[str, dict[str, str]] = {}
    for flow in flows:
        actions |= {name: action.data.title.model_dump() for name, action in flow.actions.items()}
        stages |= {name: stage.title.model_dump() for name, stage in flow.stages.items()}
    return actions, stages


async def seen(work: Work, number: str) -> Ctx:
    """Return the context of a case that the actor may see; raises ``case_not_found``."""
    ref = await reference(work.tx)
    state = check_visible(work.actor, await store.load(work.tx, number), ref, number)
    return context(work, state, ref)


async def actions(work: Work, number: str) -> list[dict[str, Any]]:
    """Return the actions of the case's stage, each with whether it is allowed now and why not."""
    return allowed_actions(await seen(work, number))


async def journal(work: Work, number: str) -> list[dict[str, Any]]:
    """Return the journal of a case in order, with labels and the words of the notes it names."""
    ctx = await seen(work, number)
    entries = await audit.history(work.tx, ctx.state.id)
    notes = {n["id"]: n["text"] for n in await note_store.of_case(work.tx, ctx.state.id)}
    return [_line(ctx, entry, notes) for entry in entries]


def _line(ctx: Ctx, entry: audit.JournalEntry, notes: dict[UUID, str | None]) -> dict[str, Any]:
    action = ctx.flow.actions.get(entry.action)
    if action is not None:
        label = action.data.title.model_dump()
    else:
        zh, en = _LABELS.get(entry.action, (entry.action, entry.action))
        label = {"zh": zh, "en": en}
    data = {k: v for k, v in entry.data.items() if k not in {"facts", "notes"}}
    named = {key: notes.get(UUID(key)) for key in entry.data.get("notes", {})}
    return {
        "seq": entry.seq,
        "at": entry.at,
        "actor": entry.actor_name,
        "actor_name": person_of(ctx, entry.actor) or entry.actor_name,
        "action": entry.action,
        "label": label,
        "origin": entry.origin,
        "target": entry.target,
        "data": data,
        "words": [text for text in named.values() if text],
        "hash": entry.hash.hex(),
    }


def person_of(ctx: Ctx, actor: str) -> str | None:
    """Return what the person behind an actor's key is called, as long as the name is kept."""
    kind, _, key = actor.partition(":")
    found = ctx.reference.directory.person(UUID(key)) if kind == "person" else None
    return found.name if found is not None and found.name else None


async def explain_clocks(work: Work, number: str) -> list[dict[str, Any]]:
    """Return the clocks of a case with limit, deadline, time left and the segments that make it up."""
    ctx = await seen(work, number)
    titles = {rule.kind: rule.title.model_dump() for rule in ctx.flow.clocks}
    return [_explain(ctx, clock, titles) for clock in ctx.state.clocks.values()]


def _explain(ctx: Ctx, clock: Clock, titles: dict[str, dict[str, str]]) -> dict[str, Any]:
    calendar = ctx.reference.calendars[clock.calendar]
    told = worktime.deadline(calendar, clock.started_at, clock.limit, clock.pauses)
    left = worktime.remaining(
        calendar, clock.stopped_at or ctx.now, clock.started_at, clock.limit, clock.pauses
    )
    return {
        "id": clock.id,
        "kind": clock.kind,
        "label": titles.get(clock.kind, {"zh": clock.kind, "en": clock.kind}),
        "status": clock.status,
        "started_at": clock.started_at,
        "limit": clock.limit,
        "basis": clock.basis,
        "due_at": clock.due_at,
        "warn_at": clock.warn_at,
        "stopped_at": clock.stopped_at,
        "remaining_s": round(left.total_seconds()),
        "task": clock.task,
        "unit": clock.unit,
        "segments": told.segments,
        "sentence": worktime.sentence(calendar, clock.started_at, clock.limit, told),
    }


async def vocabulary(work: Work) -> dict[str, Any]:
    """Return stages, side states, actions with body schemas, clocks and roles of the current flows."""
    flows = await workflow.flows(work.tx)
    current = [flows.current(name) for name in sorted(flows.newest)]
    rights = identity.permissions()
    rules, _ = await RULES.get(work.tx)
    return {
        "channels": [
            {"id": c.code, "label": {"zh": c.zh, "en": c.en}, "digits": c.digits}
            for c in rules.channels.values()
        ],
        "flows": [_flow_words(flow) for flow in current],
        "stages": _merged([s for flow in current for s in _flow_words(flow)["stages"]]),
        "actions": _merged([a for flow in current for a in _flow_words(flow)["actions"]]),
        "roles": [
            {
                "id": role,
                "label": {"zh": zh, "en": en},
                "permissions": rights.get(role, {}),
                "actions": sorted(
                    {a.id for flow in current for a in flow.actions.values() if role in a.data.roles}
                ),
            }
            for role, (zh, en) in ROLES.items()
        ],
    }


def _flow_words(flow: workflow.FlowVersion) -> dict[str, Any]:
    data = flow.definition
    return {
        "id": flow.id,
        "version": flow.version,
        "title": data.title.model_dump(),
        "sides": {k: v.model_dump() for k, v in data.sides.items()},
        "stages": [
            {
                "id": s.id,
                "label": s.title.model_dump(),
                "dialects": {k: v.model_dump() for k, v in s.titles.items()},
                "roles": s.roles,
                "over": s.over,
            }
            for s in data.stages
        ],
        "actions": [
            {
                "id": a.id,
                "label": a.title.model_dump(),
                "stages": a.stages,
                "sides": a.sides,
                "roles": a.roles,
                "automatic": a.automatic,
                "schema": body_schema(a.move),
            }
            for a in data.actions
        ],
        "clocks": [{"kind": c.kind, "label": c.title.model_dump(), "final": c.final} for c in data.clocks],
    }


def _merged(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({item["id"]: item for item in items}.values())
