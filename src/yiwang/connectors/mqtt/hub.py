"""The door: all its clients, what they said that waits for its commit, and the answers after it."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import secrets
import time
from collections import deque
from collections.abc import Collection, Coroutine
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

import msgspec

from yiwang.connectors.mqtt import figures, wire
from yiwang.connectors.mqtt.codes import Reason
from yiwang.connectors.mqtt.connection import Connection
from yiwang.connectors.mqtt.gateway import Gateway
from yiwang.connectors.mqtt.limits import Limits
from yiwang.connectors.mqtt.session import Session
from yiwang.kernel.errors import YiwangError
from yiwang.sdk.sensing import KeyScope
from yiwang.sdk.uplink.said import Said
from yiwang.sdk.uplink.topics import answers, commands

if TYPE_CHECKING:  # an edge node carries no commands
    from yiwang.sdk.downlink import Command, Courier

_log = logging.getLogger(__name__)
_LOW: Final = 0.5  # of the limit: there reading goes on
_SWEEP: Final = 1.0
_CHECK: Final = 5.0
_REASONS: Final = {
    403: Reason.NOT_AUTHORISED,
    404: Reason.NOT_AUTHORISED,
    413: Reason.TOO_LARGE,
    422: Reason.PAYLOAD_INVALID,
}
_OTHERWISE: Final = Reason.QUOTA
_PARTING: Final = 2.0


class Waiting(NamedTuple):
    """A message on its way."""

    connection: Connection
    found: wire.Publish
    said: Said
    reply: str | None
    scope: KeyScope | None


class Hub:
    """All connections of one process."""

    def __init__(self, gateway: Gateway, limits: Limits | None = None) -> None:
        self.gateway = gateway
        self.limits = limits or Limits()
        self._connections: set[Connection] = set()
        self._by_client: dict[str, Connection] = {}
        self._by_device: dict[str, set[Connection]] = {}
        self._sessions: dict[str, Session] = {}
        self._waiting: deque[Waiting] = deque()
        self._reading: set[asyncio.Task[None]] = set()
        self._count = self._bytes = 0
        self._slow = False
        self._writer: asyncio.Task[None] | None = None
        self._names = itertools.count(1)
        self._stopping = False
        #: Who brings commands; none at an edge node.
        self.courier: Courier | None = None
        self._empty = asyncio.Event()

    def connection(self) -> Connection:
        """Return the protocol of a new connection."""
        return Connection(self)

    def new_name(self) -> str:
        """Return a name for a client that has none."""
        return f"auto-{next(self._names)}-{secrets.token_hex(6)}"

    def came(self, connection: Connection) -> None:
        """Note a new connection."""
        if self._stopping or len(self._connections) >= self.limits.connections:
            self.turned_away(Reason.SERVER_BUSY)
            connection.close()
            return
        self._connections.add(connection)
        figures.CONNECTIONS.inc()
        if self._slow:
            connection.pause()

    def went(self, connection: Connection) -> None:
        """Forget a connection; its session stays as long as was agreed."""
        if connection not in self._connections:
            return
        self._connections.discard(connection)
        figures.CONNECTIONS.dec()
        if not self._connections:
            self._empty.set()
        session = connection.session
        if session is None or self._by_client.get(session.client) is not connection:
            return
        del self._by_client[session.client]
        self._leave(session.device, connection)
        if session.kept_for <= 0:
            self._sessions.pop(session.client, None)
        session.ends = time.monotonic() + session.kept_for

    def _leave(self, device: str, connection: Connection) -> None:
        with_it = self._by_device.get(device, set())
        with_it.discard(connection)
        if not with_it:
            self._by_device.pop(device, None)

    def sign_in(
        self, connection: Connection, client: str, device: str, *, clean: bool
    ) -> tuple[Session, bool]:
        """Return the client's session and whether it was known; an older connection of it ends."""
        client = f"{device}/{client}"  # names of clients are no secret: nobody takes another device's place
        older = self._by_client.get(client)
        if older is not None:
            self._leave(device, older)
            older.end(Reason.TAKEN_OVER)
        known = None if clean else self._sessions.get(client)
        session = known or Session(client, device)
        if len(self._sessions) >= self.limits.sessions and client not in self._sessions:
            self._forget_oldest()
        self._sessions[client] = session
        self._by_client[client] = connection
        self._by_device.setdefault(device, set()).add(connection)
        return session, known is not None

    def _forget_oldest(self) -> None:
        away = (s for s in self._sessions.values() if s.client not in self._by_client)
        oldest = min(away, key=lambda s: s.ends, default=None)
        if oldest is not None:
            del self._sessions[oldest.client]

    def turned_away(self, reason: Reason) -> None:
        """Count a connection that was refused."""
        figures.TURNED_AWAY.labels(reason.name.lower()).inc()

    def may_read(self, connection: Connection) -> None:
        """Let a connection be read again, if anybody may."""
        if not self._slow:
            connection.resume()

    def take(self, connection: Connection, found: wire.Publish) -> None:
        """Take a message of ``connection``; it is answered after its commit."""
        caller = connection.caller
        assert caller is not None
        if self._stopping:
            return
        if found.topic.endswith("/answers") and found.topic == answers(caller.device):
            self._count += 1
            self._bytes += len(found.payload)
            self._later(self._answer(connection, found))
            return
        self._count += 1
        self._bytes += len(found.payload)
        if not self._slow and (
            self._count >= self.limits.waiting or self._bytes >= self.limits.waiting_bytes
        ):
            self._slow_down()
        try:
            read = self.gateway.read_now(caller, found.topic, found.payload)
        except YiwangError as error:
            self._refuse(connection, found, error)
            return
        if read is None:
            self._later(self._read(connection, found))
        else:
            self._enqueue(Waiting(connection, found, *read, caller.scope))

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    async def _answer(self, connection: Connection, found: wire.Publish) -> None:
        """Store what a device says of a command; it is answered after the commit, as readings are."""
        assert connection.caller is not None
        try:
            await self.gateway.answer(connection.caller, found.payload)
        except YiwangError as error:
            self._refuse(connection, found, error)
        except Exception:  # noqa: BLE001 - nobody waits for this task: its connection must end
            _log.exception("an answer could not be stored")
            self._fail([(connection, found)])
        else:
            self._done(found)
            connection.answer(found, Reason.SUCCESS)

    async def _read(self, connection: Connection, found: wire.Publish) -> None:
        assert connection.caller is not None
        try:
            read = await self.gateway.read(connection.caller, found.topic, found.payload)
        except YiwangError as error:
            self._refuse(connection, found, error)
        except Exception:  # noqa: BLE001 - nobody waits for this task: its connection must end
            _log.exception("a message could not be read")
            self._fail([(connection, found)])
        else:
            self._enqueue(Waiting(connection, found, *read, connection.caller.scope))

    def _enqueue(self, waiting: Waiting) -> None:
        self._waiting.append(waiting)
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())

    def _slow_down(self) -> None:
        self._slow = True
        figures.SLOWED.inc()
        for connection in self._connections:
            connection.pause()

    def _done(self, found: wire.Publish) -> None:
        self._count -= 1
        self._bytes -= len(found.payload)

    def _refuse(self, connection: Connection, found: wire.Publish, error: YiwangError) -> None:
        """Answer what will never be stored: repeating it would be in vain. The reason goes along."""
        self._done(found)
        figures.REFUSED.inc()
        connection.answer(found, _REASONS.get(error.status, _OTHERWISE))
        if connection.caller is not None:
            notice = msgspec.json.encode({"topic": found.topic, "error": error.as_dict()})
            connection.tell(f"yiwang/v1/{connection.caller.device}/refusals", notice)

    async def _write(self) -> None:
        """Store what waits, a group at a time, and answer each after its commit."""
        await asyncio.sleep(0)  # what else came with this turn of the loop goes along
        try:
            while self._waiting:
                count = min(len(self._waiting), self.limits.group)
                group = [self._waiting.popleft() for _ in range(count)]
                await self._store(group)
                if self._slow and (
                    self._count <= self.limits.waiting * _LOW
                    and self._bytes <= self.limits.waiting_bytes * _LOW
                ):
                    self._slow = False
                    for connection in self._connections:
                        connection.resume()
        finally:
            self._writer = None

    async def _store(self, group: list[Waiting]) -> None:
        try:
            verdicts = await self.gateway.store(
                [waiting.said for waiting in group], [waiting.scope for waiting in group]
            )
        except Exception as error:  # noqa: BLE001 - nothing is stored, so nobody gets an answer
            _log.warning("%d messages could not be stored: %s", len(group), error)
            self._fail([(w.connection, w.found) for w in group])
            return
        for waiting, refused in zip(group, verdicts, strict=True):
            if refused is not None:
                self._refuse(waiting.connection, waiting.found, refused)
                continue
            self._done(waiting.found)
            waiting.connection.answer(waiting.found, Reason.SUCCESS)
            if waiting.reply is not None:
                waiting.connection.tell(waiting.reply, _answer(waiting.found.payload))
        figures.STORED.inc(sum(refused is None for refused in verdicts))

    def _fail(self, messages: list[tuple[Connection, wire.Publish]]) -> None:
        """End the connections of messages that are not stored: their senders say them again."""
        for connection, found in messages:
            self._done(found)
            connection.unanswered -= bool(found.qos)
        figures.FAILED.inc(len(messages))
        for connection in {connection for connection, _ in messages}:
            connection.end(Reason.SERVER_UNAVAILABLE)

    def tell(self, device: str, topic: str, payload: bytes) -> int:
        """Send a message to the clients of a device that asked for it; return how many got it."""
        return sum(c.tell(topic, payload) for c in list(self._by_device.get(device, ())))

    def listens(self, connection: Connection) -> None:
        """Note that a client may have begun to listen: what waits for it is looked for."""
        if self.courier is not None and connection.caller is not None:
            self.courier.came(connection.caller.device)

    def acknowledged(self, command: UUID) -> None:
        """Note that a client has a command."""
        if self.courier is not None:
            self.courier.delivered(command)

    def reached(self) -> Collection[str]:
        """Return the devices that are connected."""
        return self._by_device.keys()

    def command(self, command: Command, payload: bytes) -> None:
        """Send a command to the clients of its device, and of its gateway, that listen for it."""
        for device in filter(None, (command.device, command.gateway)):
            for connection in list(self._by_device.get(device, ())):
                connection.command(command.id, commands(device), payload)

    async def sweep(self) -> None:
        """End connections that are silent for too long and forget sessions that are over; until cancelled."""
        checked = time.monotonic()
        while True:
            await asyncio.sleep(_SWEEP)
            now = time.monotonic()
            if now - checked >= _CHECK:
                checked = now
                await self._check_keys()
            if not self._slow:
                for connection in [c for c in self._connections if now - c.heard > c.silence]:
                    connection.end(Reason.KEEP_ALIVE)
            for name, session in list(self._sessions.items()):
                if name not in self._by_client and session.ends < now:
                    del self._sessions[name]

    async def _check_keys(self) -> None:
        """End the connections whose keys were revoked or are past their end."""
        for connection in list(self._connections):
            caller = connection.caller
            try:
                if caller is not None and not await self.gateway.still_valid(caller):
                    connection.end(Reason.NOT_AUTHORISED)
            except Exception as error:  # noqa: BLE001 - the database is away: nobody is sent away for that
                _log.warning("keys could not be looked at: %s", error)
                return

    async def stop(self) -> None:
        """Take nothing more, answer what is on its way, end all connections."""
        self._stopping = True
        for connection in self._connections:
            connection.pause()
        await asyncio.gather(*self._reading, return_exceptions=True)
        while self._writer is not None:
            await asyncio.wait([self._writer])
        for connection in list(self._connections):
            connection.end(Reason.SHUTTING_DOWN)
        if self._connections:
            self._empty.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_PARTING):
                    await self._empty.wait()


def _answer(payload: bytes) -> bytes:
    """Return what a device of the ``/sys`` dialect hears after its message is stored."""
    try:
        number = msgspec.json.decode(payload, type=_Numbered).id
    except msgspec.DecodeError:
        number = ""
    return msgspec.json.encode({"id": number, "code": 200, "data": {}})


class _Numbered(msgspec.Struct):
    id: str | int = ""
