"""The application: all routers of all modules, on one database, behind one thin edge."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

import yiwang
from yiwang.entry import bootstrap
from yiwang.entry.api import description, failures, live, ops, static
from yiwang.entry.api.edge import Edge
from yiwang.entry.api.table import RouteTable
from yiwang.infra import memory, snapshots
from yiwang.infra.connection import connect
from yiwang.infra.database import Database
from yiwang.infra.disk import DiskGuard
from yiwang.infra.embedded.folder import places
from yiwang.infra.live import LiveTail
from yiwang.infra.settings import Settings
from yiwang.kernel.actor import SYSTEM

_COMPRESS_FROM = 2048  # bytes; smaller answers fit into one packet anyway
_WEB = Path(__file__).parent.parent / "webdist"


@functools.cache
def _routes() -> RouteTable:
    """Return the routes of all modules, shared by all applications of a process.

    The framework works out the parameters of all included routes for it: 0.4 s, which each of thousands of
    applications in tests would pay.
    """
    return RouteTable([*bootstrap.routers(), ops.router, live.router])


def create_app(settings: Settings, database: Database | None = None, *, web: Path = _WEB) -> FastAPI:
    """Return the application.

    ``database`` is given by tests and stays theirs; otherwise one is opened from
    ``settings.database_url`` when the application starts and closed when it ends.
    """

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        opened = database
        if opened is None:
            assert settings.database_url is not None, "the supervisor resolves the address"
            opened = await connect(settings.database_url, size=settings.pool_size)
            async with opened.reading(SYSTEM) as work:
                await snapshots.warm(work.tx)
            memory.settle()
        app.state.database = opened
        app.state.live = LiveTail(opened, bootstrap.live_views())
        tail = asyncio.create_task(app.state.live.run(), name="live")
        try:
            yield
        finally:
            await bootstrap.stop()
            app.state.live.close()
            tail.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await tail
            if database is None:
                await opened.close()

    bootstrap.configure(settings)
    app = FastAPI(
        title="Yiwang 一网",
        version=yiwang.__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.state.database = database
    app.state.settings = settings
    app.state.authenticate = bootstrap.authenticator()
    failures.install(app)
    app.router.routes.append(_routes())
    description.install(app)
    static.mount(app, web)
    guard = DiskGuard(places(settings.data, settings.media_folder), settings.disk_reserve_mb)
    app.add_middleware(GZipMiddleware, minimum_size=_COMPRESS_FROM, compresslevel=5)
    app.add_middleware(Edge, settings=settings, guard=guard)
    return app
