"""The PostgreSQL server of a test process: the given one, or an embedded one that ends with the process."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from yiwang.infra.embedded import DataFolder, EmbeddedServer

VARIABLE = "YIWANG_TEST_DATABASE_URL"


class TestServer:
    """A throw-away embedded server (no fsync), started when it is first asked for."""

    __test__ = False

    def __init__(self) -> None:
        self._root: Path | None = None
        self._server: EmbeddedServer | None = None

    def url(self) -> str:
        """Return the address of the server of this process."""
        if VARIABLE not in os.environ:
            self._root = Path(tempfile.mkdtemp(prefix="yiwang-tests-"))
            self._root.chmod(0o755)  # the server's user must reach the data below, which are private
            folder = DataFolder.open(self._root / "data")
            folder.lock("up")
            self._server = EmbeddedServer(folder, log=lambda _: None, durable=False)
            os.environ[VARIABLE] = self._server.start()
        return os.environ[VARIABLE]

    def stop(self) -> None:
        """Stop the server if it is ours and remove its data."""
        if self._server is None or self._root is None:
            return
        self._server.stop()
        self._server.folder.unlock()
        del os.environ[VARIABLE]
        cluster = self._server.folder.cluster
        if not cluster.is_relative_to(self._root):
            shutil.rmtree(cluster.parent)
        shutil.rmtree(self._root)


@asynccontextmanager
async def fresh_database(server: str) -> AsyncIterator[str]:
    """Make an empty database on ``server`` and give its address; it is dropped at the end."""
    name = f"yw_test_{secrets.token_hex(6)}"
    admin = await asyncpg.connect(server)
    try:
        await admin.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await admin.close()
