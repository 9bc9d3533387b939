"""``yiwang token`` and ``yiwang account``: credentials for programs and people."""

from __future__ import annotations

from pathlib import Path

import click

from yiwang.base.identity import api as identity
from yiwang.entry.cli.common import data_option, dump, json_option, opened, run, settings_of
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import ROLES, SYSTEM


@click.group()
def token() -> None:
    """Tokens for programs."""


@token.command("create")
@data_option
@click.option("--role", required=True, type=click.Choice(sorted(ROLES)))
@click.option("--unit", help="Code of the unit it acts for.")
@click.option("--area", help="Code of the area it is limited to.")
@click.option("--person", help="Id or staff number of the person it acts for.")
@click.option("--label", default="", help="What it is for.")
@json_option
def create_token(
    data: Path | None,
    config: Path | None,
    role: str,
    unit: str | None,
    area: str | None,
    person: str | None,
    label: str,
    *,
    as_json: bool,
) -> None:
    """Create a bearer token and print it; only its hash is stored."""

    async def go(settings: Settings) -> str:
        async with opened(settings) as database, database.work(SYSTEM) as work:
            return await identity.create_token(
                work, role=role, unit=unit, area=area, person=person, label=label
            )

    secret = run(go(settings_of(data, config)))
    click.echo(dump({"token": secret}) if as_json else secret)


@click.group()
def account() -> None:
    """Accounts of people."""


@account.command()
@data_option
@click.argument("name")
@json_option
def link(data: Path | None, config: Path | None, name: str, *, as_json: bool) -> None:
    """Print a one-time sign-in link for the account NAME, good for 24 hours; earlier ones end."""
    settings = settings_of(data, config)

    async def go() -> str:
        async with opened(settings) as database, database.work(SYSTEM) as work:
            return await identity.make_link(work, name)

    address = enter_link(settings, run(go()))
    click.echo(dump({"account": name, "link": address}) if as_json else address)


def enter_link(settings: Settings, secret: str) -> str:
    """Return the address that signs in with ``secret``; behind ``#`` it stays out of servers' logs."""
    return f"{(settings.public_url or settings.address).rstrip('/')}/enter#{secret}"
