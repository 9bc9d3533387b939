"""``yiwang outbox``: messages that subscribers failed on."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

import click
import msgspec

from yiwang.entry.cli.common import data_option, dump, json_option, opened, run, settings_of
from yiwang.entry.cli.remote import Server, url_option
from yiwang.infra import parked
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM


@click.group()
def outbox() -> None:
    """See the backlog and the messages set aside; replay them."""


@outbox.command("list")
@data_option
@url_option
@click.option("--subscriber", help="Only of this subscriber.")
@json_option
def list_(
    data: Path | None, config: Path | None, url: str | None, subscriber: str | None, *, as_json: bool
) -> None:
    """List each subscriber's backlog and the messages set aside."""
    if url is not None:
        found = _ask(Server(url), subscriber)
    else:
        found = run(_list(settings_of(data, config), subscriber))
    if as_json:
        click.echo(dump(found))
        return
    for row in found["subscribers"]:
        click.echo(f"{row['name']}: {row['behind']} ahead, {row['parked']} set aside")
    for item in found["parked"]:
        when = item["next_attempt_at"] or "waits for replay"
        click.echo(
            f"{item['subscriber']} {item['id']} {item['kind']} {item['key']} "
            f"×{item['attempts']} {when}: {item['error']}"
        )


@outbox.command()
@data_option
@url_option
@click.option("--subscriber", help="Only of this subscriber.")
@click.option("--id", "message", type=click.UUID, help="Only this message (with --subscriber).")
@json_option
def replay(
    data: Path | None,
    config: Path | None,
    url: str | None,
    subscriber: str | None,
    message: UUID | None,
    *,
    as_json: bool,
) -> None:
    """Let messages that wait for an operator be delivered again."""
    if message is not None and subscriber is None:
        raise click.UsageError("--id needs --subscriber")
    if url is not None:
        count = _ask_replay(Server(url), subscriber, message)
    else:
        count = run(_replay(settings_of(data, config), subscriber, message))
    click.echo(dump({"replayed": count}) if as_json else f"{count} due again")


def _ask(server: Server, subscriber: str | None) -> dict[str, Any]:
    wanted = f"?{urlencode({'subscriber': subscriber})}" if subscriber else ""
    return {
        "subscribers": server.get("/api/v1/admin/jobs")["subscribers"],
        "parked": server.get(f"/api/v1/admin/parked{wanted}")["items"],
    }


def _ask_replay(server: Server, subscriber: str | None, message: UUID | None) -> int:
    if subscriber is not None and message is not None:
        server.post(f"/api/v1/admin/parked/{quote(subscriber, safe='')}/{message}/replay")
        return 1
    wanted = f"?{urlencode({'subscriber': subscriber})}" if subscriber else ""
    return int(server.post(f"/api/v1/admin/parked/replay{wanted}")["replayed"])


async def _list(settings: Settings, subscriber: str | None) -> dict[str, Any]:
    async with opened(settings) as database, database.reading(SYSTEM) as work:
        aside = await parked.waiting(work.tx, subscriber=subscriber, limit=1000)
        return {
            "subscribers": await parked.backlog(work.tx),
            "parked": msgspec.to_builtins(aside),
        }


async def _replay(settings: Settings, subscriber: str | None, message: UUID | None) -> int:
    async with opened(settings) as database, database.work(SYSTEM) as work:
        if subscriber is not None and message is not None:
            await parked.replay(work, subscriber, message)
            return 1
        return await parked.replay_all(work, subscriber)
