"""Importing history: cases of another system with their own times, as if they had been worked here.

A batch is one transaction. Statements do not depend on the number of rows. What is computed (facts,
hashes, lines for COPY) is computed elsewhere, in a thread or in other processes, while the database
writes what was computed before.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.cases.model.evolve import evolve
from yiwang.base.cases.model.history import HistoryRow, RowProblem
from yiwang.base.cases.model.imported import Known, Step, steps
from yiwang.base.cases.model.number import NumberKey
from yiwang.base.cases.model.report import phone_key
from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.model.words import title_of, words_of
from yiwang.base.cases.store import cases as case_store
from yiwang.base.cases.store import history as history_store
from yiwang.base.cases.store import imports as store
from yiwang.base.cases.store import reports as report_store
from yiwang.base.cases.store.rules import RULES
from yiwang.base.cases.usecases.numbers import allocate
from yiwang.base.cases.usecases.opening import FLOW
from yiwang.base.cases.usecases.reference import reference
from yiwang.base.cases.usecases.translate import Translated, translate
from yiwang.base.geography import api as geography
from yiwang.infra.database import Work
from yiwang.kernel.actor import Actor
from yiwang.kernel.ids import new_id

#: Runs a pure function with its arguments somewhere else and returns what it returns.
Compute = Callable[..., Awaitable[Any]]

_SALT = 16
_CHUNK = 500
_AHEAD = 3
_DISTRICT = 6


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a batch: how many were taken, were here before, and why others were not."""

    accepted: int
    duplicates: int
    problems: list[RowProblem]


class _Note(msgspec.Struct, frozen=True):
    id: UUID
    text: str
    salt: bytes


class _Built(msgspec.Struct, frozen=True):
    """A chunk of imported cases as it is loaded: the lines of each table, and of the journal."""

    blobs: dict[str, bytes]
    journal: bytes


class _Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What building needs besides the row."""

    import_id: UUID
    source: str
    actor: Actor
    now: datetime
    flow: str
    flow_version: int
    initial: str
    final_clock: str | None
    calendar: str
    key: bytes


async def import_history(
    work: Work,
    import_id: UUID,
    source: str,
    rows: Sequence[HistoryRow],
    create: Collection[str] = (),
    compute: Compute = asyncio.to_thread,
) -> Taken:
    """Take a batch of history in the caller's transaction: case, report, journal, all or none.

    A row whose (source, external id) is here already is a duplicate; if its content differs it is a
    problem of the kind ``changed``. ``create`` names what may be made when it is missing: ``unit``,
    ``matter``. ``compute`` runs a function elsewhere. Nothing is announced per case: history is not
    news. Raises ``flow_not_found`` while no flow is installed.
    """
    rules, key = await RULES.get(work.tx)
    fresh, duplicates, problems = await _sift(work, source, rows)
    translated, refused = await translate(work, source, fresh, rules, create)
    problems += refused
    ref = await reference(work.tx)
    flow = ref.flows.current(FLOW)
    city = (await geography.areas(work.tx)).city.code
    zone = ref.calendars[flow.definition.calendar].zone
    numbers = await allocate(
        work.tx,
        [NumberKey(_number_area(t, city), t.digits, _local_day(t, zone)) for t in translated],
    )
    ground = _Ground(
        import_id=import_id,
        source=source,
        actor=work.actor,
        now=work.now,
        flow=flow.id,
        flow_version=flow.version,
        initial=flow.definition.initial,
        final_clock=flow.final_clock,
        calendar=flow.definition.calendar,
        key=key,
    )
    await _store(work, list(zip(translated, numbers, strict=True)), ground, compute)
    return Taken(accepted=len(translated), duplicates=duplicates, problems=problems)


async def _store(
    work: Work, pairs: Sequence[tuple[Translated, str]], ground: _Ground, compute: Compute
) -> None:
    """Build and write chunk by chunk; the next ones are built while one is written."""
    chunks = [pairs[i : i + _CHUNK] for i in range(0, len(pairs), _CHUNK)]
    ahead: deque[asyncio.Task[_Built]] = deque()
    try:
        for at in range(len(chunks)):
            while len(ahead) < _AHEAD and at + len(ahead) < len(chunks):
                chunk = _encode(chunks[at + len(ahead)])
                ahead.append(asyncio.ensure_future(compute(_build_many, chunk, ground)))
            built = await ahead.popleft()
            await audit.load(work.tx, built.journal)
            await history_store.load(work.tx, built.blobs)
    finally:
        for task in ahead:
            task.cancel()


async def _sift(
    work: Work, source: str, rows: Sequence[HistoryRow]
) -> tuple[list[HistoryRow], int, list[RowProblem]]:
    """Return the rows not yet here, how many are here unchanged, and those that changed."""
    stored = await report_store.known(work.tx, [(source, row.external_id) for row in rows])
    seen: dict[str, bytes] = {}
    fresh: list[HistoryRow] = []
    problems: list[RowProblem] = []
    duplicates = 0
    for row in rows:
        known = stored.get((source, row.external_id))
        same = _is_same(row, known) if known is not None else seen.get(row.external_id) == row.body_hash
        if known is None and row.external_id not in seen:
            seen[row.external_id] = row.body_hash
            fresh.append(row)
        elif same:
            duplicates += 1
        else:
            problems.append(
                RowProblem(
                    row=row.row,
                    kind="changed",
                    field="external_id",
                    zh=f"编号“{row.external_id[:60]}”已以不同的内容导入过",
                    en=f"id {row.external_id[:60]!r} was imported before with another content",
                )
            )
    return fresh, duplicates, problems


def _is_same(row: HistoryRow, known: Any) -> bool:
    salt = known["salt"]
    if salt is None or known["erased_at"] is not None:
        return True  # erased: there is nothing left to compare with
    return audit.commitment(salt, row.body_hash.hex()) == bytes(known["body_hash"])


def _number_area(row: Translated, city: str) -> str:
    return next((code for code in reversed(row.place.path) if len(code) == _DISTRICT), city)


def _local_day(row: Translated, zone: Any) -> Any:
    assert row.row.reported_at is not None
    return row.row.reported_at.astimezone(zone).date()


_encode = msgspec.msgpack.encode
_pairs = msgspec.msgpack.Decoder(list[tuple[Translated, str]])


def _build_many(chunk: bytes, ground: _Ground) -> _Built:
    """Build a chunk of rows with their numbers; also runs in other processes, so all of it is data."""
    lines = history_store.Lines(ground.import_id, ground.now)
    journal: list[str] = []
    for row, number in _pairs.decode(chunk):
        journal += [audit.copy_line(entry) for entry in _build(row, number, ground, lines)]
    return _Built(lines.blobs(), "".join(journal).encode())


def _build(
    found: Translated, number: str, ground: _Ground, lines: history_store.Lines
) -> list[audit.JournalEntry]:
    """Put all rows of one case into ``lines`` and return its journal."""
    row = found.row
    report, salt = new_id(), os.urandom(_SALT)
    note = _Note(new_id(), row.result, os.urandom(_SALT)) if row.result else None
    told = steps(
        ground.source,
        row,
        Known(
            number=number,
            report=report,
            place=found.place,
            channel=found.channel,
            flow=ground.flow,
            flow_version=ground.flow_version,
            initial=ground.initial,
            final_clock=ground.final_clock,
            calendar=ground.calendar,
            matter=found.matter,
            unit=found.unit,
            result=note.id if note else None,
        ),
        ground.now,
    )
    mark = audit.commitment(salt, row.body_hash.hex())
    state, entries = _journal(told, ground, {"row": row.row, "content": mark.hex()}, note)
    named = row.text or row.foreign_matter or row.matter or row.address or row.external_id
    title, words = title_of(named), words_of(row.text, row.address, number)
    lines.add_case(case_store.NewCase(state, ground.final_clock, title, words, ground.import_id))
    lines.add_report(_report(found, ground, report, salt, mark, state.id))
    reporter = _reporter(row, report, ground.key)
    if reporter is not None:
        lines.add_reporter(reporter)
    if note is not None:
        lines.add_note(note.id, state.id, "result", ground.actor.key, note.text, note.salt)
    return entries


def _journal(
    told: Sequence[Step], ground: _Ground, opening: dict[str, Any], note: _Note | None
) -> tuple[CaseState, list[audit.JournalEntry]]:
    """Return the state that the steps add up to, and the chained entries that tell them."""
    state: CaseState | None = None
    entries: list[audit.JournalEntry] = []
    for step in told:
        state = evolve(state, step.facts, step.at)
        data: dict[str, Any] = {"facts": step.facts, "import": str(ground.import_id)}
        if not entries:
            data |= opening
        if note is not None and step is told[-1]:
            data["notes"] = {str(note.id): audit.commitment(note.salt, note.text).hex()}
        entries.append(
            audit.chain(
                "case",
                state.id,
                len(entries) + 1,
                step.at,
                ground.actor,
                step.action,
                step.origin,
                step.target,
                data,
                state.head,
            )
        )
        state.version, state.head = entries[-1].seq, entries[-1].hash
    assert state is not None
    return state, entries


def _report(
    found: Translated, ground: _Ground, report: UUID, salt: bytes, mark: bytes, case: UUID
) -> store.HistoryReport:
    row = found.row
    given = {"channel": row.channel, "unit": row.unit}
    return store.HistoryReport(
        id=report,
        source=ground.source,
        external_id=row.external_id,
        body_hash=mark,
        channel=found.channel,
        reported_at=row.reported_at,
        text=row.text,
        matter_hint=row.foreign_matter or row.matter or None,
        address=row.address,
        lon=row.lon,
        lat=row.lat,
        attributes={name: value for name, value in given.items() if value},
        salt=salt,
        receipt_hash=hashlib.sha256(os.urandom(_SALT)).digest(),  # nobody holds a receipt for history
        case_id=case,
    )


def _reporter(row: HistoryRow, report: UUID, key: bytes) -> report_store.ReporterRow | None:
    if not (row.reporter_name or row.reporter_phone):
        return None
    return report_store.ReporterRow(
        report_id=report,
        name=row.reporter_name or None,
        phone=row.reporter_phone or None,
        email=None,
        phone_key=phone_key(key, row.reporter_phone),
        salt=os.urandom(_SALT),
    )
