"""SQL of cases, their tasks and words. A case's row is written only here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.cases.model.brief import Brief
from yiwang.base.cases.model.state import CaseState, Clock, Task
from yiwang.infra.database import COPY_FROM, Row, Tx

_decoder = msgspec.json.Decoder(CaseState)
_encoder = msgspec.json.Encoder()

COLUMNS = (
    ("id", "uuid"),
    ("number", "text"),
    ("version", "int4"),
    ("head", "bytea"),
    ("flow", "text"),
    ("flow_version", "int4"),
    ("stage", "text"),
    ("side", "text"),
    ("matter", "text"),
    ("urgency", "int2"),
    ("source", "text"),
    ("channel", "text"),
    ("unit", "text"),
    ("area", "text"),
    ("path", "text"),
    ("lon", "float8"),
    ("lat", "float8"),
    ("address", "text"),
    ("reports", "int4"),
    ("opened_at", "timestamptz"),
    ("due_at", "timestamptz"),
    ("final_due_at", "timestamptz"),
    ("fires_at", "timestamptz"),
    ("filed_at", "timestamptz"),
    ("dispatched_at", "timestamptz"),
    ("closed_at", "timestamptz"),
    ("on_time", "bool"),
    ("satisfaction", "int2"),
    ("supervised", "bool"),
    ("brief", "jsonb"),
    ("state", "text"),
)
_EXTRA = (("title", "text"), ("import_id", "uuid"))

_NAMES = [name for name, _ in (*COLUMNS, *_EXTRA)]
_PATH = _NAMES.index("path")


def _value(name: str) -> str:
    return "string_to_array(path, ' ')" if name == "path" else name


_INSERT = f"""
INSERT INTO cases_case ({", ".join(_NAMES)})
SELECT {", ".join(_value(n) for n in _NAMES)}
FROM unnest({", ".join(f"${i}::{t}[]" for i, (_, t) in enumerate((*COLUMNS, *_EXTRA), 1))})
    AS fresh({", ".join(_NAMES)})
"""
_INSERT_WORDS = """
INSERT INTO cases_search (case_id, opened_at, words)
SELECT case_id, opened_at, array_to_tsvector(string_to_array(words, ' '))
FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]) AS fresh (case_id, opened_at, words)
"""
_UPDATED = [c for c in COLUMNS if c[0] not in {"id", "number", "flow", "opened_at", "source", "channel"}]
_UPDATE = f"""
UPDATE cases_case AS c SET {", ".join(f"{n} = fresh.{n}" for n, _ in _UPDATED if n != "path")},
    path = string_to_array(fresh.path, ' ')
FROM unnest($1::uuid[], $2::int4[], {", ".join(f"${i}::{t}[]" for i, (_, t) in enumerate(_UPDATED, 3))})
    AS fresh(id, before, {", ".join(n for n, _ in _UPDATED)})
WHERE c.id = fresh.id AND c.version = fresh.before
"""


def columns(state: CaseState, final_clock: str | None) -> dict[str, Any]:
    """Return the values of a case's row (without title, words and import) as its state says, in order."""
    nearest = state.nearest_clock
    final = next((c for c in reversed(state.clocks.values()) if c.kind == final_clock), None)
    closed = state.times.get("closed") if state.is_over else None
    return {
        "id": state.id,
        "number": state.number,
        "version": state.version,
        "head": state.head,
        "flow": state.flow,
        "flow_version": state.flow_version,
        "stage": state.stage,
        "side": state.side,
        "matter": state.matter,
        "urgency": state.urgency,
        "source": state.source,
        "channel": state.channel,
        "unit": state.lead,
        "area": state.place.area,
        "path": " ".join(state.place.path),
        "lon": state.place.lon,
        "lat": state.place.lat,
        "address": state.place.address,
        "reports": len(state.reports),
        "opened_at": state.opened_at,
        "due_at": nearest.due_at if nearest is not None else None,
        "final_due_at": final.due_at if final is not None else None,
        "fires_at": state.fires_at,
        "filed_at": state.times.get("filed"),
        "dispatched_at": state.times.get("dispatched"),
        "closed_at": closed,
        "on_time": _on_time(final, closed),
        "satisfaction": state.satisfaction,
        "supervised": any(s.status != "closed" for s in state.supervisions.values()),
        "brief": Brief.of(state),
        "state": _encoder.encode(state).decode(),
    }


def _on_time(final: Clock | None, closed: datetime | None) -> bool | None:
    if final is None or closed is None:
        return None
    return final.status == "met" if final.status in {"met", "missed"} else None


class NewCase(msgspec.Struct, frozen=True):
    """A case's first row: its state, what lists show of its text, and where it came from."""

    state: CaseState
    final_clock: str | None
    title: str
    words: Sequence[str]
    import_id: UUID | None = None


def marks(state: CaseState) -> list[str]:
    """Return what stands beside the words of a case in its search vector: areas, matter, channel.

    No word holds a colon, so they never meet. With them one inverted index answers text and place together.
    """
    found = [f"a:{code}" for code in state.place.path]
    if state.matter is not None:
        found.append(f"m:{state.matter}")
    return [*found, f"c:{state.channel}"]


def search_words(state: CaseState, words: Sequence[str]) -> list[str]:
    """Return the distinct members of a case's search vector."""
    return [*dict.fromkeys(w for w in words if w and " " not in w), *marks(state)]


_PUT_MARKS = """
UPDATE cases_search SET words = array_to_tsvector(
    ARRAY(SELECT w FROM unnest(tsvector_to_array(words)) AS w WHERE substr(w, 2, 1) <> ':') || $2::text[])
WHERE case_id = $1
"""
_PUT_WORDS = """
UPDATE cases_search SET words = array_to_tsvector(
    ARRAY(SELECT w FROM unnest(tsvector_to_array(words)) AS w WHERE substr(w, 2, 1) = ':') || $2::text[])
WHERE case_id = $1
"""


async def words_of(tx: Tx, cases: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return the search words of cases, without the marks beside them."""
    rows = await tx.fetch(
        "SELECT case_id, tsvector_to_array(words) AS words FROM cases_search WHERE case_id = ANY ($1)",
        list(cases),
    )
    return {row["case_id"]: tuple(w for w in row["words"] if w[1:2] != ":") for row in rows}


async def put_marks(tx: Tx, state: CaseState) -> None:
    """Write the marks of a case anew after its place or matter changed."""
    await tx.execute(_PUT_MARKS, state.id, marks(state))


async def put_words(tx: Tx, case: UUID, words: Sequence[str]) -> None:
    """Replace the search words of a case; the marks of where and what it is about stay."""
    await tx.execute(_PUT_WORDS, case, [*words])


async def insert_cases(tx: Tx, cases: Sequence[NewCase]) -> None:
    """Insert any number of cases with one statement, their words and tasks with two."""
    if not cases:
        return
    rows = [[*columns(c.state, c.final_clock).values(), c.title, c.import_id] for c in cases]
    if len(rows) < COPY_FROM:
        await tx.execute(_INSERT, *map(list, zip(*rows, strict=True)))
    else:
        for row, case in zip(rows, cases, strict=True):
            row[_PATH] = case.state.place.path
        await tx.copy("cases_case", _NAMES, rows)
    await tx.execute(
        _INSERT_WORDS,
        [c.state.id for c in cases],
        [c.state.opened_at for c in cases],
        [" ".join(search_words(c.state, c.words)) for c in cases],
    )
    await put_tasks(tx, [(c.state, t) for c in cases for t in c.state.tasks.values()])


async def update_cases(tx: Tx, changed: Sequence[tuple[CaseState, int, str | None]]) -> bool:
    """Write cases (state, version before, kind of the final clock) over that version with one statement.

    ``False`` if somebody else was faster with any of them.
    """
    rows = [columns(state, final) for state, _, final in changed]
    touched = await tx.execute(
        _UPDATE,
        [state.id for state, _, _ in changed],
        [before for _, before, _ in changed],
        *([row[name] for row in rows] for name, _ in _UPDATED),
    )
    return touched == len(changed)


async def load(tx: Tx, number: str, *, lock: bool = False) -> CaseState | None:
    """Return the case ``number``; ``lock`` keeps others out until the transaction ends."""
    row = await tx.fetchrow(
        "SELECT state FROM cases_case WHERE number = $1" + (" FOR UPDATE" if lock else ""),
        number,
    )
    return None if row is None else _state(row)


async def load_many(tx: Tx, numbers: Sequence[str]) -> dict[str, CaseState]:
    """Return and lock several cases in the order of their numbers, so that two acts cannot deadlock."""
    rows = await tx.fetch(
        "SELECT state FROM cases_case WHERE number = ANY($1) ORDER BY number FOR UPDATE",
        list(numbers),
    )
    return {s.number: s for s in map(_state, rows)}


async def load_by_id(tx: Tx, case: UUID, *, lock: bool = False) -> CaseState | None:
    """Return a case by its id; ``lock`` skips it (``None``) if somebody else works on it now."""
    row = await tx.fetchrow(
        "SELECT state FROM cases_case WHERE id = $1" + (" FOR UPDATE SKIP LOCKED" if lock else ""),
        case,
    )
    return None if row is None else _state(row)


def _state(row: Row) -> CaseState:
    return decode_state(row["state"])


def decode_state(text: str) -> CaseState:
    """Return the state that a row keeps as JSON text."""
    return _decoder.decode(text)


_PUT_TASKS = """
INSERT INTO cases_task (
    id, case_id, kind, unit, person, status, required, opened_at, signed_at, done_at, due_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bool[],
    $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[])
ON CONFLICT (id) DO UPDATE SET unit = excluded.unit, person = excluded.person, status = excluded.status,
    signed_at = excluded.signed_at, done_at = excluded.done_at, due_at = excluded.due_at
"""


async def put_tasks(tx: Tx, tasks: Sequence[tuple[CaseState, Task]]) -> None:
    """Insert or update task rows; a task is due when its own clock is, or the case's nearest one."""
    if not tasks:
        return
    await tx.execute(
        _PUT_TASKS,
        [t.id for _, t in tasks],
        [s.id for s, _ in tasks],
        [t.kind for _, t in tasks],
        [t.unit for _, t in tasks],
        [t.person for _, t in tasks],
        [t.status for _, t in tasks],
        [t.required for _, t in tasks],
        [t.opened_at for _, t in tasks],
        [t.signed_at for _, t in tasks],
        [t.done_at for _, t in tasks],
        [task_due(s, t) for s, t in tasks],
    )


def task_due(state: CaseState, task: Task) -> datetime | None:
    """Return when a task is due: by its own clock, or the case's for the lead."""
    own = next((c for c in state.clocks.values() if c.task == task.id and c.is_live), None)
    if own is None and task.kind == "lead":
        own = state.clock("handle") or state.nearest_clock
    return own.due_at if own is not None else None


async def due_clocks(tx: Tx, now: datetime, limit: int) -> list[UUID]:
    """Return cases with a clock that has something to say by ``now``, the longest waiting first."""
    rows = await tx.fetch(
        "SELECT id FROM cases_case WHERE fires_at <= $1 ORDER BY fires_at LIMIT $2", now, limit
    )
    return [row["id"] for row in rows]


async def ids_after(tx: Tx, last: UUID, limit: int) -> list[UUID]:
    """Return the ids of up to ``limit`` cases after ``last``, in order of id."""
    rows = await tx.fetch("SELECT id FROM cases_case WHERE id > $1 ORDER BY id LIMIT $2", last, limit)
    return [row["id"] for row in rows]
