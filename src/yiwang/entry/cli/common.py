"""What commands share: where the data are, how a database is reached, how answers are printed."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec
import uvloop

from yiwang.infra.database import Database
from yiwang.infra.settings import Settings, load

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


def data_option(function: F) -> F:
    """Add ``--data DIR`` and ``--config FILE``."""
    function = click.option(
        "--config", type=click.Path(path_type=Path), help="Settings file (default DIR/yiwang.toml)."
    )(function)
    return click.option("--data", type=click.Path(path_type=Path), help="Data folder (default ./var).")(
        function
    )


def json_option(function: F) -> F:
    """Add ``--json``: one JSON object as the last line."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object last.")(function)


def dump(value: Any) -> str:
    """Return ``value`` as one line of JSON."""
    return msgspec.json.encode(value).decode()


def note(line: str) -> None:
    """Tell the person at the terminal something, apart from the answer on standard output."""
    click.echo(line, err=True)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run the asynchronous part of a command."""
    return uvloop.run(work)


def settings_of(data: Path | None, config: Path | None, **options: Any) -> Settings:
    """Return the settings of an installation, as options, environment and file give them."""
    return load(config=config, data=data, **options)


@contextlib.contextmanager
def address_of(settings: Settings) -> Any:
    """Give the database's address; the embedded server is started for the while if none runs."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    from yiwang.infra.embedded import DataFolder, temporary_server  # noqa: PLC0415 - not for every command

    with temporary_server(DataFolder.open(settings.data), log=note) as url:
        yield url


@contextlib.asynccontextmanager
async def opened(settings: Settings, *, size: int = 4) -> AsyncIterator[Database]:
    """Give the installation's database, at the schema of this program."""
    from yiwang.entry import bootstrap  # noqa: PLC0415 - heavy, and not for every command
    from yiwang.infra import migrate  # noqa: PLC0415
    from yiwang.infra.connection import connect  # noqa: PLC0415

    bootstrap.configure(settings)
    with address_of(settings) as url:
        await migrate.upgrade(url)
        database = await connect(url, size=size)
        try:
            yield database
        finally:
            await database.close()
