"""Casting cases: many like those that are there, with all that belongs to them.

For benchmarks and drills on a full database. What is cast is sound: numbers, journals with their hashes,
tasks, clocks and words all hold; a case's journal tells it in one entry (``cast``).
"""

from __future__ import annotations

import base64
import hashlib
import os
import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.cases.model.mould import LAT, LON, Holes, Mould, hole
from yiwang.base.cases.model.number import NumberKey, check, make
from yiwang.base.cases.model.state import CaseState, Place
from yiwang.base.cases.model.telling import facts_of
from yiwang.base.cases.model.words import title_of, words_of
from yiwang.base.cases.store import bulk as store
from yiwang.base.cases.store import cases as case_store
from yiwang.base.geography import api as geography
from yiwang.base.workflow import api as workflow
from yiwang.infra.copytext import line
from yiwang.infra.database import Row, Tx
from yiwang.kernel.actor import SYSTEM

_JITTER = 0.0003  # degrees: about thirty metres, so that most points stay in their grid
_REPORTS, _REPORTERS, _CASES, _SEARCH = "cases_report", "cases_reporter", "cases_case", "cases_search"
_TASKS, _JOURNAL = "cases_task", "journal"
#: Tables in the order in which they are loaded.
TABLES = (_REPORTS, _REPORTERS, _CASES, _SEARCH, _TASKS, _JOURNAL)
#: Tables whose indexes are worth being built after the load.
LOADED_TABLES = (*store.COLUMNS, "audit_journal")


class Wording(msgspec.Struct, frozen=True):
    """What a report may say: text and address; ``words`` is the text of their search vector."""

    text: str
    address: str
    title: str
    words: str


def wording(text: str, address: str) -> Wording:
    """Return a wording; texts hold no quotes, tabs or backslashes."""
    words = " ".join(f"'{word}'" for word in words_of(text, address))
    return Wording(text, address, title_of(text), words)


async def moulds(tx: Tx, limit: int = 2000) -> list[Mould]:
    """Return moulds of up to ``limit`` cases that are there."""
    flows = await workflow.flows(tx)
    tree = await geography.areas(tx)
    zone = ZoneInfo(tree.city.timezone)
    rows = await store.models(tx, limit)
    return [_mould(row, flows, zone, tree) for row in rows]


def _mould(row: Row, flows: workflow.Flows, zone: ZoneInfo, tree: geography.AreaTree) -> Mould:
    state = case_store.decode_state(row["state"])
    final = flows.version(state.flow, state.flow_version).final_clock
    key = check(state.number).key
    position = (
        (state.place.lon, state.place.lat)
        if state.place.lon is not None and state.place.lat is not None
        else None
    )
    place = msgspec.structs.replace(
        state.place,
        address=hole("address"),
        lon=LON if position else None,
        lat=LAT if position else None,
    )
    blank = _blank(state, place, final)
    entry = audit.chain(
        "case",
        state.id,
        1,
        state.opened_at,
        SYSTEM,
        "cast",
        None,
        state.stage,
        {"facts": facts_of(blank)},
        b"",
    )
    holes = Holes([state.id, state.reports[0], *_own(blank)])
    texts = _lines(blank, row, entry, final)
    lines = {table: holes.template(text) for table, text in texts.items()}
    preimage = holes.template(audit.preimage(entry).decode())
    return Mould(
        lines=lines,
        preimage=preimage,
        own=len(holes.ids),
        dates=tuple(date.fromisoformat(day) for day in holes.dates),
        day=state.opened_at.astimezone(zone).date(),
        opened_at=state.opened_at,
        area=key.area,
        digits=key.source,
        district=_name(tree, key.area),
        matter=state.matter,
        stage=state.stage,
        position=position,
    )


def _name(tree: geography.AreaTree, code: str) -> str:
    area = tree.get(code)
    return area.name if area is not None else ""


def _blank(state: CaseState, place: Place, final: str | None) -> CaseState:
    """Return ``state`` with stand-ins; a finished case keeps the clocks that figures are made from."""
    blank: CaseState = msgspec.convert(msgspec.to_builtins(state), CaseState)
    if blank.is_over:
        blank.clocks = {i: c for i, c in blank.clocks.items() if c.kind in {final, "total"}}
    blank.number, blank.place = hole("number"), place
    blank.version, blank.head = 1, b""
    return blank


def _own(state: CaseState) -> list[UUID]:
    """Return the identities that belong to the case alone, besides its own and its report's."""
    found = [*state.tasks, *state.returns, *state.extensions, *state.supervisions, *state.consultations]
    found += [note for task in state.tasks.values() for note in (task.note, task.demand) if note]
    found += [note for note in (state.result, state.public_reply) if note]
    return list(dict.fromkeys(found))


def _lines(state: CaseState, row: Row, entry: audit.JournalEntry, final: str | None) -> dict[str, str]:
    """Return the lines of every table as text, stand-ins where a cast fills in its own."""
    report = state.reports[0]
    at = state.opened_at
    point = (state.place.lon, state.place.lat)
    told: dict[str, Any] = msgspec.to_builtins(state)
    told["head"] = hole("head")
    values = case_store.columns(state, final) | {
        "state": told,
        "path": "{" + ",".join(state.place.path) + "}",
        "head": hole("hash"),
    }
    ordered = [values[name] for name, _ in case_store.COLUMNS]
    case_line = line([*ordered, hole("title")])
    lines = {
        _REPORTS: line(
            [
                report,
                state.source,
                hole("salt"),
                state.channel,
                at,
                at,
                hole("text"),
                row["matter_hint"],
                hole("address"),
                *point,
                "{}",
                {},
                hole("receipt"),
                state.id,
                "joined",
            ]
        ),
        _CASES: case_line,
        _SEARCH: line(
            [state.id, at, " ".join([hole("words"), *(f"'{m}'" for m in case_store.marks(state))])]
        ),
        _TASKS: "".join(line(_task(state, task)) for task in state.tasks.values()),
        _JOURNAL: _journal_line(entry),
    }
    if row["called"]:
        lines[_REPORTERS] = line([report, hole("name"), hole("phone"), hole("salt")])
    return lines


def _task(state: CaseState, task: Any) -> list[Any]:
    names = ("kind", "unit", "person", "status", "required", "opened_at", "signed_at", "done_at")
    return [task.id, state.id, *(getattr(task, n) for n in names), case_store.task_due(state, task)]


def _journal_line(entry: audit.JournalEntry) -> str:
    return line(
        [
            entry.stream,
            entry.subject,
            entry.seq,
            entry.at,
            entry.actor,
            entry.actor_name,
            entry.actor_salt,
            entry.actor_mark,
            entry.action,
            entry.origin,
            entry.target,
            entry.data,
            entry.algorithm,
            b"",
            hole("hash"),
        ]
    )


class Caster:
    """Casts cases from moulds; one per process, each with days of its own."""

    def __init__(self, chooser: random.Random, serials: dict[NumberKey, int]) -> None:
        self._random = chooser
        self.serials = serials
        self._lines: dict[str, list[str]] = defaultdict(list)
        self._shifts: dict[tuple[int, int], list[str]] = {}

    def cast(self, mould: Mould, weeks: int, said: Wording, who: tuple[str, str]) -> None:
        """Cast one case ``weeks`` later than its mould (earlier if negative)."""
        shift_key = (id(mould), weeks)
        dates = self._shifts.get(shift_key)
        if dates is None:
            dates = self._shifts[shift_key] = mould.shifted(weeks)
        key = NumberKey(mould.area, mould.digits, mould.day + timedelta(weeks=weeks))
        serial = self.serials[key] = self.serials.get(key, 0) + 1
        raw = os.urandom(16 * (mould.own + 2)).hex()
        lon, lat = self._position(mould)
        milliseconds = int((mould.opened_at + timedelta(weeks=weeks)).timestamp() * 1000)
        values = [
            make(key, serial), lon, lat, said.address, said.title, said.text, said.words, *who,
            f"\\\\x{raw[:32]}", f"\\\\x{raw[32:64]}", "", "",
            *(_uuid7(milliseconds, raw[at : at + 32]) for at in range(64, len(raw), 32)),
            *dates,
        ]  # fmt: skip
        digest = hashlib.sha256(mould.preimage.fill(values).encode()).digest()
        values[11], values[12] = f"\\\\x{digest.hex()}", base64.b64encode(digest).decode()
        for table, template in mould.lines.items():
            self._lines[table].append(template.fill(values))

    def _position(self, mould: Mould) -> tuple[str, str]:
        if mould.position is None:
            return "", ""
        lon, lat = (round(at + self._random.uniform(-_JITTER, _JITTER), 6) for at in mould.position)
        # a whole number would be written in another form in a journal's canonical text
        return repr(lon if lon % 1 else lon + 1e-6), repr(lat if lat % 1 else lat + 1e-6)

    def take(self) -> dict[str, bytes]:
        """Return the lines of all tables cast since the last call."""
        made = {table: "".join(self._lines[table]).encode() for table in TABLES}
        self._lines.clear()
        return made


def _uuid7(milliseconds: int, raw: str) -> str:
    """Return a UUIDv7 of the given instant with the random digits ``raw`` (32 hexadecimal)."""
    stamp = f"{milliseconds:012x}"
    return f"{stamp[:8]}-{stamp[8:]}-7{raw[1:4]}-{'89ab'[int(raw[4], 16) & 3]}{raw[5:8]}-{raw[8:20]}"


async def load_cast(tx: Tx, made: dict[str, bytes]) -> None:
    """Load what was cast, in the caller's transaction."""
    for table in TABLES:
        text = made[table]
        if not text:
            continue
        if table == _JOURNAL:
            await audit.load(tx, text)
        else:
            await store.load(tx, table, text)


async def last_serials(tx: Tx, first: date, last: date) -> dict[NumberKey, int]:
    """Return the last serial of each series of numbers of the days from ``first`` to ``last``."""
    return await store.last_serials(tx, first, last)


async def keep_serials(tx: Tx, last: dict[NumberKey, int]) -> None:
    """Make sure that numbers that were cast are never given again."""
    await store.raise_counters(tx, last)


def spread(found: Sequence[Mould]) -> tuple[list[Mould], list[Mould]]:
    """Return the moulds of finished and of running cases apart: only the former were there years ago."""
    over = {"closed", "rated", "archived", "rejected", "not_filed", "void"}
    return [m for m in found if m.stage in over], [m for m in found if m.stage not in over]
