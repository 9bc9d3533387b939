"""Work of notify that happens by the clock."""

from __future__ import annotations

from datetime import timedelta

from yiwang.base.notify import api
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM


async def send_sms(database: Database) -> None:
    """Send what is due, in small batches."""
    while await api.send_due(database):
        pass


async def sweep(database: Database) -> None:
    """Delete old notices and messages, give up stale ones, forget the salts of past days."""
    more = True
    while more:
        async with database.work(SYSTEM) as work:
            more = await api.sweep(work)


PERIODICS: tuple[Periodic, ...] = (
    Periodic("notify.sms", timedelta(seconds=5), send_sms),
    Periodic("notify.sweep", timedelta(hours=1), sweep),
)
