"""The queue of this process: who waits for a slow model, and who is being answered."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any, Final

from yiwang.base.algorithms.errors import TooLateError
from yiwang.base.algorithms.model.queue import Line


class Desk:
    """Gives turns; what it shows is of this process alone, as each process has its own."""

    def __init__(self, line: Line | None = None) -> None:
        self._line = line or Line()
        self._turns: dict[int, asyncio.Future[None]] = {}
        self.done: Counter[str] = Counter()

    @contextlib.asynccontextmanager
    async def turn(self, client: str, task: str, priority: int, within: float) -> AsyncIterator[None]:
        """Wait for a turn ``within`` seconds; raises ``algorithm_queue_full``, ``algorithm_too_late``."""
        job = self._line.join(client, task, priority, time.monotonic(), within)
        turn = self._turns[job.seq] = asyncio.get_running_loop().create_future()
        self._start()
        try:
            try:
                async with asyncio.timeout(within):  # wait_for loses a cancellation that comes with the turn
                    await turn
            except TimeoutError:
                self.done["too_late"] += 1
                raise TooLateError(seconds=within) from None
            yield
            self.done["answered"] += 1
        finally:
            self._turns.pop(job.seq, None)
            self._line.leave(job)
            self._start()

    def _start(self) -> None:
        for job in self._line.start(time.monotonic()):
            turn = self._turns.get(job.seq)
            if turn is not None and not turn.done():
                turn.set_result(None)

    def shown(self) -> dict[str, Any]:
        """Return who waits and who is answered: task, priority, seconds; clients as stable keys."""
        now = time.monotonic()
        return {
            "places": self._line.places,
            "longest": self._line.longest,
            "done": dict(self.done),
            **{
                name: [
                    {
                        "client": job.client,
                        "task": job.task,
                        "priority": job.priority,
                        "waited_s": round(now - job.since, 3),
                        "left_s": round(job.until - now, 3),
                    }
                    for job in sorted(jobs.values(), key=lambda j: (j.rank(), j.seq))
                ]
                for name, jobs in (("running", self._line.running), ("waiting", self._line.waiting))
            },
        }


desk: Final = Desk()
