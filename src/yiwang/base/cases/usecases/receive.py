"""Receiving reports: stored once, acknowledged after the commit, never changed afterwards.

What is written per report, together: the report, the reporter's data (apart, erasable), a journal entry
that commits to both without containing them, and the message that starts preparation.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Sequence
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.audit import api as audit
from yiwang.base.audit.errors import JournalValueError
from yiwang.base.cases.errors import ReportConflictError
from yiwang.base.cases.messages import ReportReceived
from yiwang.base.cases.model import once
from yiwang.base.cases.model.report import CleanReport, ReportInput, clean, phone_key
from yiwang.base.cases.model.rules import Rules
from yiwang.base.cases.store import reports as store
from yiwang.base.cases.store.rules import RULES
from yiwang.base.cases.usecases.prepare import prepare_reports
from yiwang.base.geography import api as geography
from yiwang.infra.database import Database, Work
from yiwang.infra.group_commit import GroupCommit
from yiwang.kernel.actor import SYSTEM, Actor
from yiwang.kernel.errors import InvalidInputError, YiwangError
from yiwang.kernel.ids import new_id

_SALT = 16
_SECRET = 12  # bytes: 96 bits cannot be guessed and still fit on a slip of paper


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a report. ``status``: ``created`` or ``same`` (it was here already).

    ``receipt`` (for a new report): ``secret`` to follow the case with, ``salt`` and ``reporter_salt`` to
    prove the content, and the signed promise of the ledger. For a repeat only the ``secret``, and only if
    its sender has the key of the first.
    """

    id: UUID
    status: str
    case: str | None = None
    receipt: dict[str, Any] | None = None


class Ground(msgspec.Struct, frozen=True):
    """What checking a report needs to know: the rules in force, the city's clock and coordinates."""

    rules: Rules
    key: bytes
    zone: ZoneInfo
    crs: str


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """A checked report with all rows made, ready to be written."""

    clean: CleanReport
    row: store.ReportRow
    reporter: store.ReporterRow | None
    entry: audit.JournalEntry
    secret: str

    @property
    def key(self) -> tuple[str, str] | None:
        """Return (source, external id), ``None`` if the source gave no id."""
        external = self.row.external_id
        return None if external is None else (self.row.source, external)


async def ground(work: Work) -> Ground:
    """Return what checking needs (no SQL while it is fresh)."""
    rules, key = await RULES.get(work.tx)
    city = (await geography.areas(work.tx)).city
    return Ground(rules, key, ZoneInfo(city.timezone), city.crs)


def prepare(
    report: ReportInput,
    actor: Actor,
    work: Ground,
    now: Any,
    import_id: UUID | None = None,
    *,
    secret: str | None = None,
) -> Prepared:
    """Check ``report`` and make its rows; raises a named error that says which field is wrong."""
    found = clean(report, work.rules, now, work.zone, work.crs)
    return make_rows(found, actor, work, now, import_id, secret=secret)


def make_rows(
    found: CleanReport,
    actor: Actor,
    on: Ground,
    now: Any,
    import_id: UUID | None = None,
    *,
    secret: str | None = None,
) -> Prepared:
    """Make the rows of a checked report; the receipt's ``secret`` is random unless it is given."""
    report_id, salt, secret = new_id(), os.urandom(_SALT), secret or _new_secret()
    reporter = None
    if found.reporter is not None:
        reporter = store.ReporterRow(
            report_id=report_id,
            name=found.reporter.name,
            phone=found.reporter.phone,
            email=found.reporter.email,
            phone_key=phone_key(on.key, found.reporter.phone),
            salt=os.urandom(_SALT),
        )
    try:
        digest = content_mark(found, salt, reporter.salt if reporter else None)
    except JournalValueError as error:
        error.field = "attributes"  # the only part of a report whose form is free
        raise
    row = store.ReportRow(
        id=report_id,
        source=found.source,
        external_id=found.external_id,
        body_hash=digest,
        channel=found.channel,
        reported_at=found.reported_at,
        text=found.text,
        matter_hint=found.matter,
        address=found.address,
        lon=found.lon,
        lat=found.lat,
        media=found.media,
        attributes=found.attributes,
        salt=salt,
        receipt_hash=hash_secret(secret),
        import_id=import_id,
    )
    data = {"source": found.source, "channel": found.channel, "content": digest.hex()}
    entry = audit.chain("report", report_id, 1, now, actor, "receive", None, "received", data, b"")
    return Prepared(clean=found, row=row, reporter=reporter, entry=entry, secret=secret)


def content_mark(found: CleanReport, salt: bytes, reporter_salt: bytes | None) -> bytes:
    """Return the commitment to a report; the reporter's data enter as a commitment of their own."""
    contact = found.contact()
    mark = audit.commitment(reporter_salt, contact).hex() if contact and reporter_salt else None
    return audit.commitment(salt, found.body(mark))


def _new_secret() -> str:
    return base64.b32encode(os.urandom(_SECRET)).decode().rstrip("=")


def hash_secret(secret: str) -> bytes:
    """Return what is stored of a receipt secret."""
    return hashlib.sha256(secret.strip().upper().encode()).digest()


async def write(work: Work, items: Sequence[Prepared]) -> list[Received | YiwangError]:
    """Write ``items`` in the caller's transaction with a handful of statements; one answer per item.

    An item whose (source, external id) is stored already is answered with the stored report, or with
    ``report_conflict`` if the content differs. Announces :class:`ReportReceived` per new report.
    """
    first: dict[tuple[str, str], Prepared] = {}
    for item in items:
        if item.key is not None:
            first.setdefault(item.key, item)
    fresh = [item for item in items if item.key is None or first[item.key] is item]
    stored = await store.insert(work.tx, [item.row for item in fresh], work.now)
    new = [item for item in fresh if item.row.id in stored]
    await _bind_media(work, [item for item in new if item.row.media])
    await store.insert_reporters(work.tx, [item.reporter for item in new if item.reporter is not None])
    await audit.append(work.tx, [item.entry for item in new])
    for item in new:
        work.announce(ReportReceived(report=item.row.id))
    taken = [i.key for i in items if i.key is not None and i.row.id not in stored]
    known = await store.known(work.tx, list(dict.fromkeys(taken))) if taken else {}
    signer = audit.signer()
    answers: list[Received | YiwangError] = []
    for item in items:
        if item.row.id in stored:
            answers.append(_created(item, signer))
        else:
            assert item.key is not None
            answers.append(_again(item, known[item.key]))
    return answers


async def receive_within(
    work: Work, reports: Sequence[ReportInput], *, prepare_now: bool = False
) -> list[Received | YiwangError]:
    """Store ``reports`` in the caller's transaction; one answer per report, in order.

    For modules whose own change and the report must be committed together. With ``prepare_now`` the case
    is opened, or joined, in the same transaction too, and new answers carry its number; the message that
    would do it later finds nothing left to do. What is wrong with a report is answered, not raised.
    """
    on = await ground(work)
    answers: list[Received | YiwangError | None] = [None] * len(reports)
    items: list[tuple[int, Prepared]] = []
    for place, report in enumerate(reports):
        try:
            items.append((place, prepare(report, work.actor, on, work.now)))
        except YiwangError as error:
            answers[place] = error
    written = await write(work, [item for _, item in items])
    for (place, _), answer in zip(items, written, strict=True):
        answers[place] = answer
    if prepare_now:
        fresh = [a.id for a in answers if isinstance(a, Received) and a.status == "created"]
        bound = await prepare_reports(work, fresh)
        numbers = await store.numbers(work.tx, list(set(bound.values())))
        answers = [
            msgspec.structs.replace(a, case=numbers.get(bound[a.id]))
            if isinstance(a, Received) and a.id in bound
            else a
            for a in answers
        ]
    return [a for a in answers if a is not None]


async def _bind_media(work: Work, items: Sequence[Prepared]) -> None:
    for item in items:
        bound = await store.bind_media(work.tx, item.row.id, item.row.media)
        if bound != len(item.row.media):
            raise InvalidInputError(
                field="media",
                why_zh="附件不存在或已被使用",
                why_en="an attachment is unknown or already used",
            )


def _created(item: Prepared, signer: Any) -> Received:
    receipt = audit.sign_receipt(signer, item.entry)
    receipt["secret"] = item.secret
    receipt["salt"] = item.row.salt.hex()
    if item.reporter is not None:
        receipt["reporter_salt"] = item.reporter.salt.hex()
    return Received(id=item.row.id, status="created", receipt=receipt)


def _again(item: Prepared, known: Any) -> Received | YiwangError:
    erased = known["salt"] is None or known["erased_at"] is not None
    if not erased and content_mark(item.clean, known["salt"], known["reporter_salt"]) != known["body_hash"]:
        return ReportConflictError(
            field="external_id", source=item.row.source, external_id=item.row.external_id
        )
    receipt = {"secret": item.secret} if hash_secret(item.secret) == known["receipt_hash"] else None
    return Received(id=known["id"], status="same", case=known["number"], receipt=receipt)


class Intake:
    """The intake of one process: checks at once, writes in groups."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ground: Ground | None = None
        self._commit: GroupCommit[Prepared, Received] = GroupCommit(self._write)

    async def receive(self, report: ReportInput, actor: Actor, key: str | None = None) -> Received:
        """Store ``report`` durably and return its answer; nothing is answered before the commit.

        With the sender's own ``key`` a repeat is answered with the receipt's secret once more.

        Raises the named errors of checking, ``report_conflict``, ``unavailable`` and ``disk_full``.
        """
        now = self._database.time.now()
        known = await self._known()
        secret = None if key is None else once.secret_of(known.key, once.clean_key(key))
        return await self._commit.submit(prepare(report, actor, known, now, secret=secret))

    async def _known(self) -> Ground:
        held = RULES.held()
        if self._ground is not None and held is not None and held[0] is self._ground.rules:
            return self._ground
        async with self._database.reading(SYSTEM) as work:
            self._ground = await ground(work)
        return self._ground

    async def _write(self, items: Sequence[Prepared]) -> Sequence[Received | YiwangError]:
        async with self._database.work(SYSTEM) as work:
            return await write(work, items)


_intakes: WeakKeyDictionary[Database, Intake] = WeakKeyDictionary()


def intake(database: Database) -> Intake:
    """Return the intake of ``database`` in this process."""
    found = _intakes.get(database)
    if found is None:
        found = _intakes[database] = Intake(database)
    return found
