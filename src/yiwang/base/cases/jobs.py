"""Work of cases that happens by the clock."""

from __future__ import annotations

from datetime import timedelta

from yiwang.base.cases.usecases.duplicates import tidy_duplicates
from yiwang.base.cases.usecases.learning import watch
from yiwang.base.cases.usecases.reminders import BATCH, fire_clocks
from yiwang.base.cases.usecases.weighing import watch_duplicates
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic


async def _fire_clocks(database: Database) -> None:
    while await fire_clocks(database) == BATCH:
        pass


PERIODICS = (
    Periodic("cases.clocks", timedelta(seconds=1), _fire_clocks),
    Periodic("cases.duplicates", timedelta(minutes=10), tidy_duplicates),
    Periodic("cases.dispatch_watch", timedelta(hours=1), watch),
    Periodic("cases.duplicates_watch", timedelta(hours=1), watch_duplicates),
)
