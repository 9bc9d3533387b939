"""Imports: their records, batch by batch, and taking one back."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.cases.errors import (
    ImportBusyError,
    ImportNotFoundError,
    ImportStateError,
    ImportTouchedError,
)
from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model.evolve import evolve
from yiwang.base.cases.model.history import HistoryRow, RowProblem
from yiwang.base.cases.model.imported import CLOSED, OPENED, PREFIX, ROAD
from yiwang.base.cases.model.report import ReporterInput, ReportInput
from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.store import cases as case_store
from yiwang.base.cases.store import imports as store
from yiwang.base.cases.usecases.history import Compute, Taken, import_history
from yiwang.base.cases.usecases.receive import Prepared, ground, prepare, write
from yiwang.base.cases.usecases.reference import reference
from yiwang.infra.database import Row, Tx, Work
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import YiwangError
from yiwang.kernel.ids import new_id
from yiwang.kernel.text import fold

WITHDRAW = "import_withdrawn"
SIDE = "withdrawn"
_NAMED = 20
_BATCH = 500

#: What an import's own entries in the journal are called.
OWN_ACTIONS = (OPENED, CLOSED, WITHDRAW, *(PREFIX + step for step, _ in ROAD.values()))


#: A run that has not committed a batch for so long is no longer at work.
SILENCE = timedelta(seconds=90)


class Counts(msgspec.Struct, kw_only=True):
    """How far an import is. ``position`` is the last row of the file that is settled.

    ``failure`` is the named error that ended the last run early; running it again goes on. ``running``
    is set while a run is at it; one that was killed cannot take it back, hence :data:`SILENCE`.
    """

    read: int = 0
    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    changed: int = 0
    position: int = 1
    share: float = 0.0
    withdrawn: int = 0
    updated_at: datetime | None = None
    failure: dict[str, Any] | None = None
    running: bool = False


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """The record of one import."""

    id: UUID
    kind: str
    source: str
    file: str
    mapping: dict[str, Any]
    started_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None
    actor: str
    counts: Counts

    def state(self, now: datetime) -> str:
        """Return ``running``, ``unfinished``, ``failed``, ``finished`` or ``undone``."""
        if self.undone_at:
            return "undone"
        if self.finished_at:
            return "finished"
        if self.counts.running and now - (self.counts.updated_at or self.started_at) < SILENCE:
            return "running"
        return "failed" if self.counts.failure else "unfinished"


def _import(row: Row) -> Import:
    return Import(
        **{n: row[n] for n in Import.__struct_fields__ if n != "counts"},
        counts=msgspec.convert(row["counts"], Counts),
    )


async def begin_import(
    work: Work, *, kind: str, source: str, file: str, mapping: dict[str, Any], digest: bytes
) -> Import:
    """Return the record of a new import, or of the unfinished one of the same file and mapping.

    ``kind`` is ``reports`` or ``cases``; ``digest`` stands for file and mapping together.
    """
    known = await store.unfinished(work.tx, kind, source, digest)
    if known is not None:
        record = _import(known)
        record.counts.running, record.counts.updated_at = True, work.now
        await store.save(work.tx, record.id, msgspec.to_builtins(record.counts))
        return record
    import_id = new_id()
    row = {
        "id": import_id,
        "kind": kind,
        "source": source,
        "file": file,
        "mapping": mapping,
        "digest": digest,
        "started_at": work.now,
        "actor": work.actor.key,
        "counts": msgspec.to_builtins(Counts(running=True, updated_at=work.now)),
    }
    await store.insert(work.tx, row)
    await audit.record(
        work, "import", "import", str(import_id), {"kind": kind, "source": source, "file": file}
    )
    return _import(await store.load(work.tx, import_id))


async def take_batch(
    work: Work,
    import_id: UUID,
    rows: Sequence[HistoryRow],
    *,
    read: int,
    rejected: int,
    after: int,
    position: int,
    share: float,
    create: Collection[str] = (),
    compute: Compute = asyncio.to_thread,
) -> Taken:
    """Take one batch and note the progress in the same transaction.

    ``read`` rows of the file came to ``rows`` and ``rejected`` ones that could not be read; they follow
    row ``after`` and end with row ``position``. Raises ``import_busy`` while another import of the
    source writes, or when another run of this import is ahead. ``compute`` runs a pure function
    elsewhere: in a thread, or in another process.
    """
    record = await _locked(work.tx, import_id)
    if record.counts.position != after or not await store.lock_source(work.tx, record.source):
        raise ImportBusyError(source=record.source)
    if record.kind == "cases":
        taken = await import_history(work, import_id, record.source, rows, create, compute)
    else:
        taken = await _import_reports(work, import_id, record.source, rows)
    counts = record.counts
    counts.read += read
    counts.accepted += taken.accepted
    counts.duplicates += taken.duplicates
    counts.rejected += rejected + len(taken.problems)
    counts.changed += sum(p.kind == "changed" for p in taken.problems)
    counts.position, counts.share, counts.updated_at = position, share, work.now
    counts.failure, counts.running = None, True
    await store.save(work.tx, import_id, msgspec.to_builtins(counts))
    return taken


async def finish_import(work: Work, import_id: UUID) -> Import:
    """Note that the whole file is settled."""
    record = await _locked(work.tx, import_id)
    counts = record.counts
    counts.share, counts.updated_at, counts.failure, counts.running = 1.0, work.now, None, False
    await store.save(work.tx, import_id, msgspec.to_builtins(record.counts), finished_at=work.now)
    return _import(await store.load(work.tx, import_id))


async def pause_import(work: Work, import_id: UUID, error: YiwangError | None = None) -> None:
    """Note that a run ended early, and the error it ended with, for those who only see the record."""
    record = await _locked(work.tx, import_id)
    counts = record.counts
    counts.failure = None if error is None else error.as_dict()
    counts.updated_at, counts.running = work.now, False
    await store.save(work.tx, import_id, msgspec.to_builtins(counts))


async def find_import(tx: Tx, import_id: UUID) -> Import:
    """Return the record of an import; raises ``import_not_found``."""
    row = await store.load(tx, import_id)
    if row is None:
        raise ImportNotFoundError(key=str(import_id))
    return _import(row)


async def newest_imports(tx: Tx, limit: int = 100) -> list[Import]:
    """Return the newest imports first."""
    return [_import(row) for row in await store.newest(tx, limit)]


async def _locked(tx: Tx, import_id: UUID) -> Import:
    row = await store.load(tx, import_id, lock=True)
    if row is None:
        raise ImportNotFoundError(key=str(import_id))
    if row["undone_at"] is not None:
        raise ImportStateError
    return _import(row)


async def _import_reports(work: Work, import_id: UUID, source: str, rows: Sequence[HistoryRow]) -> Taken:
    """Hand rows in as live reports: the same checks, the same road."""
    on = await ground(work)
    words = {fold(w): c.code for c in on.rules.channels.values() for w in (c.code, c.zh, c.en)}
    items: list[tuple[int, Prepared]] = []
    problems: list[RowProblem] = []
    for row in rows:
        try:
            report = _live(row, source, words)
            items.append((row.row, prepare(report, work.actor, on, work.now, import_id)))
        except YiwangError as error:
            problems.append(_problem(row.row, "rejected", error))
    accepted = duplicates = 0
    answers = await write(work, [item for _, item in items])
    for (number, _), answer in zip(items, answers, strict=True):
        if isinstance(answer, YiwangError):
            problems.append(_problem(number, "changed", answer))
        elif answer.status == "created":
            accepted += 1
        else:
            duplicates += 1
    return Taken(accepted=accepted, duplicates=duplicates, problems=problems)


def _problem(row: int, kind: str, error: YiwangError) -> RowProblem:
    zh, en = error.sentence("zh"), error.sentence("en")
    return RowProblem(row=row, kind=kind, field=error.field or "", zh=zh, en=en)


def _live(row: HistoryRow, source: str, channels: dict[str, str]) -> ReportInput:
    reporter = None
    if row.reporter_name or row.reporter_phone:
        reporter = ReporterInput(name=row.reporter_name or None, phone=row.reporter_phone or None)
    channel = channels.get(fold(row.channel))
    extra = {"channel": row.channel if channel is None else "", "area": row.area}
    return ReportInput(
        source=source,
        text=row.text,
        external_id=row.external_id,
        channel=channel or "import",
        reported_at=row.reported_at,
        address=row.address or None,
        lon=row.lon,
        lat=row.lat,
        crs="wgs84" if row.lon is not None else None,
        matter=row.matter or row.foreign_matter or None,
        reporter=reporter,
        attributes={name: value for name, value in extra.items() if value},
    )


async def check_untouched(work: Work, import_id: UUID) -> None:
    """Raise ``import_touched`` if anything was done on a case of the import, ``import_undone`` if it is.

    What the system does by itself (opening, dispatching, reminders) does not count. A report that was
    joined to a case of other reports counts, since taking it away would change that case. Raises
    ``import_busy`` while it runs.
    """
    record = await _locked(work.tx, import_id)
    if record.state(work.now) == "running":
        raise ImportBusyError(source=record.source)
    count, named = 0, [row["number"] for row in await store.cases_of_reports(work.tx, import_id)]
    count += len(named)
    after = UUID(int=0)
    while batch := await store.cases_of(work.tx, import_id, after, _BATCH):
        after = batch[-1].id
        live = [state for state in batch if state.side != SIDE]
        found = await _touched(work.tx, import_id, live)
        count += len(found)
        named += found[: max(0, _NAMED - len(named))]
    if count:
        raise ImportTouchedError(count=count, numbers="、".join(named[:_NAMED]))


async def _touched(tx: Tx, import_id: UUID, states: Sequence[CaseState]) -> list[str]:
    ids = [state.id for state in states]
    acted = set(await audit.touched(tx, ids, actions=OWN_ACTIONS, actors=(SYSTEM.key,)))
    acted |= await store.foreign_reports(tx, import_id, ids)
    return [state.number for state in states if state.id in acted]


async def withdraw_batch(work: Work, import_id: UUID, after: UUID) -> UUID | None:
    """Withdraw the next cases of an import after the id ``after``; ``None`` when none is left.

    Each case gets a journal entry that makes it void; nothing is deleted. Raises ``import_touched`` if
    somebody acted since :func:`check_untouched`; what was withdrawn before stays so.
    """
    record = await _locked(work.tx, import_id)
    states = await store.cases_of(work.tx, import_id, after, _BATCH, lock=True)
    if not states:
        return None
    live = [state for state in states if state.side != SIDE]
    acted = await _touched(work.tx, import_id, live)
    if acted:
        raise ImportTouchedError(count=len(acted), numbers="、".join(acted[:_NAMED]))
    ref = await reference(work.tx)
    await audit.append(work.tx, [_withdrawal(work, state, import_id) for state in live])
    finals = [ref.flows.version(s.flow, s.flow_version).final_clock for s in live]
    await store.void_cases(work.tx, list(zip(live, finals, strict=True)))
    await case_store.put_tasks(work.tx, [(s, task) for s in live for task in s.tasks.values()])
    record.counts.withdrawn += len(live)
    await store.save(work.tx, import_id, msgspec.to_builtins(record.counts))
    return states[-1].id


def _withdrawal(work: Work, state: CaseState, import_id: UUID) -> audit.JournalEntry:
    facts: list[f.Fact] = [
        f.TaskSet(task=msgspec.structs.replace(task, status="cancelled", done_at=work.now))
        for task in state.live_tasks()
    ]
    facts += [
        f.ClockSet(clock=msgspec.structs.replace(clock, status="cancelled", stopped_at=work.now))
        for clock in state.clocks.values()
        if clock.is_live
    ]
    origin = state.stage
    facts += [f.Moved(stage="void"), f.Sided(side=SIDE), f.Attributed(values={"excluded": True})]
    evolve(state, facts, work.now)
    data = {"facts": facts, "import": str(import_id)}
    entry = audit.chain(
        "case",
        state.id,
        state.version + 1,
        work.now,
        work.actor,
        WITHDRAW,
        origin,
        "void",
        data,
        state.head,
    )
    state.version, state.head = entry.seq, entry.hash
    return entry


async def end_withdrawal(work: Work, import_id: UUID) -> Import:
    """Withdraw the reports of an import and note that it was taken back.

    Their external ids are free again, so that a corrected file can be imported; what was personal in
    them is erased.
    """
    record = await _locked(work.tx, import_id)
    await store.withdraw_reports(work.tx, import_id, work.now)
    await store.save(work.tx, import_id, msgspec.to_builtins(record.counts), undone_at=work.now)
    await audit.record(work, "undo_import", "import", str(import_id), {"cases": record.counts.withdrawn})
    return _import(await store.load(work.tx, import_id))
