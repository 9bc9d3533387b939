"""Whose turn it is: calls of slow models by priority, none forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Final

from yiwang.base.algorithms.errors import QueueFullError

#: The longest that anybody may ask to wait, seconds.
MOST_WAIT: Final = 120.0
#: Seconds of waiting that are worth one step of priority: nobody waits for ever behind those who come later.
AGEING: Final = 5.0


@dataclass(slots=True)
class Job:
    """A call that waits: whose, for what, how urgent, and until when its answer is of use."""

    seq: int
    client: str
    task: str
    priority: int
    since: float
    until: float

    def rank(self) -> float:
        """Return what is compared: everyone ages alike, so the order of two jobs never changes."""
        return self.priority * AGEING + self.since


@dataclass(slots=True)
class Line:
    """At most ``places`` jobs run, at most ``longest`` wait; times are seconds of one clock."""

    places: int = 2
    longest: int = 200
    waiting: dict[int, Job] = field(default_factory=dict)
    running: dict[int, Job] = field(default_factory=dict)
    _seq: count[int] = field(default_factory=count)

    def join(self, client: str, task: str, priority: int, now: float, within: float) -> Job:
        """Return a new waiting job; raises ``algorithm_queue_full``."""
        if len(self.waiting) >= self.longest:
            raise QueueFullError(waiting=len(self.waiting))
        job = Job(next(self._seq), client, task, priority, now, now + within)
        self.waiting[job.seq] = job
        return job

    def start(self, now: float) -> list[Job]:
        """Move jobs whose turn it is to the running ones, return them; what is late stays."""
        started = []
        while len(self.running) < self.places:
            due = [job for job in self.waiting.values() if job.until > now]
            if not due:
                break
            job = min(due, key=lambda j: (j.rank(), j.seq))
            self.running[job.seq] = self.waiting.pop(job.seq)
            started.append(job)
        return started

    def leave(self, job: Job) -> None:
        """Forget a job: it is done, or its caller waits no more."""
        self.waiting.pop(job.seq, None)
        self.running.pop(job.seq, None)
