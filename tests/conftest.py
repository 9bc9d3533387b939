"""Fixtures shared by all tests: one server and one database per test process, emptied for each test.

A server of its own for each process: the messages of one are not held back by transactions of the other,
and nothing that a test does to a server can reach a test beside it.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings
from tests.support import second_try
from tests.support.emptying import empty
from tests.support.server import TestServer, fresh_database
from xdist.scheduler import LoadScopeScheduling

from yiwang.entry import bootstrap
from yiwang.infra import signing, snapshots
from yiwang.infra.database import Database
from yiwang.infra.ddl import creation
from yiwang.kernel.time import ManualTime

_server = TestServer()


settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("wander", settings.get_profile("steady"), derandomize=False, print_blob=True)
#: The same examples in every run; ``HYPOTHESIS=wander`` (``make test-long``) looks for new ones.
settings.load_profile(os.environ.get("HYPOTHESIS", "steady"))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server that this process started, if it did."""
    del config
    _server.stop()


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Give a test that drives a browser a second try."""
    return second_try.done(item, nextitem) if item.get_closest_marker("browser") else None


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name the tests that passed at the second try only."""
    lines = second_try.told(terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("", []))
    if lines:
        terminalreporter.section("passed at the second try only: look at them")
        for line in lines:
            terminalreporter.line(line)


class OneForTheBrowser(LoadScopeScheduling):
    """Gives the browser's tests to one process, which shares a city among them, and all others as they come."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneForTheBrowser:
    """Divide the tests among the test processes."""
    return OneForTheBrowser(config, log)


@pytest.fixture(scope="session")
def server_url() -> str:
    """The server of this process, on which a test may make databases of its own."""
    return _server.url()


@pytest_asyncio.fixture(scope="session")
async def database_url(server_url: str) -> AsyncIterator[str]:
    """A fresh database with the current schema on the test server."""
    async with fresh_database(server_url) as url:
        connection = await asyncpg.connect(url)
        for statement in creation(*bootstrap.schema()):
            await connection.execute(statement)
        await connection.close()
        yield url


@pytest.fixture(scope="session", autouse=True)
def signing_keys(tmp_path_factory: pytest.TempPathFactory) -> signing.Keyring:
    """Keys of this run, so that whatever needs a receipt or a checkpoint can sign."""
    return signing.use_keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def time() -> ManualTime:
    """A clock that stands at a Tuesday morning until the test moves it."""
    return ManualTime(datetime(2026, 3, 10, 1, 0, tzinfo=UTC))


@pytest.fixture
def no_ageing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held of reference data does not age by itself: a slow machine sends no statement more.

    A test that wants it looked at again says so (``Snapshot.age``); what changes it does so anyway.
    """
    monkeypatch.setattr(snapshots, "time", SimpleNamespace(monotonic=lambda: 1e6))


@pytest_asyncio.fixture
async def database(database_url: str, time: ManualTime, no_ageing: None) -> AsyncIterator[Database]:
    """The database with all tables emptied, on the manual clock."""
    del no_ageing
    opened = await Database.open(database_url, size=8, time=time)
    async with opened.raw() as connection:
        await empty(connection)
    snapshots.forget_all()
    yield opened
    await opened.close()
    snapshots.forget_all()
