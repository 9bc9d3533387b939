"""Asking the application over HTTP as a given role, without a socket."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx

from yiwang.base.identity import api as identity
from yiwang.entry.api.app import create_app
from yiwang.infra.database import Database
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM


class Client(httpx.AsyncClient):
    """A client of the application that can take on roles."""

    database: Database

    async def act_as(self, role: str | None, **scope: Any) -> Client:
        """Send a fresh token of ``role`` with every request from now on; ``None`` sends none."""
        self.headers.pop("authorization", None)
        if role is not None:
            async with self.database.work(SYSTEM) as work:
                token = await identity.create_token(work, role=role, **scope)
            self.headers["authorization"] = f"Bearer {token}"
        return self


@contextlib.asynccontextmanager
async def client(database: Database, tmp_path: Any, address: str = "192.0.2.1") -> AsyncIterator[Client]:
    """Yield a client of a fresh application on ``database``, calling from ``address``."""
    app = create_app(Settings(data=tmp_path), database)
    transport = httpx.ASGITransport(app, client=(address, 4000))
    async with Client(transport=transport, base_url="http://city.test") as made:
        made.database = database
        made.headers["x-yiwang"] = "1"
        yield made
