"""``yiwang learn`` and ``yiwang model``: training on the city's own cases, and switching versions."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from yiwang.base.algorithms import api as algorithms
from yiwang.base.cases import api as cases
from yiwang.base.samples import api as library
from yiwang.entry.cli.common import data_option, dump, json_option, note, opened, run, settings_of
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM


@click.command()
@data_option
@click.option("--task", type=click.Choice(["dispatch", "duplicates", "sorting"]), default="dispatch")
@click.option("--most", type=click.IntRange(1, 10_000_000), default=cases.MOST_EXAMPLES, show_default=True)
@click.option("--samples", metavar="CODE[@VERSION]", help="Of --task sorting: a frozen version of 样本库.")
@json_option
def learn(
    data: Path | None, config: Path | None, task: str, most: int, samples: str | None, *, as_json: bool
) -> None:
    """Train a model on what the city itself knows and keep it in shadow.

    dispatch: closed cases, measured beside the published model on the same later ones. duplicates: verdicts
    of people on pairs, beside the weights in force. sorting: labelled samples, by five folds. Nothing changes
    before a person publishes it (page 算法模型 or `yiwang model publish`).
    """
    made = run(_learn(settings_of(data, config), task, most, samples))
    if as_json:
        click.echo(dump(made))
        return
    _tell(made)
    for name, value in made["card"]["metrics"].items():
        other = made["card"]["against"].get(name)
        note(f"{name:>20}  {value}" + ("" if other is None else f"   (published: {other})"))


async def _learn(settings: Settings, task: str, most: int, samples: str | None) -> dict[str, Any]:
    async with opened(settings) as database:
        if task == "dispatch":
            return await cases.learn_dispatch(database, most=most)
        if task == "duplicates":
            async with database.work(SYSTEM) as work:
                return await cases.learn_duplicates(work)
        code, _, number = (samples or "").partition("@")
        if not code or (number and not number.isdecimal()):
            raise click.UsageError("--task sorting needs --samples CODE[@VERSION]")
        return await library.learn(database, code, int(number) if number else None)


@click.group()
def model() -> None:
    """List, publish, retire, tune and roll back models (算法模型)."""


@model.command("list")
@data_option
@click.option("--task")
@json_option
def list_models(data: Path | None, config: Path | None, task: str | None, *, as_json: bool) -> None:
    """List versions by task, the newest first."""

    async def go() -> list[dict[str, Any]]:
        async with opened(settings_of(data, config)) as database, database.reading(SYSTEM) as work:
            return await algorithms.find(work.tx, task)

    found = run(go())
    if as_json:
        click.echo(dump({"items": found}))
        return
    for one in found:
        _tell(one)


def _mover(action: algorithms.Act, about: str) -> click.Command:
    @click.command(action, help=f"{about} Running cases keep what they were dispatched by.")
    @data_option
    @click.argument("version", type=click.UUID)
    @click.option("--reason", default="", help="Why: kept in the steps of the version.")
    @json_option
    def moved(data: Path | None, config: Path | None, version: UUID, reason: str, *, as_json: bool) -> None:
        async def go() -> dict[str, Any]:
            async with opened(settings_of(data, config)) as database, database.work(SYSTEM) as work:
                return algorithms.shown(await algorithms.promote(work, version, action, reason))

        _answer(run(go()), as_json=as_json)

    return moved


model.add_command(_mover("publish", "Let a version serve; what was published before is retired."))
model.add_command(_mover("shadow", "Let a version be asked, without anything following from it."))
model.add_command(_mover("retire", "Take a version out of service."))


@model.command("roll-back")
@data_option
@click.option("--task", default="dispatch", show_default=True)
@click.option("--scope", default="", help="Of sorting: the code of the set of samples.")
@click.option("--reason", default="")
@json_option
def roll_back(
    data: Path | None, config: Path | None, task: str, scope: str, reason: str, *, as_json: bool
) -> None:
    """Publish again what was published before."""

    async def go() -> dict[str, Any]:
        async with opened(settings_of(data, config)) as database, database.work(SYSTEM) as work:
            return algorithms.shown(await algorithms.roll_back(work, task, scope, reason))

    _answer(run(go()), as_json=as_json)


@model.command()
@data_option
@click.argument("version", type=click.UUID)
@click.option("--set", "settings", multiple=True, required=True, help="limit=0.02, suggest_only=1 …")
@json_option
def tune(
    data: Path | None, config: Path | None, version: UUID, settings: tuple[str, ...], *, as_json: bool
) -> None:
    """Change settings of a version: the city's limit of error, or that it only suggests."""
    try:
        values = {name: float(value) for name, value in (one.split("=", 1) for one in settings)}
    except ValueError as error:
        raise click.UsageError("--set takes name=number") from error

    async def go() -> dict[str, Any]:
        async with opened(settings_of(data, config)) as database, database.work(SYSTEM) as work:
            return algorithms.shown(await algorithms.tune(work, version, values))

    _answer(run(go()), as_json=as_json)


def _answer(made: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        click.echo(dump(made))
    else:
        _tell(made)


def _tell(one: dict[str, Any]) -> None:
    click.echo(f"{one['id']}  {one['task']} v{one['number']}  {one['stage']}  {one['card']['data_version']}")
