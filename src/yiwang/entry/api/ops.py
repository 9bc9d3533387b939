"""Doors for operators: health, readiness, metrics, messages set aside."""

from __future__ import annotations

import os
import time
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

import yiwang
from yiwang.infra import migrate, parked, schedule
from yiwang.infra.database import Database
from yiwang.infra.web import caller, database, json, require
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import UnavailableError

router = APIRouter(tags=["operations"])

_GAUGE_AGE = 5.0


@router.get("/api/v1/health")
async def health(request: Request) -> Response:
    """Answer 200 when the database answers too."""
    await _ping(database(request))
    return json({"status": "ok", "version": yiwang.__version__})


async def _ping(db: Database | None) -> None:
    if db is None:
        raise UnavailableError(why_zh="正在启动", why_en="starting")
    try:
        async with db.reading(SYSTEM) as work:
            await work.tx.fetchval("SELECT 1")
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise UnavailableError(why_zh="数据库没有应答", why_en="the database does not answer") from error


@router.get("/api/v1/ready")
async def ready(request: Request) -> Response:
    """Answer 200 when this process can do its whole work: database up, schema as this code expects."""
    db = database(request)
    await _ping(db)
    async with db.reading(SYSTEM) as work:
        found = await migrate.current(work.tx)
    expected = migrate.head()
    if found != expected:
        raise UnavailableError(
            why_zh=f"数据库结构版本 {found}，程序需要 {expected}",
            why_en=f"the schema is at {found}, this program needs {expected}",
        )
    return json({"status": "ready", "version": yiwang.__version__, "schema": found})


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request) -> Response:
    """Return the metrics of all processes of this machine, and the backlog from the database."""
    registry: CollectorRegistry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    body = generate_latest(registry) + await _backlog(request)
    return Response(body, media_type=CONTENT_TYPE_LATEST)


async def _backlog(request: Request) -> bytes:
    """Return gauges of the outbox, asked of the database at most every few seconds."""
    state = request.app.state
    asked, text = getattr(state, "backlog", (-_GAUGE_AGE, b""))
    if time.monotonic() - asked < _GAUGE_AGE:
        return bytes(text)
    async with database(request).reading(SYSTEM) as work:
        rows = await parked.backlog(work.tx)
    lines = [
        f'yiwang_outbox_{name}{{subscriber="{row["name"]}"}} {row[column]}'
        for name, column in [("behind", "behind"), ("parked", "parked")]
        for row in rows
    ]
    text = "".join(f"{line}\n" for line in lines).encode()
    state.backlog = (time.monotonic(), text)
    return text


@router.get("/api/v1/admin/parked")
async def list_parked(
    request: Request,
    subscriber: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> Response:
    """List messages that a subscriber failed on, those that wait for an operator first."""
    actor = await caller(request)
    require(actor, "admin")
    async with database(request).reading(actor) as work:
        return json({"items": await parked.waiting(work.tx, subscriber=subscriber, limit=limit)})


@router.post("/api/v1/admin/parked/{subscriber}/{message}/replay")
async def replay(request: Request, subscriber: str, message: UUID) -> Response:
    """Let a message set aside be delivered again at once."""
    actor = await caller(request)
    require(actor, "admin")
    async with database(request).work(actor) as work:
        await parked.replay(work, subscriber, message)
    return json({"subscriber": subscriber, "id": message, "status": "due"})


@router.post("/api/v1/admin/parked/replay")
async def replay_all(
    request: Request, subscriber: Annotated[str | None, Query(max_length=200)] = None
) -> Response:
    """Let all messages that wait for an operator be delivered again, of all subscribers or of one."""
    actor = await caller(request)
    require(actor, "admin")
    async with database(request).work(actor) as work:
        return json({"replayed": await parked.replay_all(work, subscriber)})


@router.get("/api/v1/admin/jobs")
async def jobs(request: Request) -> Response:
    """List periodic jobs: when they last ran and why they failed; and each subscriber's backlog."""
    actor = await caller(request)
    require(actor, "admin")
    db = database(request)
    async with db.reading(actor) as work:
        behind = await parked.backlog(work.tx)
    return json({"jobs": await schedule.status(db), "subscribers": behind})
