"""Whole lives of cases through the real API, by the roles that have to do each step."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

from yiwang.entry.bench.figures import Tally
from yiwang.entry.bench.matter import City, Speaker, read_city
from yiwang.entry.bench.target import Target
from yiwang.entry.bench.wire import Answer, Connection

#: Stage → who does what there. Entering a stage twice takes the next step of its list.
ROAD: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "sign": [("handler", "sign", {})],
    "handle": [
        ("handler", "contact", {"result": "已联系来电人"}),
        ("handler", "feedback", {"result": "已到场处理完毕", "public_reply": "已处理，感谢您的反映"}),
    ],
    "review": [("dispatcher", "pass_review", {})],
    "verify": [("verifier", "verify_pass", {"comment": "现场恢复"})],
    "callback": [("agent", "call_back", {"satisfaction": 5, "resolved": True})],
    "closing": [("dispatcher", "close", {})],
    "closed": [("agent", "rate", {"satisfaction": 5})],
    "rated": [("dispatcher", "archive", {})],
}
_END = "archived"
_WAIT, _LONGEST_WAIT = 0.08, 20.0  # seconds: a number takes about that long
_STEPS = 20


class LifeError(Exception):
    """A life that did not get to its end."""


class Pool:
    """Connections shared by lives that overlap; grows as needed."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._idle: list[Connection] = []

    @contextlib.asynccontextmanager
    async def one(self) -> AsyncIterator[Connection]:
        """Lend a connection."""
        connection = self._idle.pop() if self._idle else await Connection.open(self._address)
        yield connection
        self._idle.append(connection)

    def close(self) -> None:
        """Close all that are idle."""
        for connection in self._idle:
            connection.close()


class Lives:
    """Runs lives and counts every call."""

    def __init__(self, target: Target, city: City, run: str) -> None:
        self._target = target
        self._pool = Pool(target.address)
        self._speaker = Speaker(city, 1, run)
        self.calls = Tally()
        self.by_step: dict[str, Tally] = defaultdict(Tally)
        self.lives = Tally()
        self.numbered = Tally()

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    async def call(self, step: str, method: str, path: str, role: str, body: Any = None) -> Answer:
        """Make one call and count it; raises :class:`LifeError` for anything but success."""
        async with self._pool.one() as connection:
            started = time.perf_counter()
            answer = await connection.request(method, path, token=self._target.tokens[role], body=body)
            took = time.perf_counter() - started
        if answer.status not in {200, 201}:
            what = f"{step} {answer.status} {answer.body[:160].decode(errors='replace')}"
            self.calls.fail(what)
            raise LifeError(what)
        self.calls.add(took, answer.statements)
        self.by_step[step].add(took, answer.statements)
        return answer

    async def live(self, matter: str | None = None) -> int:
        """Live one life from report to archive and return the number of calls."""
        started = time.perf_counter()
        body = self._speaker.report(matter)
        report = (await self.call("report", "POST", "/api/v1/reports", "agent", body)).json()["id"]
        number, calls = await self._number(report)
        stage = (await self.call("open", "GET", f"/api/v1/cases/{number}", "dispatcher")).json()["stage"]
        calls += 2
        seen: dict[str, int] = defaultdict(int)
        while stage != _END:
            steps = ROAD.get(stage)
            if steps is None or calls > _STEPS + 200:
                raise LifeError(f"no way on from stage {stage}")
            role, action, words = steps[min(seen[stage], len(steps) - 1)]
            seen[stage] += 1
            path = f"/api/v1/cases/{number}/actions/{action}"
            stage = (await self.call(action, "POST", path, role, words)).json()["stage"]
            calls += 1
        self.lives.add(time.perf_counter() - started)
        return calls

    async def filed(self) -> str:
        """Hand in one report and return the number of its case."""
        report = (
            await self.call("report", "POST", "/api/v1/reports", "agent", self._speaker.report(None))
        ).json()
        return (await self._number(report["id"]))[0]

    async def _number(self, report: str) -> tuple[str, int]:
        """Ask until the report has its number."""
        started = time.perf_counter()
        calls = 0
        while True:
            await asyncio.sleep(_WAIT)
            answer = await self.call("number", "GET", f"/api/v1/reports/{report}", "agent")
            calls += 1
            number = answer.json()["case"]
            if number is not None:
                self.numbered.add(time.perf_counter() - started)
                return number, calls
            if time.perf_counter() - started > _LONGEST_WAIT:
                self.calls.fail("no number in time")
                raise LifeError("no number in time")

    async def usable(self, matters: list[str]) -> list[str]:
        """Return the matters whose cases get through without anybody's judgement."""
        found = []
        for matter in matters:
            with contextlib.suppress(LifeError):
                await self.live(matter)
                found.append(matter)
        self.calls, self.lives, self.numbered = Tally(), Tally(), Tally()
        self.by_step.clear()
        return found


async def steady(target: Target, *, seconds: float, parallel: int) -> dict[str, Any]:
    """Live lives back to back, ``parallel`` at a time, for ``seconds``."""
    lives, matters = await _begin(target)
    end = time.monotonic() + seconds
    calls: list[int] = []

    async def go(first: int) -> None:
        at = first
        while time.monotonic() < end:
            with contextlib.suppress(LifeError):
                calls.append(await lives.live(matters[at % len(matters)]))
            at += parallel

    started = time.monotonic()
    await asyncio.gather(*(go(n) for n in range(parallel)))
    took = time.monotonic() - started
    lives.close()
    return {"name": "lifecycle", "parallel": parallel} | _figures(lives, calls, took)


async def burst(target: Target, *, low: float, high: float, seconds: float) -> dict[str, Any]:
    """Begin lives at ``low`` a second, rising to ``high`` in the middle third, whatever the server does."""
    lives, matters = await _begin(target)
    calls: list[int] = []
    running: set[asyncio.Task[None]] = set()

    async def go(matter: str) -> None:
        with contextlib.suppress(LifeError):
            calls.append(await lives.live(matter))

    started = due = time.monotonic()
    at = 0
    while due - started < seconds:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        task = asyncio.create_task(go(matters[at % len(matters)]))
        running.add(task)
        task.add_done_callback(running.discard)
        at += 1
        middle = seconds / 3 <= due - started < 2 * seconds / 3
        due += 1 / (high if middle else low)
    await asyncio.gather(*running)
    took = time.monotonic() - started
    lives.close()
    return {"name": "burst", "low": low, "high": high, "begun": at} | _figures(lives, calls, took)


async def _begin(target: Target) -> tuple[Lives, list[str]]:
    city = await read_city(target)
    lives = Lives(target, city, f"l{time.time_ns():x}")
    matters = await lives.usable(city.matters)
    if not matters:
        raise LifeError("no matter of this city leads to a unit by rule")
    return lives, matters


def _figures(lives: Lives, calls: list[int], took: float) -> dict[str, Any]:
    whole = lives.lives.figures()
    return {
        "seconds": round(took, 2),
        "lives": len(calls),
        "rate": round(len(calls) / took, 2),
        "calls_per_life": round(sum(calls) / len(calls), 1) if calls else 0,
        "calls_per_second": round(len(lives.calls.times) / took, 1),
        **lives.calls.figures(),
        "life_p50_ms": whole["p50_ms"],
        "life_p99_ms": whole["p99_ms"],
        "numbered_p99_ms": lives.numbered.figures()["p99_ms"],
        "steps": {
            step: {k: v for k, v in tally.figures().items() if k in _SHOWN}
            for step, tally in lives.by_step.items()
        },
    }


_SHOWN = {"n", "p50_ms", "p99_ms", "statements_per_call"}
