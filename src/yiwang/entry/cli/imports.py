"""``yiwang import``: files of other systems come in, and go out again."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from yiwang.base.audit import api as audit
from yiwang.connectors.tabular import runner
from yiwang.connectors.tabular.errors import FileRefusedError
from yiwang.connectors.tabular.http import shown
from yiwang.connectors.tabular.mapping import Mapping, parse
from yiwang.entry import bootstrap
from yiwang.entry.cli import remote
from yiwang.entry.cli.common import data_option, dump, json_option, note, opened, run, settings_of
from yiwang.entry.cli.tether import PARENT, tether
from yiwang.infra.database import Database
from yiwang.infra.delivery import HandlerError, deliver, subscribe, waiting_since
from yiwang.infra.outbox import Subscriber
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM
from yiwang.packs.install import install_shipped
from yiwang.sdk import cases

#: Kinds of files that others know how to import: name → where the command is.
OTHERS: dict[str, str] = {
    "observations": "yiwang.entry.cli.observations:observations",
    "organisation": "yiwang.entry.cli.organisation:organisation",
}
_POLL = 0.5
_STEPS = 10_000
_BATCH = 2_000
_MOST_HELPERS = 4
_PATIENCE = 20.0


class _Imports(click.Group):
    """A group to which other files add commands, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted([*super().list_commands(ctx), *OTHERS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command."""
        place = OTHERS.get(cmd_name)
        if place is None:
            return super().get_command(ctx, cmd_name)
        module, name = place.split(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.group(name="import", cls=_Imports)
def imports() -> None:
    """Import reports, cases of the past, and the organisation from files."""


def _command(kind: str, text: str) -> None:
    """Add ``yiwang import KIND FILE --mapping MAP.yaml``."""

    @imports.command(kind, help=text)
    @data_option
    @remote.url_option
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--mapping", "mapping_file", required=True, type=click.Path(path_type=Path))
    @json_option
    def command(
        data: Path | None,
        config: Path | None,
        url: str | None,
        file: Path,
        mapping_file: Path,
        *,
        as_json: bool,
    ) -> None:
        mapping = parse(_content(mapping_file))
        if not file.is_file():
            raise FileRefusedError(field="file", why_zh=f"没有文件 {file}", why_en=f"there is no file {file}")
        rejects = _beside(file)
        if url is not None:
            summary = _send(url, kind, file, mapping_file, rejects)
        else:
            settings = settings_of(data, config)
            with _helpers(settings) as pool:
                summary = run(_import(settings, kind, file, mapping, rejects, pool))
        _report(summary, as_json=as_json)


_command("reports", "Hand the rows of FILE in as live reports; they are dispatched like any other.")
_command("cases", "Take the rows of FILE as cases of the past, with their own times.")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise FileRefusedError(
            field="mapping",
            why_zh=f"无法打开映射文件 {file}",
            why_en=f"the mapping file {file} cannot be opened",
        ) from error


def _report(summary: dict[str, Any], *, as_json: bool) -> None:
    """Print the end of a run; an unfinished one exits with 130, as an interrupted program does."""
    if as_json:
        click.echo(dump(summary))
    else:
        click.echo(
            "{state}: {read} read, {accepted} accepted, {duplicates} duplicates, {rejected} rejected".format(
                **summary
            )
        )
        if summary["rejects"]:
            click.echo(f"rejected rows: {summary['rejects']}")
        click.echo(f"id {summary['id']}")
    if summary["state"] not in {"finished", "undone"}:
        note("导入未完成；再次运行同一命令即可继续。/ Not finished; run the same command again to go on.")
        sys.exit(130)


class _Bar:
    """A progress bar on the terminal's error stream; silent where there is no terminal."""

    def __init__(self, name: str) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[rows]:>9,} rows"),
            TextColumn("{task.fields[bad]:,} rejected"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task(name, total=_STEPS, rows=0, bad=0)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def show(self, share: float, rows: int, bad: int) -> None:
        """Move to where the import is."""
        self._bar.update(self._task, completed=round(share * _STEPS), rows=rows, bad=bad)


def _helpers(settings: Settings) -> ProcessPoolExecutor:
    """Return processes that compute beside this one; made before any thread or connection exists."""
    count = max(1, min(_MOST_HELPERS, (os.cpu_count() or 2) - 1))
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(count, context, _begin_helper, (settings.ledger_digest, os.getpid()))
    pool.submit(os.getpid).result()
    return pool


def _begin_helper(digest: str, parent: int) -> None:
    """Set up a helping process: it ends with its parent, however that ends, and not by the keyboard."""
    os.environ[PARENT] = str(parent)
    tether()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    audit.use_digest(digest)


def _beside(file: Path) -> Path:
    """Return where the rejected rows go: beside the file, or here where that folder is not ours."""
    name = f"{file.name}.rejects.csv"
    return file.with_name(name) if os.access(file.parent, os.W_OK) else Path(name)


async def _import(
    settings: Settings, kind: str, file: Path, mapping: Mapping, rejects: Path, pool: ProcessPoolExecutor
) -> dict[str, Any]:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, _stop, asked, sign)

    def compute(function: Callable[..., Any], *args: Any) -> Awaitable[Any]:
        return loop.run_in_executor(pool, function, *args)

    job = runner.Job(file, file.name, kind, mapping, lambda _: rejects, _BATCH, compute)
    with _Bar(file.name) as bar:

        def progress(told: runner.Progress) -> None:
            bar.show(told.counts.share, told.counts.read, told.counts.rejected)

        async with opened(settings) as database:
            await install_shipped(database)  # this folder may never have been served
            told = await runner.run(database, SYSTEM, job, progress=progress, stop=asked.is_set)
            if kind == "reports":
                await _settle(database)
    return _summary(
        msgspec.to_builtins(told.counts) | {"id": str(told.id), "state": told.state, "rejects": told.rejects},
        kind,
        mapping.source,
    )


def _stop(asked: asyncio.Event, sign: signal.Signals) -> None:
    """Ask the run to end after this batch; a second signal ends the program at once."""
    asked.set()
    asyncio.get_running_loop().remove_signal_handler(sign)


async def _settle(database: Database) -> None:
    """Bring the new reports on their way now, so that nothing waits for a server that may not run."""
    subscribers = bootstrap.subscribers()
    await subscribe(database, subscribers)
    for subscriber in subscribers:
        # what a writer that has not ended holds back is taken by the worker, when one runs
        with contextlib.suppress(TimeoutError, HandlerError):
            async with asyncio.timeout(_PATIENCE):
                await _hand_over(database, subscriber)


async def _hand_over(database: Database, subscriber: Subscriber) -> None:
    """Deliver until nothing waits for ``subscriber``; a message it fails on is left to the worker."""
    while True:
        step = await deliver(database, subscriber)
        if step.more:
            continue
        async with database.reading(SYSTEM) as work:
            if await waiting_since(work.tx, subscriber.name, list(subscriber.kinds)) is None:
                return
        await asyncio.sleep(0.05)


def _summary(found: dict[str, Any], kind: str, source: str) -> dict[str, Any]:
    names = ("read", "accepted", "duplicates", "rejected", "changed")
    ends = {"state": found["state"], "rejects": found["rejects"]}
    return {"id": str(found["id"]), "kind": kind, "source": source, **{n: found[n] for n in names}, **ends}


def _send(url: str, kind: str, file: Path, mapping_file: Path, rejects: Path) -> dict[str, Any]:
    """Import through a running server: upload, wait, fetch the rejected rows."""
    server = remote.Server(url)
    with _Bar(file.name) as bar:
        found = server.upload("/api/v1/imports", {"kind": kind}, {"mapping": mapping_file, "file": file})
        address = f"/api/v1/imports/{found['id']}"
        while found["state"] == "running":
            bar.show(found["share"], found["read"], found["rejected"])
            remote.pause(_POLL)
            found = server.get(address)
        bar.show(found["share"], found["read"], found["rejected"])
    found["rejects"] = None
    if found["rejected"] and server.download(f"{address}/rejects", rejects):
        found["rejects"] = str(rejects)
    if found["failure"] is not None:
        raise remote.RemoteError(found["failure"])
    return _summary(found, kind, found["source"])


@imports.command("list")
@data_option
@remote.url_option
@json_option
def list_(data: Path | None, config: Path | None, url: str | None, *, as_json: bool) -> None:
    """List the newest imports."""
    if url is not None:
        items = remote.Server(url).get("/api/v1/imports")["items"]
    else:
        items = msgspec.to_builtins(run(_list(settings_of(data, config))))
    if as_json:
        click.echo(dump({"items": items}))
        return
    for item in items:
        click.echo(
            "{id}  {started_at}  {kind:7} {source:16} {state:10} {read:>9} read {accepted:>9} accepted "
            "{rejected:>6} rejected  {file}".format(**item)
        )


async def _list(settings: Settings) -> list[dict[str, Any]]:
    async with opened(settings) as database, database.reading(SYSTEM) as work:
        return [shown(record, work.now) for record in await cases.newest_imports(work.tx)]


@imports.command()
@data_option
@remote.url_option
@click.argument("import_id", metavar="ID", type=click.UUID)
@json_option
def undo(data: Path | None, config: Path | None, url: str | None, import_id: UUID, *, as_json: bool) -> None:
    """Take the import ID back: its cases become void and its ids free, unless somebody worked on them."""
    if url is not None:
        found = remote.Server(url).post(f"/api/v1/imports/{import_id}/undo")
    else:
        found = msgspec.to_builtins(run(_undo(settings_of(data, config), import_id)))
    click.echo(dump(found) if as_json else f"undone: {found['withdrawn']} cases withdrawn")


async def _undo(settings: Settings, import_id: UUID) -> dict[str, Any]:
    async with opened(settings) as database:
        return shown(await runner.undo(database, SYSTEM, import_id), database.time.now())
