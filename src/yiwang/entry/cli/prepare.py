"""``yiwang prepare``: all that must be there before the first request, in a process of its own.

The supervisor stays small because it leaves this to a child that ends.
"""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path
from typing import Any

import click

from yiwang.base.cases import api as cases
from yiwang.base.identity import api as identity
from yiwang.entry.cli.accounts import enter_link
from yiwang.entry.cli.common import data_option, dump, note, opened, run, settings_of
from yiwang.infra.database import Database
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM
from yiwang.packs.install import install_shipped

_DEMO = "yiwang.entry.demo.seed"
_DESK_ROLES = ("agent", "dispatcher", "handler", "verifier", "supervisor", "assessor", "leader")


@click.command(hidden=True)
@data_option
@click.option("--demo", is_flag=True)
def prepare(data: Path | None, config: Path | None, *, demo: bool) -> None:
    """Migrate, create the first accounts, install the demo; print one JSON object."""
    click.echo(dump(run(_prepare(settings_of(data, config), demo=demo))))


async def _prepare(settings: Settings, *, demo: bool) -> dict[str, Any]:
    settings.media_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    async with opened(settings) as database:
        async with database.work(SYSTEM) as work:
            made = await identity.ensure_initial_accounts(work)
        await install_shipped(database)
        if demo:
            await _seed(database, settings)
            made += await _desk_links(database) if made else []
    links = [{"account": n, "role": r, "link": enter_link(settings, secret)} for n, r, secret in made]
    return {"links": links}


async def _seed(database: Database, settings: Settings) -> None:
    if importlib.util.find_spec(_DEMO.rpartition(".")[0]) is None:
        note("there is no demo city in this build")
        return
    await importlib.import_module(_DEMO).seed(database, map_path=settings.map_path)


async def _desk_links(database: Database) -> list[tuple[str, str, str]]:
    """Return a one-time sign-in link for one account of each role that works cases in the demo.

    The handler is of the unit with the most cases in hand, so that there is something to do.
    """
    async with database.work(SYSTEM) as work:
        busy = await cases.stats(work, "unit", cases.CaseFilter(stages=("sign", "handle")))
        rank = {row["key"]: row["count"] for row in busy["rows"]}
        found = [a for a in await identity.accounts(work.tx, limit=500) if a.disabled_at is None]
        links = []
        for role in _DESK_ROLES:
            holders = [a for a in found if a.roles == (role,)]
            if holders:
                account = max(holders, key=lambda a: rank.get(a.unit or "", 0))
                links.append((account.name, role, await identity.make_link(work, account.name)))
    return links
