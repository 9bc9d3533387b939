"""Group commit: requests that arrive together are written by one transaction.

A commit costs a round trip to the disk whatever it holds. While one group is being written the next one
gathers; when nothing is being written a request starts at once. After a group of many, the next waits
up to ``patience`` seconds for as many again, so that steady load does not fall apart into small groups.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from yiwang.kernel.errors import YiwangError

Item = TypeVar("Item")
Result = TypeVar("Result")

_SERVER = 500  # a full disk or an absent database concerns everybody alike

#: Writes a group in one transaction; an item that is refused gets its error as result.
Write = Callable[[Sequence[Item]], Awaitable[Sequence[Result | YiwangError]]]


class GroupCommit(Generic[Item, Result]):
    """Gathers items of one process and event loop; each caller waits for its own commit."""

    def __init__(self, write: Write[Item, Result], *, largest: int = 200, patience: float = 0.002) -> None:
        self._write = write
        self._largest = largest
        self._patience = patience
        self._queue: list[tuple[Item, asyncio.Future[Result]]] = []
        self._writing: Sequence[tuple[Item, asyncio.Future[Result]]] = ()
        self._task: asyncio.Task[None] | None = None
        self._enough = asyncio.Event()
        self._goal = 1

    async def submit(self, item: Item) -> Result:
        """Return the result for ``item`` after the group that holds it was committed.

        Raises the item's own error, or the failure of writing it alone: an item that cannot be written
        never fails the others of its group.
        """
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._queue.append((item, future))
        if self._task is None:
            self._task = asyncio.create_task(self._drain(), name="group-commit")
        elif len(self._queue) >= self._goal:
            self._enough.set()
        return await future

    async def _drain(self) -> None:
        try:
            while self._queue:
                await self._gather()
                group, self._queue = self._queue[: self._largest], self._queue[self._largest :]
                self._writing = group
                self._goal = len(group)
                await self._settle(group)
        finally:
            self._task = None
            for _, future in (*self._writing, *self._queue):
                future.cancel()  # only those not answered yet: the process is stopping
            self._writing, self._queue = (), []

    async def _gather(self) -> None:
        if len(self._queue) >= self._goal or self._goal == 1:
            return
        self._enough.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience):
                await self._enough.wait()

    async def _settle(self, group: Sequence[tuple[Item, asyncio.Future[Result]]]) -> None:
        """Write ``group``; if it fails as a whole and holds several, write each of them alone."""
        try:
            results = await self._write([item for item, _ in group])
        except Exception as error:  # noqa: BLE001 - handed to the callers that wait for it
            told_to_all = isinstance(error, YiwangError) and error.status >= _SERVER
            if len(group) == 1 or told_to_all:
                for _, future in group:
                    _answer(future, error)
                return
            for member in group:
                await self._settle([member])
            return
        for (_, future), result in zip(group, results, strict=True):
            _answer(future, result)


def _answer(future: asyncio.Future[Result], result: Result | Exception) -> None:
    if future.done():
        return  # its caller has gone
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)
