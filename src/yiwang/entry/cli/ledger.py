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
from yiwang.entry.cli import remote
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
@remote.url_option
@click.option(
    "--head",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A checkpoint kept elsewhere; the ledger must contain it.",
)
@json_option
def verify(
    data: Path | None, config: Path | None, url: str | None, head: Path | None, *, as_json: bool
) -> None:
    """Check every entry, chain, leaf, checkpoint and signature; exit code 1 if anything is not as it was.

    Runs beside the working system and changes nothing. With --url the server checks itself, for a token of
    the role auditor; who does not trust the server runs it with --data.
    """
    known = None if head is None else head.read_text(encoding="utf-8")
    started = time.monotonic()
    if url is not None:
        told = remote.Server(url).post("/api/v1/ledger/verify", {"head": known})
        verdict = msgspec.convert(told, audit.Verdict)
    else:
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
@remote.url_option
@json_option
def checkpoint(data: Path | None, config: Path | None, url: str | None, *, as_json: bool) -> None:
    """Print the newest signed checkpoint: keep a copy where nobody here can change it."""

    async def go() -> str:
        async with opened(settings_of(data, config)) as database, database.reading(SYSTEM) as work:
            found = await audit.checkpoint(work.tx)
        if found is None:
            raise NotFoundError(what_zh="检查点", what_en="checkpoint", key="newest")
        return found

    text = run(go()) if url is None else remote.Server(url).get("/api/v1/ledger/checkpoint")["note"]
    click.echo(dump({"note": text}) if as_json else text, nl=as_json)


@ledger.command()
@data_option
@remote.url_option
@click.argument("subject", type=click.UUID)
@click.argument("seq", type=click.IntRange(min=1))
@json_option
def proof(
    data: Path | None, config: Path | None, url: str | None, subject: UUID, seq: int, *, as_json: bool
) -> None:
    """Print the inclusion proof of entry SEQ of SUBJECT as JSON."""

    async def go() -> dict[str, Any]:
        async with opened(settings_of(data, config)) as database, database.reading(SYSTEM) as work:
            found = await audit.proof(work.tx, subject, seq)
        if found is None:
            raise NotFoundError(what_zh="存证", what_en="sealed entry", key=f"{subject}/{seq}")
        return found

    del as_json  # a proof is JSON whatever was asked for
    path = f"/api/v1/ledger/proof?subject={subject}&seq={seq}"
    click.echo(dump(run(go()) if url is None else remote.Server(url).get(path)))


@ledger.command()
@data_option
@remote.url_option
@click.option("--rotate", is_flag=True, help="Make a new key that signs from now on.")
@json_option
def keys(data: Path | None, config: Path | None, url: str | None, *, rotate: bool, as_json: bool) -> None:
    """Print the public keys of this installation; publish them where nobody here can change them."""
    if url is not None and rotate:
        raise remote.NeedsDataError(
            command="ledger keys --rotate",
            why_zh="私钥只在服务器上",
            why_en="private keys stay there",
            field="url",
        )
    if url is not None:
        found = remote.Server(url).get("/api/v1/ledger/keys")["items"]
    else:
        found = _own_keys(settings_of(data, config), rotate=rotate)
    if as_json:
        click.echo(dump({"items": found}))
        return
    for item in found:
        click.echo(f"{item['line']}{'  (signs)' if item.get('active') else ''}")


def _own_keys(settings: Settings, *, rotate: bool) -> list[dict[str, Any]]:
    bootstrap.configure(settings)
    ring = signing.keys()
    if rotate:
        ring.rotate()
    active = ring.signer().public
    return [{"line": key.line(), "id": key.id, "active": key == active} for key in ring.public_keys()]
