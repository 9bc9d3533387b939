"""The command line: one group, each command in a file of its own that is read when it is called."""

from __future__ import annotations

import importlib
import sys
from typing import IO, Any

import click

from yiwang.entry.cli.common import dump
from yiwang.kernel.errors import InvalidInputError, YiwangError

#: Command → where it is defined. Nothing of a command is imported before it is called.
COMMANDS: dict[str, str] = {
    "account": "yiwang.entry.cli.accounts:account",
    "assess": "yiwang.entry.cli.assess:group",
    "backup": "yiwang.entry.cli.backup:backup",
    "bench": "yiwang.entry.cli.bench:bench",
    "bulletin": "yiwang.entry.cli.bulletins:group",
    "simulate": "yiwang.entry.cli.simulate:simulate",
    "cases": "yiwang.entry.cli.cases:group",
    "city": "yiwang.entry.cli.city:city",
    "device": "yiwang.entry.cli.devices:device",
    "edge": "yiwang.entry.cli.edge:edge",
    "db": "yiwang.entry.cli.db:db",
    "import": "yiwang.entry.cli.imports:imports",
    "ingest": "yiwang.entry.cli.ingest:ingest",
    "indicators": "yiwang.entry.cli.indicators:group",
    "learn": "yiwang.entry.cli.learn:learn",
    "insight": "yiwang.entry.cli.insight:group",
    "ledger": "yiwang.entry.cli.ledger:ledger",
    "map": "yiwang.entry.cli.map:maps",
    "model": "yiwang.entry.cli.learn:model",
    "outbox": "yiwang.entry.cli.outbox:outbox",
    "pack": "yiwang.entry.cli.pack:pack",
    "prepare": "yiwang.entry.cli.prepare:prepare",
    "restore": "yiwang.entry.cli.backup:restore",
    "serve": "yiwang.entry.cli.serve:serve",
    "stats": "yiwang.entry.cli.stats:stats",
    "token": "yiwang.entry.cli.accounts:token",
    "up": "yiwang.entry.cli.up:up",
    "version": "yiwang.entry.cli.version:version",
    "work": "yiwang.entry.cli.work:work",
}


class NamedFailure(click.ClickException):
    """A named error, shown as two sentences, or as JSON where the command was asked for JSON."""

    def __init__(self, error: YiwangError) -> None:
        self.error = error
        super().__init__(error.sentence("en"))

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the error where people and programs look for it."""
        if "--json" in sys.argv:
            click.echo(dump({"error": self.error.as_dict()}))
        for language in ("zh", "en"):
            click.echo(self.error.sentence(language), err=True, file=file)


class Commands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        del ctx
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, name = place.split(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a named error becomes its sentences and exit code 1."""
        try:
            return super().invoke(ctx)
        except YiwangError as error:
            raise NamedFailure(error) from error
        except click.UsageError as error:
            if "--json" in sys.argv:
                named = InvalidInputError(why_zh=error.format_message(), why_en=error.format_message())
                click.echo(dump({"error": named.as_dict()}))
            raise


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Yiwang 一网: an open platform to run a city."""
