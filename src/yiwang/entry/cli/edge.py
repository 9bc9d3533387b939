"""``yiwang edge``: a node at the spot, and at the centre the nodes it knows."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import ssl
from pathlib import Path
from typing import Any

import click
import uvicorn

import yiwang
from yiwang.base.edges import api as edges
from yiwang.edge.calling import address, call
from yiwang.edge.centre import Centre
from yiwang.edge.console import Console
from yiwang.edge.folder import Credentials, Folder
from yiwang.edge.journal import Journal
from yiwang.edge.node import Node
from yiwang.entry.cli.common import data_option, dump, json_option, note, opened, run, settings_of
from yiwang.entry.cli.processes import until_stopped
from yiwang.infra import memory
from yiwang.infra.logs import configure
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.ids import new_secret

log = logging.getLogger(__name__)

_GRACE = 5
_folder = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("edge"),
    show_default=True,
    help="The node's folder.",
)


@click.group()
def edge() -> None:
    """Run an edge node (enrol, run, status), or manage the centre's nodes (list, register, key, revoke)."""


@edge.command()
@_folder
@click.option("--centre", required=True, help="Address of the centre, https://…")
@click.option("--ca", type=click.Path(path_type=Path, exists=True), help="Certificates to trust (PEM).")
@click.option("--key", envvar="YIWANG_EDGE_KEY", help="One-time key; asked for if not given.")
def enrol(folder: Path, centre: str, ca: Path | None, key: str | None) -> None:
    """Take up the work of a node that the centre has registered.

    Prints the link that opens the console, this once.
    """
    place = Folder(folder)
    place.lock()
    journal = Journal(place.journal)
    trusted = None if ca is None else str(ca.resolve())
    asked = edges.Enrol(
        key=(key or click.prompt("one-time key", hide_input=True)).strip(),
        journal=journal.id,
        program=yiwang.__version__,
    )
    found = Centre(centre, ca=trusted).ask("enrol", asked, edges.Enrolled)
    console = new_secret(24)
    place.keep(
        Credentials(
            centre=centre,
            code=found.code,
            name=found.name,
            secret=found.secret,
            console=console,
            ca=trusted,
        )
    )
    journal.close()
    note(f"{found.code} {found.name} → {place.path}")
    click.echo(f"/?key={console}")


@edge.command("run")
@_folder
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=int, default=8100, show_default=True, help="Port of readings and console.")
@click.option("--mqtt-port", type=int, help="Port of the MQTT door (off unless given).")
@click.option("--tls-cert", type=click.Path(path_type=Path, exists=True), help="Certificate for all doors.")
@click.option("--tls-key", type=click.Path(path_type=Path, exists=True), help="Its key.")
@click.option("--webhook", help="Address that every change of an alarm is posted to.")
@click.option("--room-mb", type=int, default=2000, show_default=True, help="Most that may wait here.")
def run_node(folder: Path, **options: Any) -> None:
    """Take in readings, judge them, and hand in what happened when the centre is there."""
    configure("info")
    run(_run(folder, **options))


async def _run(
    folder: Path,
    *,
    host: str,
    port: int,
    mqtt_port: int | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    webhook: str | None,
    room_mb: int,
) -> None:
    if webhook is not None:
        address(webhook)
    place = Folder(folder)
    place.credentials()
    place.lock()
    node = Node(place, version=yiwang.__version__, room_mb=room_mb, webhook=webhook is not None)
    tls = None if tls_cert is None else _tls(tls_cert, tls_key)
    console = _Quiet(
        uvicorn.Config(
            Console(node).app(),
            host=host,
            port=port,
            loop="none",
            http="httptools",
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
            ssl_certfile=tls_cert,
            ssl_keyfile=tls_key,
        )
    )
    memory.settle()
    tasks = [
        asyncio.create_task(until_stopped(), name="stop"),
        asyncio.create_task(node.run(), name="node"),
        asyncio.create_task(console.serve(), name="console"),
    ]
    if mqtt_port:
        tasks.append(asyncio.create_task(_mqtt(node, host, mqtt_port, tls), name="mqtt"))
    if webhook:
        tasks.append(asyncio.create_task(call(node, webhook), name="webhook"))
    done, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    console.should_exit = True
    for task in rest - {tasks[1], tasks[2]}:
        task.cancel()
    with contextlib.suppress(Exception, asyncio.CancelledError):
        await tasks[2]  # answers what is on its way, while the journal is still open
    tasks[1].cancel()
    await asyncio.wait(tasks)
    for task in done:
        task.result()


class _Quiet(uvicorn.Server):
    """Leaves signals to the command."""

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        """Capture none."""
        yield


def _tls(certificate: Path, key: Path | None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def _mqtt(node: Node, host: str, port: int, tls: ssl.SSLContext | None) -> None:
    from yiwang.connectors.mqtt.hub import Hub  # noqa: PLC0415 - only where the door is open
    from yiwang.connectors.mqtt.limits import Limits  # noqa: PLC0415 - as above
    from yiwang.connectors.mqtt.system import System  # noqa: PLC0415 - as above
    from yiwang.sdk.uplink.road import Road  # noqa: PLC0415 - as above

    hub = Hub(
        System((node.names, Road((node.names, node)))), Limits(connections=1000, waiting_bytes=8_000_000)
    )
    server = await asyncio.get_running_loop().create_server(hub.connection, host, port, ssl=tls)
    try:
        await hub.sweep()
    finally:
        server.close()
        await hub.stop()


@edge.command()
@_folder
@json_option
def status(folder: Path, *, as_json: bool) -> None:
    """Show what waits and what stands in a node's folder; it may be running."""
    place = Folder(folder)
    who = place.credentials()
    journal = Journal(place.journal)
    waiting, standing = journal.waiting(), journal.standing()
    journal.close()
    if as_json:
        click.echo(
            dump({"code": who.code, "centre": who.centre, "waiting": waiting._asdict(), "alarms": standing})
        )
        return
    click.echo(f"{who.code}\t{who.name}\t{who.centre}\t{waiting.entries} waiting")
    for alarm in standing:
        click.echo(f"{alarm.level}\t{alarm.rule}@{alarm.version}\t{alarm.code}\t{alarm.name}\t{alarm.value}")


def _at_the_centre(function: Any) -> Any:
    """Give ``function`` a unit of work of the installation in ``--data``."""

    @functools.wraps(function)
    def called(data: Path | None, config: Path | None, **asked: Any) -> None:
        async def go() -> Any:
            async with opened(settings_of(data, config)) as database, database.work(SYSTEM) as work:
                return await function(work, **asked)

        found = run(go())
        if found is not None:
            click.echo(found)

    return data_option(called)


@edge.command("list")
@json_option
@_at_the_centre
async def listing(work: Any, *, as_json: bool) -> str:
    """Show the centre's nodes: stage, what waits, versions."""
    found = await edges.nodes(work)
    if as_json:
        return dump({"items": found})
    return "\n".join(
        f"{n['code']}\t{n['stage']}{' (away)' if n['away'] else ''}\t{n['waiting']} waiting\t"
        f"{n['bundle'] or '-'}{'' if n['current'] else ' (old)'}\t{n['name']}"
        for n in found
    )


@edge.command()
@click.argument("code")
@click.option("--name", required=True, help="What it is called.")
@click.option("--device", "devices", multiple=True, help="A device behind it; as often as needed.")
@click.option("--unit", help="Code of the unit that owns it.")
@click.option("--area", help="Code of the area it stands in.")
@_at_the_centre
async def register(work: Any, **asked: Any) -> str:
    """Register the node CODE and print its one-time key."""
    return await edges.register(work, edges.NodeDraft(**asked))


@edge.command()
@click.argument("code")
@_at_the_centre
async def key(work: Any, code: str) -> str:
    """Print another one-time key of the node CODE."""
    return await edges.new_key(work, code)


@edge.command()
@click.argument("code")
@click.option("--reason", required=True, help="Why.")
@_at_the_centre
async def revoke(work: Any, code: str, reason: str) -> None:
    """Revoke the node CODE; rules of its devices run at the centre again."""
    await edges.revoke(work, code, reason)
