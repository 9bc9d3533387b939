"""A case as people see it: the summary of lists and the whole of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.cases.model.brief import COUNTED, Brief
from yiwang.base.cases.model.state import CaseState, Clock, Dispatched, Task
from yiwang.base.cases.model.words import words_of
from yiwang.base.cases.store import pages as store
from yiwang.base.cases.usecases.choosing import ADVISED, ranked
from yiwang.base.cases.usecases.context import Ctx, Reference
from yiwang.base.cases.usecases.explain import person_of, seen
from yiwang.base.cases.usecases.report_views import file_of, shown
from yiwang.base.dispatching.api import Named
from yiwang.base.geography import api as geography
from yiwang.infra.database import Row, Work
from yiwang.kernel import worktime

CENTRE = "城运中心"


def unit_of(ref: Reference, code: str | None) -> dict[str, str] | None:
    """Return code and name of a unit; the centre itself for an empty code."""
    if code is None:
        return None
    unit = ref.directory.unit(code)
    return {"code": code, "name": unit.name if unit is not None else (code or CENTRE)}


def matter_of(ref: Reference, key: str | None) -> dict[str, str] | None:
    """Return key and name of a matter."""
    if key is None:
        return None
    matter = ref.catalogue.get(key)
    return {"key": key, "name": matter.name if matter is not None else key}


def area_of(tree: geography.AreaTree, code: str | None) -> dict[str, str] | None:
    """Return code and name of an area."""
    if code is None:
        return None
    area = tree.get(code)
    return {"code": code, "name": area.name if area is not None else code}


def clock_of(ref: Reference, clock: Clock | None, now: datetime) -> dict[str, Any] | None:
    """Return the clock that counts next, with the time left on it in its own unit's seconds."""
    if clock is None:
        return None
    calendar = ref.calendars[clock.calendar]
    left = worktime.remaining(calendar, now, clock.started_at, clock.limit, clock.pauses)
    whole = worktime.remaining(calendar, clock.started_at, clock.started_at, clock.limit, ())
    return {
        "kind": clock.kind,
        "due_at": clock.due_at,
        "status": clock.status,
        "remaining_s": round(left.total_seconds()),
        "limit_s": round(whole.total_seconds()),
        "unit": clock.limit.unit,
    }


def summary(
    state: CaseState, title: str, ref: Reference, tree: geography.AreaTree, now: datetime
) -> dict[str, Any]:
    """Return the summary of a case as lists show it."""
    nearest = state.nearest_clock
    due = nearest.due_at if nearest is not None else None
    counts = {name: state.counts.get(name, 0) for name in COUNTED}
    return {
        "number": state.number,
        "stage": state.stage,
        "side": state.side,
        "title": title,
        "matter": matter_of(ref, state.matter),
        "area": area_of(tree, state.place.area),
        "path": state.place.path,
        "address": state.place.address,
        "lon": state.place.lon,
        "lat": state.place.lat,
        "unit": unit_of(ref, state.lead),
        "channel": state.channel,
        "source": state.source,
        "urgency": state.urgency,
        "grade": state.grade,
        "opened_at": state.opened_at,
        "closed_at": state.times.get("closed") if state.is_over else None,
        "due_at": due,
        "clock": clock_of(ref, nearest, now),
        "overdue": due is not None and now > due,
        "counts": {"reports": len(state.reports), **counts},
        "supervised": any(s.status != "closed" for s in state.supervisions.values()),
        "unplaced": not state.place.path,
        "version": state.version,
    }


_brief_decoder = msgspec.json.Decoder(Brief)


def listed(row: Row, ref: Reference, tree: geography.AreaTree, now: datetime) -> dict[str, Any]:
    """Return the same summary from a row of a list, without the case's whole state."""
    brief = _brief_decoder.decode(row["brief"])
    due = row["due_at"]
    return {
        "number": row["number"],
        "stage": row["stage"],
        "side": row["side"],
        "title": row["title"],
        "matter": matter_of(ref, row["matter"]),
        "area": area_of(tree, row["area"]),
        "path": tuple(row["path"]),
        "address": row["address"],
        "lon": row["lon"],
        "lat": row["lat"],
        "unit": unit_of(ref, row["unit"]),
        "channel": row["channel"],
        "source": row["source"],
        "urgency": row["urgency"],
        "grade": brief.grade,
        "opened_at": row["opened_at"],
        "closed_at": row["closed_at"],
        "due_at": due,
        "clock": clock_of(ref, brief.clock, now),
        "overdue": due is not None and now > due,
        "counts": {"reports": row["reports"], **{name: brief.counts.get(name, 0) for name in COUNTED}},
        "supervised": row["supervised"],
        "unplaced": not row["path"],
        "version": row["version"],
    }


async def detail(work: Work, number: str) -> dict[str, Any]:
    """Return the whole of a case's page; raises ``case_not_found`` when it is unknown or out of sight."""
    [found] = await details(work, [await seen(work, number)])
    return found


async def details(work: Work, asked: Sequence[Ctx]) -> list[dict[str, Any]]:
    """Return the whole pages of cases whose states are at hand, with one statement for all of them."""
    tree = await geography.areas(work.tx)
    pages = await store.pages(work.tx, [(ctx.state.id, ctx.state.reports) for ctx in asked])
    return [_page(ctx, pages[ctx.state.id], tree) for ctx in asked]


def _page(ctx: Ctx, page: store.PageLines, tree: geography.AreaTree) -> dict[str, Any]:
    state, ref = ctx.state, ctx.reference
    notes = {n.id: n for n in page.notes}
    files: dict[UUID, Any] = {m.id: m for m in page.media}
    if ctx.words is None and page.reports:
        ctx.words = words_of(page.reports[0].text or "", state.place.address)
    return summary(state, page.title, ref, tree, ctx.now) | {
        "text": page.reports[0].text if page.reports else _word(notes, _text_note(notes)),
        "reports": [shown(row, files) for row in page.reports],
        "media": [file_of(m) for m in page.media],
        "tasks": [_task(ctx, t, notes) for t in state.tasks.values()],
        "result": _word(notes, state.result),
        "public_reply": _word(notes, state.public_reply),
        "resolved": state.resolved,
        "satisfaction": state.satisfaction,
        "excluded": state.excluded,
        "mode": state.mode,
        "dispatches": [_dispatched(ref, one) for one in state.dispatches],
        "responsibility": state.responsibility,
        "flow": {"id": state.flow, "version": state.flow_version},
        "relations": {
            "merged_into": state.merged_into,
            "merged": state.merged,
            "parent": state.parent,
            "children": state.children,
            "duplicates": page.duplicates,
        },
        "preparation": page.hints[0] if page.hints else None,
        "copies": [unit_of(ref, u) for u in state.copies],
        "candidates": _candidates(ctx),
        "returns": [_with_words(ctx, r, notes, "note") for r in state.returns.values()],
        "extensions": [_with_words(ctx, x, notes, "note") for x in state.extensions.values()],
        "supervisions": [_with_words(ctx, s, notes, "demand", "answer") for s in state.supervisions.values()],
        "consultations": [
            _with_words(ctx, c, notes, "question", "ruling")
            | {"opinions": [_with_words(ctx, o, notes, "note") for o in c.opinions]}
            for c in state.consultations.values()
        ],
        "times": {f"{step}_at": at for step, at in state.times.items()},
        "stages": _road(ctx),
        "conversation": [
            {
                "at": n.at,
                "kind": n.kind,
                "public": n.public,
                "author": person_of(ctx, n.author),
                "text": n.text,
            }
            for n in page.notes
            if n.text is not None and n.kind != "text"
        ],
    }


def _text_note(notes: Mapping[UUID, Any]) -> UUID | None:
    return next((i for i, n in notes.items() if n["kind"] == "text"), None)


def _word(notes: Mapping[UUID, Any], note: UUID | None) -> str | None:
    return notes[note]["text"] if note is not None and note in notes else None


def _task(ctx: Ctx, task: Task, notes: Mapping[UUID, Any]) -> dict[str, Any]:
    own = next((c for c in ctx.state.clocks.values() if c.task == task.id), None)
    if own is None and task.kind == "lead" and task.is_live:
        own = ctx.state.clock("handle")
    return {
        "id": task.id,
        "kind": task.kind,
        "unit": unit_of(ctx.reference, task.unit),
        "person": task.person,
        "status": task.status,
        "required": task.required,
        "opened_at": task.opened_at,
        "due_at": own.due_at if own is not None else None,
        "clock": own.id if own is not None else None,
        "signed_at": task.signed_at,
        "done_at": task.done_at,
        "demand": _word(notes, task.demand),
        "result": _word(notes, task.note),
        "parent": task.parent,
    }


def _with_words(ctx: Ctx, item: Any, notes: Mapping[UUID, Any], *names: str) -> dict[str, Any]:
    """Return an item's plain values, its notes replaced by their words and its unit by its name."""
    values = {name: getattr(item, name) for name in item.__struct_fields__}
    for name in names:
        values[name] = _word(notes, values.get(name))
    if "unit" in values:
        values["unit"] = unit_of(ctx.reference, values["unit"])
    return values


def _candidates(ctx: Ctx) -> list[dict[str, Any]]:
    """Return the ranked units for a case that waits for a dispatcher, with reasons."""
    if ctx.state.stage not in {"intake", "filing", "dispatch"}:
        return []
    named: Sequence[Named] = ()
    if ctx.matter is not None and ctx.matter.dispatch_mode in ADVISED:
        said = ctx.advice()
        named = ctx.reference.guide.explained(said) if said is not None else ()
    return [
        {
            "unit": unit_of(ctx.reference, c.unit),
            "score": c.score,
            "reason": c.reason,
            "chance": one.chance if one is not None else None,
            "ground": one.ground if one is not None else None,
            "words": one.words if one is not None else (),
        }
        for c, one in ranked(ctx.resolution(), ctx.state, named)
    ]


def _dispatched(ref: Reference, one: Dispatched) -> dict[str, Any]:
    return {
        "at": one.at,
        "unit": unit_of(ref, one.unit),
        "by": one.by,
        "mode": one.mode,
        "named": unit_of(ref, one.named),
        "score": one.score,
        "model": one.model,
    }


def _road(ctx: Ctx) -> list[dict[str, Any]]:
    """Return the stages of the main road with what is done, current and to come."""
    road = [s for s in ctx.flow.definition.stages if s.next is not None or s.id == "closed"]
    names = [s.id for s in road]
    at = names.index(ctx.state.stage) if ctx.state.stage in names else len(names)
    return [
        {
            "id": stage.id,
            "label": stage.title.model_dump(),
            "status": "done" if i < at else "current" if i == at else "next",
        }
        for i, stage in enumerate(road)
    ]
