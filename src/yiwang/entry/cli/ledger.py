"""``yiwang ledger``: check the journal, show checkpoints and proofs, rotate the signing key."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import msgspec

from yiwang.base.audit import api as audit
from yiwang.entry import bootstrap
from yiwang.entry.cli.common import data_option, dump, json_option, note, opened, run, settings_of
from yiwang.infra import signing
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import NotFoundError

_SHOWN = 20
_TELL_EVERY = 100_000


@click.group()
def ledger() -> None:
    """Check and prove the journal (存证)."""


@ledger.command()
@data_option
@click.option(
    "--head",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A checkpoint kept elsewhere; the ledger must contain it.",
)
@json_option
def verify(data: Path | None, config: Path | None, head: Path | None, *, as_json: bool) -> None:
    """Check every entry, chain, leaf, checkpoint and signature; exit code 1 if anything is not as it was.

    Runs beside the working system and changes nothing.
    """
    known = None if head is None else head.read_text(encoding="utf-8")
    started = time.monotonic()
    verdict = run(_verify(settings_of(data, config), known))
    seconds = max(time.monotonic() - started, 1e-3)
    found = msgspec.to_builtins(verdict) | {
        "seconds": round(seconds, 3),
        "rows_per_s": round(verdict.entries / seconds),
    }
    if as_json:
        click.echo(dump(found))
    else:
        _show(verdict, seconds)
    if not verdict.ok:
        raise SystemExit(1)


def _show(verdict: audit.Verdict, seconds: float) -> None:
    click.echo(
        f"{verdict.entries} entries ({verdict.sealed} sealed, {verdict.unsealed} waiting), "
        f"{verdict.checkpoints} checkpoints, {seconds:.1f} s; root {verdict.root}"
    )
    for problem in verdict.problems[:_SHOWN]:
        row = f"position {problem.position}, subject {problem.subject}, seq {problem.seq}"
        place = row if problem.subject is not None else f"leaf {problem.leaf}"
        click.echo(f"{problem.kind}: {place}: {problem.why}")
    if verdict.problem_count > _SHOWN:
        click.echo(f"… {verdict.problem_count - _SHOWN} more; --json lists them")
    click.echo("OK 完好" if verdict.ok else f"NOT OK 不符：{verdict.problem_count}")


async def _verify(settings: Settings, head: str | None) -> audit.Verdict:
    done = 0

    def progress(rows: int) -> None:
        nonlocal done
        if done // _TELL_EVERY != (done + rows) // _TELL_EVERY:
            note(f"{done + rows} …")
        done += rows

    async with opened(settings) as database, database.reading(SYSTEM) as work:
        return await audit.verify(work.tx, signing.keys(), head=head, progress=progress)


@ledger.command()
@data_option
@json_option
def checkpoint(data: Path | None, config: Path | None, *, as_json: bool) -> None:
    """Print the newest signed checkpoint: keep a copy where nobody here can change it."""

    async def go() -> str:
        async with opened(settings_of(data, config)) as database, database.reading(SYSTEM) as work:
            found = await audit.checkpoint(work.tx)
        if found is None:
            raise NotFoundError(what_zh="检查点", what_en="checkpoint", key="newest")
        return found

    text = run(go())
    click.echo(dump({"note": text}) if as_json else text, nl=as_json)


@ledger.command()
@data_option
@click.argument("subject", type=click.UUID)
@click.argument("seq", type=click.IntRange(min=1))
def proof(data: Path | None, config: Path | None, subject: UUID, seq: int) -> None:
    """Print the inclusion proof of entry SEQ of SUBJECT as JSON."""

    async def go() -> dict[str, Any]:
        async with opened(settings_of(data, config)) as database, database.reading(SYSTEM) as work:
            found = await audit.proof(work.tx, subject, seq)
        if found is None:
            raise NotFoundError(what_zh="存证", what_en="sealed entry", key=f"{subject}/{seq}")
        return found

    click.echo(dump(run(go())))


@ledger.command()
@data_option
@click.option("--rotate", is_flag=True, help="Make a new key that signs from now on.")
@json_option
def keys(data: Path | None, config: Path | None, *, rotate: bool, as_json: bool) -> None:
    """Print the public keys of this installation; publish them where nobody here can change them."""
    bootstrap.configure(settings_of(data, config))
    ring = signing.keys()
    if rotate:
        ring.rotate()
    active = ring.signer().public
    found = [{"line": key.line(), "id": key.id, "active": key == active} for key in ring.public_keys()]
    if as_json:
        click.echo(dump({"items": found}))
        return
    for item in found:
        click.echo(f"{item['line']}{'  (signs)' if item['active'] else ''}")
