"""Opening cases, one or many at once."""

from __future__ import annotations

from collections.abc import Sequence

from yiwang.base.audit import api as audit
from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model.draft import CaseDraft
from yiwang.base.cases.model.evolve import evolve
from yiwang.base.cases.model.number import NumberKey
from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.store import cases as store
from yiwang.base.cases.store import dispatches
from yiwang.base.cases.usecases import clocks, engine, persist
from yiwang.base.cases.usecases.context import Ctx, Reference
from yiwang.base.cases.usecases.numbers import allocate
from yiwang.base.cases.usecases.reference import reference
from yiwang.infra.database import Work
from yiwang.kernel.ids import new_id

#: The flow of cases that ask for none.
FLOW = "standard"


async def open_cases(
    work: Work, drafts: Sequence[CaseDraft], *, texts: Sequence[str] | None = None
) -> list[CaseState]:
    """Open a numbered case for each draft, let the system go as far as it may, and store all.

    One journal entry per case, whatever the automatic steps (``data.automatic`` names them). ``texts``
    are kept as notes for cases that have no report of their own (parts of a split). The number of
    statements does not depend on the number of drafts. Publishes :class:`CaseChanged` per case.
    """
    ref = await reference(work.tx)
    numbers = await allocate(work.tx, [_key(draft, ref) for draft in drafts])
    salts: dict[str, bytes] = {}
    opened: list[Ctx] = []
    for draft, number in zip(drafts, numbers, strict=True):
        ctx = begin(work, draft, number, ref)
        ctx.words = tuple(draft.words)
        if texts is not None:
            ctx.data["text"] = str(ctx.note(texts[len(opened)], "text"))
        opened.append(ctx)
    advise(opened, ref)
    for ctx in opened:
        engine.advance(ctx)
    await audit.append(work.tx, [persist.entry(ctx, "open", salts) for ctx in opened])
    await store.insert_cases(
        work.tx,
        [
            store.NewCase(ctx.state, ctx.flow.final_clock, draft.title, draft.words, draft.import_id)
            for ctx, draft in zip(opened, drafts, strict=True)
        ],
    )
    await dispatches.put(work.tx, [ctx.state for ctx in opened])
    await persist.save_notes(work, opened, salts)
    for ctx in opened:
        work.announce(persist.changed(ctx, "open"))
    return [ctx.state for ctx in opened]


def advise(opened: Sequence[Ctx], ref: Reference) -> None:
    """Ask the models about many cases at once: a hundred cost little more than one."""
    if not ref.guide.speaks:
        return
    known = [ctx for ctx in opened if ctx.matter is not None and ctx.state.place.path]
    asked = [ctx.asked() for ctx in known]
    for ctx, one, said in zip(known, asked, ref.guide.advise(asked), strict=True):
        ctx.advised(one, said)


def _key(draft: CaseDraft, ref: Reference) -> NumberKey:
    flow = ref.flows.current(draft.flow or FLOW)
    zone = ref.calendars[flow.definition.calendar].zone
    return NumberKey(draft.number_area, draft.number_source, draft.opened_at.astimezone(zone).date())


def begin(work: Work, draft: CaseDraft, number: str, ref: Reference) -> Ctx:
    """Return the context of a case that was just opened in its flow's first stage."""
    flow = ref.flows.current(draft.flow or FLOW)
    opening = f.Opened(
        id=new_id(),
        number=number,
        flow=flow.id,
        flow_version=flow.version,
        stage=flow.definition.initial,
        source=draft.source,
        channel=draft.channel,
        calendar=flow.definition.calendar,
        report=draft.report,
        matter=draft.matter,
        urgency=draft.urgency,
        place=draft.place,
        parent=draft.parent,
        contactable=draft.contactable,
    )
    ctx = Ctx(
        state=evolve(None, [opening], draft.opened_at),
        actor=work.actor,
        now=draft.opened_at,
        flow=flow,
        reference=ref,
        facts=[opening],
    )
    clocks.follow(ctx, None, flow.definition.initial)
    return ctx
