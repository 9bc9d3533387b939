"""``yiwang insight``: the journal as a log, and the past played again with something changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import msgspec

from yiwang.base.insight import api as insight
from yiwang.connectors.processlog.xeslog import write_xes
from yiwang.entry.cli.common import data_option, dump, json_option, note, opened, run, settings_of
from yiwang.entry.cli.remote import local_only
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.refusals import UNREADABLE, refused

_LOCAL = local_only("它直接读取案件日志", "it reads the journal beside the server")


@click.group("insight")
def group() -> None:
    """Learn from past cases (分析研判)."""


@group.command()
@data_option
@_LOCAL
@click.option("--days", type=click.IntRange(1, 3660), default=30, show_default=True, help="Opened since.")
@click.option("--matter", help="Only this matter.")
@click.option("--view", type=click.Choice(["actions", "stages"]), default="actions", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The XES file to write.")
def log(data: Path | None, config: Path | None, days: int, matter: str | None, view: Any, out: Path) -> None:
    """Write the journal of past cases as XES (IEEE 1849), for other tools of process mining."""
    count = run(_log(settings_of(data, config), days, matter, view, out))
    note(f"{count[0]:,} cases, {count[1]:,} steps → {out}")


async def _log(settings: Settings, days: int, matter: str | None, view: Any, out: Path) -> tuple[int, int]:
    async with opened(settings) as database, database.work(SYSTEM) as work:
        asked = insight.asked(work.now, work.now - timedelta(days=days), matter=matter)
        found = await insight.export_log(work, asked, view)
    with out.open("w", encoding="utf-8") as file:
        write_xes(found, file)
    return len(found.cases), len(found)


@group.command()
@data_option
@_LOCAL
@click.option("--days", type=click.IntRange(1, 3660), default=30, show_default=True, help="Opened since.")
@click.option("--matter", help="Only cases of this matter.")
@click.option(
    "--change",
    "changes",
    multiple=True,
    help='As JSON: {"kind":"limit","clock":"handle","amount":3,"unit":"work_day"}; also duty, pace, staff.',
)
@json_option
def replay(
    data: Path | None,
    config: Path | None,
    days: int,
    matter: str | None,
    changes: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Play past cases again with something changed: breaches, loads and waiting before and after.

    Without --change it says how the past was, how far it is reproduced, and which shorter limit would do.
    """
    wanted = [_change(text) for text in changes]
    found, limits = run(_replay(settings_of(data, config), days, matter, wanted))
    if as_json:
        click.echo(dump(found | {"limits": limits["matters"]}))
        return
    for name in ("late", "waiting", "working"):
        click.echo(f"{name}: {dump(found[name]['before'])} → {dump(found[name]['after'])}")
    for row in limits["matters"]:
        if row["suggested"] is not None:
            click.echo(f"{row['matter']['name']}: {dump(row['current'])} → {dump(row['suggested'])}")
    note(f"{found['cases']:,} cases; reproduced {dump(found['fidelity'])}")


def _change(text: str) -> insight.Change:
    try:
        found: insight.Change = msgspec.json.decode(text, type=insight.Change)
    except UNREADABLE as error:
        raise refused(error) from None
    return found


async def _replay(
    settings: Settings, days: int, matter: str | None, changes: list[insight.Change]
) -> tuple[dict[str, Any], dict[str, Any]]:
    async with opened(settings) as database, database.reading(SYSTEM) as work:
        begin = datetime.now(UTC) - timedelta(days=days)
        asked = insight.asked(work.now, begin, matter=matter)
        return await insight.what_if(work, asked, changes), await insight.limits(work, asked)
