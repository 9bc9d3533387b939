"""How many reports a second are taken in durably, how soon they have a number, how long the rest takes."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

from yiwang.entry.bench.effort import Effort
from yiwang.entry.bench.figures import Tally
from yiwang.entry.bench.matter import Speaker, read_city
from yiwang.entry.bench.target import Target
from yiwang.entry.bench.wire import Connection

_PREPARE = "cases.prepare"
_PROBE_EVERY = 0.1
_GLANCE = 0.02
_PATIENCE = 600.0


async def intake(target: Target, *, seconds: float, connections: int) -> dict[str, Any]:
    """Hand in reports over ``connections`` for ``seconds``, each connection one after the other.

    ``processor_us`` is what a report costs each role until everything is prepared, on this machine only.
    """
    city = await read_city(target)
    tally, visible = Tally(), Tally()
    run = f"b{time.time_ns():x}"
    latest: list[tuple[str, float]] = []
    end = time.monotonic() + seconds

    async def hand_in(number: int) -> None:
        connection = await Connection.open(target.address)
        speaker = Speaker(city, number, f"{run}-{number}")
        while time.monotonic() < end:
            body = speaker.report()
            started = time.perf_counter()
            answer = await connection.request(
                "POST", "/api/v1/reports", token=target.tokens["agent"], body=body
            )
            done = time.perf_counter()
            if answer.status == 201:  # noqa: PLR2004 - the status itself
                tally.add(done - started, answer.statements)
                latest[:] = [(answer.json()["id"], done)]
            else:
                tally.fail(f"{answer.status} {answer.body[:80].decode(errors='replace')}")
        connection.close()

    effort = Effort(target.data) if target.data is not None else None
    probing = asyncio.create_task(_probe(target, latest, visible))
    started = time.monotonic()
    await asyncio.gather(*(hand_in(n) for n in range(connections)))
    took = time.monotonic() - started
    backlog = await _backlog(target)
    drained = await _drain(target)
    probing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await probing
    seen = visible.figures()
    return {
        "name": "intake",
        "connections": connections,
        "seconds": round(took, 2),
        "rate": round(len(tally.times) / took, 1),
        **tally.figures(),
        "numbered": {key: seen[key] for key in ("n", "p50_ms", "p95_ms", "p99_ms", "max_ms")},
        "backlog": backlog,
        "drain_seconds": drained,
        "processor_us": effort.figures(len(tally.times)) if effort is not None else None,
    }


async def _probe(target: Target, latest: list[tuple[str, float]], visible: Tally) -> None:
    """Now and then watch one fresh report until it has its number."""
    connection = await Connection.open(target.address)
    token = target.tokens["agent"]
    while True:
        await asyncio.sleep(_PROBE_EVERY)
        if not latest:
            continue
        report, since = latest.pop()
        while True:
            answer = await connection.request("GET", f"/api/v1/reports/{report}", token=token)
            if answer.json().get("case") is not None:
                visible.add(time.perf_counter() - since)
                break
            await asyncio.sleep(_GLANCE)


async def _behind(connection: Connection, token: str) -> int:
    answer = await connection.request("GET", "/api/v1/admin/jobs", token=token)
    return sum(s["behind"] for s in answer.json()["subscribers"] if s["name"] == _PREPARE)


async def _backlog(target: Target) -> int:
    """Return how many messages preparation is behind."""
    connection = await Connection.open(target.address)
    behind = await _behind(connection, target.tokens["admin"])
    connection.close()
    return behind


async def _drain(target: Target) -> float | None:
    """Wait until everything is prepared and return the seconds; ``None`` if it takes too long."""
    connection = await Connection.open(target.address)
    started = time.monotonic()
    while time.monotonic() - started < _PATIENCE:
        if await _behind(connection, target.tokens["admin"]) == 0:
            connection.close()
            return round(time.monotonic() - started, 1)
        await asyncio.sleep(0.1)
    connection.close()
    return None
