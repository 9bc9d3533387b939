"""``yiwang token`` and ``yiwang account``: credentials for programs and people."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import click

from yiwang.base.identity import api as identity
from yiwang.entry.cli import remote
from yiwang.entry.cli.common import data_option, dump, json_option, opened, run, settings_of
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import ROLES, SYSTEM


@click.group()
def token() -> None:
    """Tokens for programs."""


@token.command("create")
@data_option
@remote.url_option
@click.option("--role", required=True, type=click.Choice(sorted(ROLES)))
@click.option("--unit", help="Code of the unit it acts for.")
@click.option("--area", help="Code of the area it is limited to.")
@click.option("--person", help="Id or staff number of the person it acts for.")
@click.option("--label", default="", help="What it is for.")
@json_option
def create_token(
    data: Path | None,
    config: Path | None,
    url: str | None,
    role: str,
    unit: str | None,
    area: str | None,
    person: str | None,
    label: str,
    *,
    as_json: bool,
) -> None:
    """Create a bearer token and print it; only its hash is stored.

    With --url YIWANG_TOKEN must be of the role security; tokens of admin, security and auditor are made on
    the server only.
    """

    async def go(settings: Settings) -> str:
        async with opened(settings) as database, database.work(SYSTEM) as work:
            return await identity.create_token(
                work, role=role, unit=unit, area=area, person=person, label=label
            )

    if url is not None:
        body = {"role": role, "unit": unit, "area": area, "person": person, "label": label}
        secret = remote.Server(url).post("/api/v1/tokens", body)["token"]
    else:
        secret = run(go(settings_of(data, config)))
    click.echo(dump({"token": secret}) if as_json else secret)


@click.group()
def account() -> None:
    """Accounts of people."""


@account.command()
@data_option
@remote.url_option
@click.argument("name")
@json_option
def link(data: Path | None, config: Path | None, url: str | None, name: str, *, as_json: bool) -> None:
    """Print a one-time sign-in link for the account NAME, good for 24 hours; earlier ones end.

    With --url YIWANG_TOKEN must be of the role security.
    """

    async def go(settings: Settings) -> str:
        async with opened(settings) as database, database.work(SYSTEM) as work:
            return await identity.make_link(work, name)

    if url is not None:
        secret = remote.Server(url).post(f"/api/v1/accounts/{quote(name, safe='')}/link")["link"]
        address = f"{url.rstrip('/')}/enter#{secret}"
    else:
        settings = settings_of(data, config)
        address = enter_link(settings, run(go(settings)))
    click.echo(dump({"account": name, "link": address}) if as_json else address)


def enter_link(settings: Settings, secret: str) -> str:
    """Return the address that signs in with ``secret``; behind ``#`` it stays out of servers' logs."""
    return f"{(settings.public_url or settings.address).rstrip('/')}/enter#{secret}"
