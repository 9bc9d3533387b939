"""``yiwang work``: one worker process: delivers messages and runs periodic jobs."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta
from pathlib import Path

import click

from yiwang.entry import bootstrap
from yiwang.entry.cli.common import data_option, opened, run, settings_of
from yiwang.entry.cli.processes import until_stopped
from yiwang.infra import memory, snapshots
from yiwang.infra.delivery import Courier
from yiwang.infra.logs import configure
from yiwang.infra.schedule import pruning, run_all
from yiwang.infra.service import serve_all
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM


@click.command()
@data_option
@click.option("--demo", is_flag=True, hidden=True)
def work(data: Path | None, config: Path | None, *, demo: bool) -> None:
    """Deliver messages and run periodic jobs in this process."""
    settings = settings_of(data, config)
    configure(settings.log_level)
    run(_work(settings, demo=demo))


async def _work(settings: Settings, *, demo: bool) -> None:
    subscribers = bootstrap.subscribers()
    names = [subscriber.name for subscriber in subscribers]
    services = bootstrap.services()
    jobs = [*bootstrap.periodics(), pruning(timedelta(days=settings.outbox_keep_days), names)]
    if demo:
        from yiwang.entry.demo.patrol import PERIODIC  # noqa: PLC0415 - of no use to a real city
        from yiwang.entry.demo.simulator import periodic as simulated  # noqa: PLC0415

        jobs.append(PERIODIC)
        if settings.tls_cert is None:
            jobs.append(simulated(settings.address))
    # a connection for each subscriber and two for each running job, one that listens, one that rings
    size = len(subscribers) + 2 * len(jobs) + sum(s.connections for s in services) + 2
    async with opened(settings, size=size) as database:
        async with database.reading(SYSTEM) as work:
            await snapshots.warm(work.tx)
        memory.settle()
        stop = asyncio.create_task(until_stopped())
        rest = [
            asyncio.create_task(Courier(database, subscribers).run()),
            asyncio.create_task(run_all(database, jobs)),
            asyncio.create_task(serve_all(database, services)),
        ]
        await asyncio.wait([stop, *rest], return_when=asyncio.FIRST_COMPLETED)
        for task in rest:
            task.cancel()
        for task in rest:
            with contextlib.suppress(asyncio.CancelledError):
                await task
