"""``yiwang insight``: the journal as a log, and the past played again with something changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import msgspec
import pydantic
import yaml

from yiwang.base.insight import api as insight
from yiwang.base.mining import api as mining
from yiwang.base.workflow import api as workflow
from yiwang.connectors.processlog.system import read_log
from yiwang.connectors.processlog.xeslog import write_xes
from yiwang.entry.cli.common import data_option, dump, json_option, note, opened, run, settings_of
from yiwang.entry.cli.remote import local_only
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import InvalidInputError
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


@group.command()
@data_option
@_LOCAL
@click.option("--days", type=click.IntRange(1, 3660), default=30, show_default=True, help="Opened since.")
@click.option(
    "--log", "file", type=click.Path(path_type=Path), help="A log (XES, CSV) instead of the journal."
)
@click.option("--flow", type=click.Path(path_type=Path), help="For --log: a flow as in packs (YAML).")
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    help="For --log: rules (YAML), [{kind: after, a: sign, b: close}].",
)
@json_option
def conformance(
    data: Path | None, config: Path | None, days: int, file: Path | None, flow: Path | None,
    rules: Path | None, *, as_json: bool,
) -> None:  # fmt: skip
    """Hold past cases against their flow, or a log of another system against a flow and rules.

    Prints the share of cases without deviation, and each kind of deviation with its cases.
    """
    if file is None:
        found = run(_conformance(settings_of(data, config), days))
    else:
        norm = None if flow is None else _flow(flow)
        found = insight.outside(read_log(file).log, flow=norm, rules=[] if rules is None else _rules(rules))
    if as_json:
        click.echo(dump(found))
        return
    for row in found.get("deviations", ()):
        step = row["step"] if isinstance(row["step"], str) else row["step"]["step"]
        click.echo(f"{row['cases']:>8,}  {row['kind']:<8} {step}  {', '.join(map(_named, row['missing']))}")
    for row in found.get("rules", ()):
        click.echo(f"{row['cases']:>8,}  {row['rule']} / {row['rule_en']}")
    note(f"{found['cases']:,} cases, fitness {found.get('fitness')}")


def _named(step: Any) -> str:
    return step if isinstance(step, str) else str(step["step"])


def _flow(path: Path) -> workflow.FlowVersion:
    try:
        return workflow.compile_flow(workflow.FlowDefinition.model_validate(_yaml(path)))
    except pydantic.ValidationError as error:
        why = str(error.errors()[0]["msg"])
        raise InvalidInputError(field=path.name, why_zh=f"不是流程定义：{why}", why_en=why) from error


def _rules(path: Path) -> list[mining.Rule]:
    try:
        return msgspec.convert(_yaml(path), list[mining.Rule])
    except msgspec.ValidationError as error:
        raise refused(error) from None


def _yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InvalidInputError(field=path.name, why_zh=f"读不了：{error}", why_en=str(error)) from error


async def _conformance(settings: Settings, days: int) -> dict[str, Any]:
    async with opened(settings) as database, database.reading(SYSTEM) as work:
        return await insight.conformance(work, insight.asked(work.now, work.now - timedelta(days=days)))
