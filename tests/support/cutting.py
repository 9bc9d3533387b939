"""A way to the server that can be cut at the worst moment: after the commit, before the answer arrives."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from urllib.parse import urlsplit

_PIECE = 65_536


class Cutter:
    """Passes bytes on; while armed, swallows the answers to requests that begin with a line."""

    def __init__(self, target: str) -> None:
        found = urlsplit(target)
        self._target = (found.hostname or "127.0.0.1", found.port or 80)
        self._line: bytes | None = None
        self._then: Callable[[], None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.cut = asyncio.Event()
        self.url = ""

    def arm(self, line: str, then: Callable[[], None] | None = None) -> None:
        """Swallow answers to requests whose first line begins with ``line`` until :meth:`spare`.

        ``then`` is run as the first would come. One is not enough: browsers send a request again by
        themselves when a kept connection breaks.
        """
        self._line, self._then = line.encode(), then
        self.cut.clear()

    def spare(self) -> None:
        """Let everything pass again."""
        self._line = None

    def accept(self, client: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Serve one connection in a task of our own, so that it can be ended in an orderly way."""
        task = asyncio.create_task(self._serve(client, back))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """End all connections."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, client: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        server: asyncio.StreamWriter | None = None
        there: asyncio.Task[None] | None = None
        try:
            answers, server = await asyncio.open_connection(*self._target)
            doomed = asyncio.Event()
            there = asyncio.create_task(self._there(client, server, doomed))
            await self._back(answers, back, doomed)
        except OSError:
            pass  # the server is down: so is the way
        finally:
            if there is not None:
                there.cancel()
                await asyncio.gather(there, return_exceptions=True)
            for end in (server, back):
                if end is not None:
                    end.close()

    async def _there(
        self, client: asyncio.StreamReader, server: asyncio.StreamWriter, doomed: asyncio.Event
    ) -> None:
        while piece := await client.read(_PIECE):
            if self._line is not None and piece.startswith(self._line):
                doomed.set()
            server.write(piece)
            await server.drain()

    async def _back(
        self, answers: asyncio.StreamReader, back: asyncio.StreamWriter, doomed: asyncio.Event
    ) -> None:
        while piece := await answers.read(_PIECE):
            if doomed.is_set():  # it has answered, so it has committed; nobody will hear of it
                then, self._then = self._then, None
                if then is not None:
                    then()
                self.cut.set()
                return
            back.write(piece)
            await back.drain()


@contextlib.asynccontextmanager
async def cutting(target: str) -> AsyncIterator[Cutter]:
    """Yield a way to the server at ``target`` on a port of its own."""
    made = Cutter(target)
    server = await asyncio.start_server(made.accept, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
        await made.end()
