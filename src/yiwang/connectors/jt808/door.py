"""The door: reads frames, stores what they say, answers after the commit."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Collection, Coroutine
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from prometheus_client import Counter

from yiwang.connectors.jt808 import commands, messages
from yiwang.connectors.jt808.frames import FrameError, Message, Splitter, read, write
from yiwang.connectors.jt808.gateway import Gateway, Terminal
from yiwang.connectors.jt808.messages import Place
from yiwang.kernel.errors import YiwangError
from yiwang.sdk.downlink import Answer, Command, Courier
from yiwang.sdk.uplink.said import Fix, Happening, Said

_log = logging.getLogger(__name__)
_CHUNK: Final = 65_536
_SILENCE: Final = 300.0  # terminals send a heartbeat every minute or so
_PARTS: Final = 255
_FRAMES: Final = Counter("yiwang_jt808_frames", "Frames of terminals by what became of them", ["outcome"])


class Door:
    """All terminals of one process."""

    def __init__(self, gateway: Gateway, *, connections: int = 10_000, silence: float = _SILENCE) -> None:
        self.gateway = gateway
        self.silence = silence
        self._most = connections
        self._open: set[asyncio.StreamWriter] = set()
        #: The connection of each terminal that has authenticated, and who brings commands for them.
        self.links: dict[str, _Link] = {}
        self.courier: Courier | None = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until it ends, is silent for too long, or breaks the rules."""
        if len(self._open) >= self._most:
            _FRAMES.labels("turned_away").inc()
            writer.close()
            return
        self._open.add(writer)
        link = _Link(self, writer)
        try:
            await link.run(reader, self.silence)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            pass
        except Exception:  # noqa: BLE001 - nothing was answered: the terminal says it again
            _log.exception("a terminal's connection failed")
        finally:
            self._open.discard(writer)
            self.links = {phone: held for phone, held in self.links.items() if held is not link}
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    def reached(self) -> Collection[str]:
        """Return the devices whose terminals are connected."""
        return self.links.keys()

    def command(self, command: Command, _: bytes) -> None:
        """Send a command to its terminal, once on a connection."""
        if (link := self.links.get(command.device)) is not None:
            link.command(command)

    def stop(self) -> None:
        """End all connections."""
        for writer in self._open:
            writer.close()


async def _heard(reader: asyncio.StreamReader, silence: float) -> bytes:
    async with asyncio.timeout(silence):
        return await reader.read(_CHUNK)


class _Link:
    """One connection; it may carry several terminals."""

    def __init__(self, door: Door, writer: asyncio.StreamWriter) -> None:
        self._door = door
        self._gateway = door.gateway
        self._writer = writer
        self._known: dict[str, Terminal] = {}
        #: Terminals that speak the standard of 2019, commands sent, and those not answered by serial number.
        self._new: dict[str, bool] = {}
        self._commanded: set[UUID] = set()
        self._unanswered: dict[tuple[str, int], UUID] = {}
        self._answers: set[asyncio.Task[None]] = set()
        self._serial = 0
        self._parts: dict[tuple[str, int, int], dict[int, bytes]] = {}
        self._alarm: dict[str, int] = {}

    async def run(self, reader: asyncio.StreamReader, silence: float) -> None:
        splitter = Splitter()
        while data := await _heard(reader, silence):
            waiting: list[tuple[Message, Said]] = []
            for piece in splitter.feed(data):
                try:
                    said = await self._take(read(piece))
                except FrameError as error:
                    _log.debug("a frame is left out: %s", error)
                    _FRAMES.labels("broken").inc()
                    continue
                if said is not None:
                    waiting.append(said)
            if splitter.thrown:
                _FRAMES.labels("broken").inc(splitter.thrown)
                splitter.thrown = 0
            if waiting:
                await self._store(waiting)
            await self._writer.drain()

    async def _store(self, waiting: list[tuple[Message, Said]]) -> None:
        verdicts = await self._gateway.store([said for _, said in waiting])
        for (message, _), refused in zip(waiting, verdicts, strict=True):
            _FRAMES.labels("stored" if refused is None else "refused").inc()
            self._answer(message, messages.OK if refused is None else messages.WRONG)

    async def _take(self, message: Message) -> tuple[Message, Said] | None:
        """Do what a message asks; return what it says if that must be stored before it is answered."""
        whole = self._whole(message)
        if whole is None:
            self._answer(message, messages.OK)  # a part; the whole is answered after its commit
            return None
        message = whole
        if message.kind == commands.LOCATED:
            await self._said(message.phone, int.from_bytes(message.body[:2], "big"), "")
            message = replace(message, kind=messages.POSITION, body=message.body[2:])
        if message.kind in {messages.POSITION, messages.BATCH}:
            terminal = self._known.get(message.phone)
            if terminal is not None and not await self._gateway.still_valid(terminal):
                del self._known[message.phone]
            return self._position(message)
        if message.kind == messages.REGISTER:
            result, code = await self._gateway.enrol(message.phone)
            self._send(
                messages.REGISTER_ANSWER, message, messages.register_answer(message.serial, result, code)
            )
        elif message.kind == messages.AUTHENTICATE:
            await self._authenticate(message)
        elif message.kind == messages.ASK_TIME:
            self._send(messages.TIME_ANSWER, message, messages.time_digits(self._gateway.now()))
        elif message.kind in {messages.HEARTBEAT, messages.LOG_OFF}:
            self._sign(message)
        elif message.kind == messages.TERMINAL_ANSWER:
            await self._said(message.phone, *commands.result(message.body))
        else:
            self._answer(message, messages.UNSUPPORTED)
        return None

    def _sign(self, message: Message) -> None:
        """Answer a sign of life, or of its end."""
        self._answer(message, messages.OK if message.phone in self._known else messages.FAILED)
        if message.kind == messages.LOG_OFF:
            self._known.pop(message.phone, None)

    def command(self, command: Command) -> None:
        """Send a command as its frame; what the protocol has no frame for has failed."""
        if command.id in self._commanded:
            return
        self._commanded.add(command.id)
        phone, new = command.device, self._new.get(command.device, False)
        found = commands.frame(command.function, command.values, new=new)
        if found is None:
            self._later(self._store_answer(phone, command.id, "JT/T 808 没有这个功能的消息"))
            return
        self._serial = (self._serial + 1) & 0xFFFF
        self._unanswered[phone, self._serial] = command.id
        self._writer.write(write(found[0], phone, self._serial, found[1], new=new))

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _said(self, phone: str, serial: int, words: str) -> None:
        """Store a terminal's answer to one of our frames, if that was a command's."""
        command = self._unanswered.get((phone, serial))
        if command is not None and phone in self._known:
            await self._store_answer(phone, command, words)
            del self._unanswered[phone, serial]

    async def _store_answer(self, phone: str, command: UUID, words: str) -> None:
        if self._door.courier is None:
            return
        said = Answer(id=command, state="failed" if words else "done", words=words)
        try:
            await self._door.courier.answer(said, scope=None, sender=phone)
        except YiwangError as error:
            _log.warning("the answer of terminal %s to %s is left out: %s", phone, command, error)

    def _whole(self, message: Message) -> Message | None:
        """Put a message together that comes in parts; ``None`` while parts are missing."""
        number, total = message.part
        if total == 1:
            return message
        if total > _PARTS or (len(self._parts) > 3):  # noqa: PLR2004 - a terminal sends one at a time
            self._parts.clear()
            raise FrameError("too many parts")
        first = (message.serial - number + 1) & 0xFFFF
        key = message.phone, message.kind, first
        parts = self._parts.setdefault(key, {})
        parts[number] = message.body
        if len(parts) < total:
            return None
        del self._parts[key]
        body = b"".join(parts[n] for n in sorted(parts))
        return Message(message.kind, message.phone, message.serial, body, message.new)

    async def _authenticate(self, message: Message) -> None:
        code = messages.credentials(message.body, new=message.new)
        terminal = await self._gateway.sign_in(message.phone, code)
        if terminal is not None:
            self._known[message.phone] = terminal
            self._new[message.phone] = message.new
            self._door.links[message.phone] = self
            if self._door.courier is not None:
                self._door.courier.came(message.phone)
        self._answer(message, messages.OK if terminal is not None else messages.FAILED)

    def _position(self, message: Message) -> tuple[Message, Said] | None:
        terminal = self._known.get(message.phone)
        if terminal is None:
            _FRAMES.labels("unknown").inc()
            self._answer(message, messages.FAILED)
            return None
        try:
            if message.kind == messages.BATCH:
                places = messages.batch(message.body)
            else:
                places = [messages.position(message.body)]
        except FrameError:
            self._answer(message, messages.WRONG)
            raise
        before = self._alarm.get(message.phone, 0)
        said = said_of(terminal, places, before)
        if places:
            self._alarm[message.phone] = places[-1].alarm
        return message, said

    def _answer(self, message: Message, result: int) -> None:
        self._send(messages.GENERAL_ANSWER, message, messages.answer(message.serial, message.kind, result))

    def _send(self, kind: int, to: Message, body: bytes) -> None:
        self._serial = (self._serial + 1) & 0xFFFF
        self._writer.write(write(kind, to.phone, self._serial, body, new=to.new))


def said_of(terminal: Terminal, places: list[Place], alarm: int) -> Said:
    """Return positions, the values that the product has a property for, and emergencies that begin.

    ``alarm`` is the alarm word before the first place. Where the terminal did not know where it was, only
    its values count.
    """
    said = Said(terminal.device, at=[place.at for place in places])
    for place in places:
        if place.fixed:
            said.fixes.append(Fix(place.at, place.lon, place.lat, place.speed, place.heading))
        if place.alarm & ~alarm & 1:
            said.happenings.append(Happening("emergency", place.at, {"lon": place.lon, "lat": place.lat}))
        alarm = place.alarm
    names = sorted({name for place in places for name in place.values} & terminal.properties)
    said.columns = {name: [place.values.get(name) for place in places] for name in names}
    return said
