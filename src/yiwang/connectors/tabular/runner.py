"""Running an import: read and convert in a thread, take batch after batch, resumable at any point."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import itertools
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from yiwang.connectors.tabular.convert import Converter, Refused
from yiwang.connectors.tabular.errors import FileRefusedError
from yiwang.connectors.tabular.mapping import Mapping, check_columns
from yiwang.connectors.tabular.readers import open_table
from yiwang.connectors.tabular.rejects import Rejects
from yiwang.connectors.tabular.table import BadRow, Row, Table
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import YiwangError
from yiwang.sdk import cases
from yiwang.sdk.city import areas
from yiwang.sdk.work import Database

BATCH: Final = 1_000
#: Batches converted ahead of the one that is being written.
_AHEAD: Final = 2


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a run is; ``share`` of the file, 0 to 1."""

    id: UUID
    counts: cases.Counts
    state: str
    rejects: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One import to run: what, how, and where the rejected rows go (by the import's id).

    ``compute`` runs a pure function elsewhere, in a thread unless the caller has processes to give.
    """

    file: Path
    name: str
    kind: str
    mapping: Mapping
    rejects: Callable[[UUID], Path]
    batch: int = BATCH
    compute: Callable[..., Awaitable[Any]] = asyncio.to_thread


@dataclass(frozen=True, slots=True)
class _Batch:
    rows: list[cases.HistoryRow]
    refused: list[Refused]
    cells: dict[int, Sequence[Any]]
    last: int
    share: float

    @property
    def read(self) -> int:
        return len(self.rows) + len(self.refused)


def fingerprint(job: Job) -> bytes:
    """Return the digest of file, mapping and kind: what makes two runs the same run."""
    with job.file.open("rb") as file:
        content = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=32)).digest()
    plain = msgspec.json.encode(job.mapping.model_dump(mode="json", by_alias=True), order="sorted")
    return hashlib.sha256(content + plain + job.kind.encode()).digest()


async def run(
    database: Database,
    actor: Actor,
    job: Job,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Progress:
    """Import the file of ``job`` and return where it ended: :func:`prepare` and :meth:`Run.go`."""
    return await (await prepare(database, actor, job)).go(progress, stop)


async def prepare(database: Database, actor: Actor, job: Job) -> Run:
    """Open and check everything, and return the run: a new one, or the unfinished one of this file.

    Raises ``file_refused``, ``file_too_large`` and ``mapping_invalid``; nothing is stored then.
    """
    digest = await asyncio.to_thread(_fingerprint, job)
    mapping = job.mapping
    table = await asyncio.to_thread(
        open_table,
        job.file,
        encoding=mapping.encoding,
        delimiter=mapping.delimiter,
        sheet=mapping.sheet,
    )
    try:
        check_columns(mapping, table, job.kind)
        async with database.work(actor) as work:
            zone = mapping.zone() or ZoneInfo((await areas(work.tx)).city.timezone)
            record = await cases.begin_import(
                work,
                kind=job.kind,
                source=mapping.source,
                file=job.name,
                mapping=mapping.model_dump(mode="json", by_alias=True, exclude_unset=True),
                digest=digest,
            )
    except BaseException:
        await asyncio.to_thread(table.close)
        raise
    return Run(database, actor, job, table, zone, record)


def _fingerprint(job: Job) -> bytes:
    try:
        return fingerprint(job)
    except (OSError, ValueError) as error:
        raise FileRefusedError(
            field="file", why_zh=f"无法打开 {job.name}", why_en=f"{job.name} cannot be opened"
        ) from error


class Run:
    """One run over one open table; ends with :meth:`go` or :meth:`close`."""

    def __init__(
        self, database: Database, actor: Actor, job: Job, table: Table, zone: tzinfo, record: cases.Import
    ) -> None:
        self._database, self._actor, self._job, self._table = database, actor, job, table
        self.id, self._counts = record.id, record.counts
        self._rejects = Rejects(job.rejects(record.id), table.columns, position=record.counts.position)
        now = database.time.now()
        self._converter = Converter(job.mapping, table, job.kind, zone, now)

    async def go(
        self,
        progress: Callable[[Progress], None] = lambda _: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Progress:
        """Take all batches from where the record says, and finish unless stopped.

        ``stop`` is asked between batches; a stopped run is resumed by running it again. Raises the named
        errors of reading and storing; batches that were committed stay, and the record says why it ended.
        """
        batches = self._batches()
        ahead: asyncio.Queue[_Batch | Exception | None] = asyncio.Queue(_AHEAD)
        feeding = asyncio.create_task(_feed(batches, ahead), name="import-reader")
        try:
            progress(self._told("running"))
            while not stop():
                batch = await ahead.get()
                if isinstance(batch, Exception):
                    raise batch
                if batch is None:
                    async with self._database.work(self._actor) as work:
                        self._counts = (await cases.finish_import(work, self.id)).counts
                    return self._told("finished")
                await self._take(batch)
                progress(self._told("running"))
            await self.note(None)
            return self._told("unfinished")
        except YiwangError as error:
            if error.code != "import_busy":  # another run is at it: its record is not ours to write
                await self.note(error)
            raise
        finally:
            feeding.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await feeding
            await self.close()

    async def note(self, error: YiwangError | None) -> None:
        """Write down that the run ended early, and why."""
        async with self._database.work(self._actor) as work:
            await cases.pause_import(work, self.id, error)

    async def close(self) -> None:
        """Close the table and the file of rejected rows."""
        await asyncio.to_thread(self._table.close)
        self._rejects.close()

    async def _take(self, batch: _Batch) -> None:
        async with self._database.work(self._actor) as work:
            taken = await cases.take_batch(
                work,
                self.id,
                batch.rows,
                read=batch.read,
                rejected=len(batch.refused),
                after=self._counts.position,
                position=batch.last,
                share=round(batch.share, 4),
                create=self._job.mapping.create_missing,
                compute=self._job.compute,
            )
            self._reject(batch, taken)
        self._counts.read += batch.read
        self._counts.accepted += taken.accepted
        self._counts.duplicates += taken.duplicates
        self._counts.rejected += len(batch.refused) + len(taken.problems)
        self._counts.changed += sum(p.kind == "changed" for p in taken.problems)
        self._counts.position, self._counts.share = batch.last, batch.share

    def _reject(self, batch: _Batch, taken: cases.Taken) -> None:
        """Write the batch's rejects before it is committed: a crash repeats them, never loses them."""
        told = [(r.row, r.field, r.zh, r.en, r.cells) for r in batch.refused]
        told += [(p.row, p.field, p.zh, p.en, batch.cells.get(p.row, ())) for p in taken.problems]
        for row in sorted(told, key=lambda r: r[0]):
            self._rejects.add(*row)
        self._rejects.flush()

    def _told(self, state: str) -> Progress:
        path = str(self._rejects.path) if self._rejects.count else None
        return Progress(id=self.id, counts=self._counts, state=state, rejects=path)

    def _batches(self) -> Iterator[_Batch]:
        position = self._counts.position
        rows = (row for row in self._table.rows if row.number > position)
        while group := list(itertools.islice(rows, self._job.batch)):
            yield self._converted(group)

    def _converted(self, group: Sequence[Row | BadRow]) -> _Batch:
        taken: list[cases.HistoryRow] = []
        refused: list[Refused] = []
        for made in self._converter.convert_many(group):
            if isinstance(made, Refused):
                refused.append(made)
            else:
                taken.append(made)
        cells = {row.number: row.cells for row in group}
        return _Batch(taken, refused, cells, group[-1].number, self._table.share())


async def _feed(batches: Iterator[_Batch], ahead: asyncio.Queue[_Batch | Exception | None]) -> None:
    """Convert in a thread, a few batches ahead; errors of reading travel the same way as batches."""
    while True:
        try:
            batch = await asyncio.to_thread(next, batches, None)
        except FileRefusedError as error:
            await ahead.put(error)
            return
        await ahead.put(batch)
        if batch is None:
            return


async def undo(database: Database, actor: Actor, import_id: UUID) -> cases.Import:
    """Take an import back; raises ``import_touched`` if anything was done on it, nothing changes then."""
    async with database.reading(actor) as work:
        await cases.check_untouched(work, import_id)
    after: UUID | None = UUID(int=0)
    while after is not None:
        async with database.work(actor) as work:
            after = await cases.withdraw_batch(work, import_id, after)
    async with database.work(actor) as work:
        return await cases.end_withdrawal(work, import_id)
