"""One client: bytes in, packets out. What it said goes to the hub; the answer waits for the hub."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final, cast
from uuid import UUID

from yiwang.connectors.mqtt import wire
from yiwang.connectors.mqtt.codes import OLD_REFUSED, OLD_RETURN, V4, V5, Broken, Kind, Reason
from yiwang.connectors.mqtt.permits import check_filter, within
from yiwang.connectors.mqtt.session import Session

if TYPE_CHECKING:
    from yiwang.connectors.mqtt.gateway import Caller
    from yiwang.connectors.mqtt.hub import Hub

_PING: Final = b"\xd0\x00"
_GRACE: Final = 1.5  # of the keep alive, as the standards say
_REFUSED_FILTER: Final = 0x80


class Connection(asyncio.Protocol):
    """Speaks MQTT 3.1.1 or 5 with one client."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.version = V4
        self.caller: Caller | None = None
        self.session: Session | None = None
        self.heard = time.monotonic()
        self.silence = hub.limits.sign_in
        #: Messages of QoS 1 and 2 that are not answered yet.
        self.unanswered = 0
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._signing_in: asyncio.Task[None] | None = None
        self._will: wire.Will | None = None
        self._largest = 0
        self._commanded: set[UUID] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection, or end it where there are too many."""
        self._transport = cast("asyncio.Transport", transport)
        self.hub.came(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Say the will of a client that vanished."""
        del exc
        self._transport = None
        if self._signing_in is not None:
            self._signing_in.cancel()
        if self._will is not None and self.caller is not None:
            self.hub.take(self, wire.Publish(self._will.topic, self._will.payload, 0, 0, again=False))
        self.hub.went(self)

    def data_received(self, data: bytes) -> None:
        """Read as many packets as are whole."""
        self.heard = time.monotonic()
        self._buffer += data
        if self._signing_in is not None:
            if len(self._buffer) > self.hub.limits.packet:
                self.pause()  # until it is known who it is
            return
        self._read()

    def _read(self) -> None:
        buffer, at, end = self._buffer, 0, len(self._buffer)
        try:
            while self._transport is not None and self._signing_in is None:
                found = wire.frame(buffer, at, end, self.hub.limits.packet)
                if found is None:
                    break
                at = found.end
                self._packet(found.kind, found.flags, bytes(buffer[found.start : found.end]))
        except Broken as broken:
            self.end(broken.reason)
            at = end
        if at:
            del buffer[:at]

    def _packet(self, kind: int, flags: int, body: bytes) -> None:
        if kind == Kind.PUBLISH and self.caller is not None:
            self._publish(wire.read_publish(flags, body, self.version))
            return
        if (self.caller is None) != (kind == Kind.CONNECT):
            raise Broken(Reason.PROTOCOL, "not a CONNECT first, or a second one")
        if flags != (2 if kind in {Kind.PUBREL, Kind.SUBSCRIBE, Kind.UNSUBSCRIBE} else 0):
            raise Broken(Reason.MALFORMED, "reserved flags")
        if kind == Kind.CONNECT:
            self._connect(wire.read_connect(flags, body))
        elif Kind.PUBACK <= kind <= Kind.PUBCOMP:
            self._acknowledged(Kind(kind), *wire.read_ack(body, self.version))
        else:
            self._rest(kind, body)

    def _rest(self, kind: int, body: bytes) -> None:
        match kind:
            case Kind.PINGREQ:
                if body:
                    raise Broken(Reason.MALFORMED, "a ping with a body")
                self.send(_PING)
            case Kind.SUBSCRIBE:
                self._subscribe(wire.read_subscribe(body, self.version))
            case Kind.UNSUBSCRIBE:
                self._unsubscribe(*wire.read_unsubscribe(body, self.version))
            case Kind.DISCONNECT:
                if wire.read_disconnect(body, self.version) == 0:
                    self._will = None
                self.close()
            case _:
                raise Broken(Reason.PROTOCOL, f"a packet of kind {kind} from a client")

    def _connect(self, wish: wire.Connect) -> None:
        self.version = wish.version
        if wire.AUTH_METHOD in wish.properties:
            self._refuse(Reason.BAD_METHOD)
            return
        if not wish.client and wish.version == V4 and not wish.clean:
            self._refuse(Reason.BAD_CREDENTIALS)
            return
        self._signing_in = asyncio.create_task(self._sign_in(wish))

    async def _sign_in(self, wish: wire.Connect) -> None:
        reason = Reason.BAD_CREDENTIALS
        try:
            caller = await self.hub.gateway.sign_in(wish.client, wish.user, wish.password)
        except Exception:  # noqa: BLE001 - whatever is the matter, this client cannot be known now
            caller, reason = None, Reason.SERVER_UNAVAILABLE
        if caller is None:
            if reason == Reason.BAD_CREDENTIALS:
                await asyncio.sleep(self.hub.limits.penalty)
            self._signing_in = None
            self._refuse(reason)
            return
        self._signing_in = None
        self._welcome(wish, caller)
        self.hub.may_read(self)
        self._read()

    def _refuse(self, reason: Reason) -> None:
        self.hub.turned_away(reason)
        if self.version == V5:
            self.send(wire.packet(Kind.CONNACK, bytes((0, reason, 0))))
        else:
            self.send(wire.packet(Kind.CONNACK, bytes((0, OLD_RETURN.get(reason, OLD_REFUSED)))))
        self.close()

    def _welcome(self, wish: wire.Connect, caller: Caller) -> None:
        limits = self.hub.limits
        client = wish.client or self.hub.new_name()
        asked = wish.properties.get(wire.SESSION_EXPIRY, 0) if self.version == V5 else limits.session
        kept_for = min(float(asked), limits.session) if self.version == V5 or not wish.clean else 0.0
        keep_alive = min(wish.keep_alive or limits.keep_alive, limits.keep_alive)
        self.caller = caller
        self.session, present = self.hub.sign_in(self, client, caller.device, clean=wish.clean)
        self.session.kept_for = kept_for
        self._will = wish.will
        self._largest = wish.properties.get(wire.MAXIMUM_PACKET, 0)
        self.silence = keep_alive * _GRACE
        body = bytes((present, Reason.SUCCESS))
        if self.version == V5:
            told: wire.Properties = {
                wire.SESSION_EXPIRY: int(kept_for),
                wire.RECEIVE_MAXIMUM: limits.unanswered,
                wire.MAXIMUM_PACKET: limits.packet,
                wire.RETAIN_AVAILABLE: 0,
                wire.IDS_AVAILABLE: 0,
                wire.SHARED_AVAILABLE: 0,
            }
            if not wish.client:
                told[wire.ASSIGNED_ID] = client
            if keep_alive != wish.keep_alive:
                told[wire.SERVER_KEEP_ALIVE] = keep_alive
            body += wire.properties(told)
        self.send(wire.packet(Kind.CONNACK, body))
        for number, (topic, payload, _) in self.session.unconfirmed.items():
            self.send(wire.message(topic, payload, number=number, version=self.version, again=True))
        if self.session.filters:
            self.hub.listens(self)

    def _publish(self, found: wire.Publish) -> None:
        assert self.session is not None
        if found.qos:
            self.unanswered += 1
            if self.version == V5 and self.unanswered > self.hub.limits.unanswered:
                raise Broken(Reason.TOO_MANY_UNANSWERED, "more messages than it may have unanswered")
            if found.packet in self.session.received:
                self.answer(found, Reason.SUCCESS)
                return
        self.hub.take(self, found)

    def answer(self, found: wire.Publish, reason: Reason) -> None:
        """Tell the client that its message is stored, or why it was refused."""
        if not found.qos:
            return
        self.unanswered -= 1
        kind = Kind.PUBACK
        if found.qos == 2:  # noqa: PLR2004 - the highest level
            kind = Kind.PUBREC
            if not reason and self.session is not None:
                self.session.received.add(found.packet)
        self.send(wire.acknowledgement(kind, found.packet, reason, self.version))

    def _acknowledged(self, kind: Kind, number: int, reason: int) -> None:
        del reason
        assert self.session is not None
        match kind:
            case Kind.PUBACK:
                _, _, command = self.session.unconfirmed.pop(number, (None, None, None))
                if command is not None:
                    self.hub.acknowledged(command)
            case Kind.PUBREL:
                known = number in self.session.received
                self.session.received.discard(number)
                told = Reason.SUCCESS if known else Reason.NO_SUCH_PACKET
                self.send(wire.acknowledgement(Kind.PUBCOMP, number, told, self.version))
            case _:
                raise Broken(Reason.PROTOCOL, "an answer to what was never sent with QoS 2")

    def _subscribe(self, wish: wire.Subscribe) -> None:
        assert self.session is not None
        assert self.caller is not None
        if wish.has_id:
            raise Broken(Reason.IDENTIFIERS_UNSUPPORTED, "numbers of subscriptions are not offered")
        told = bytearray()
        for wanted, qos in wish.filters:
            levels = check_filter(wanted)
            if levels[0] == "$share" and self.version == V5:
                told.append(Reason.SHARED_UNSUPPORTED)
            elif not within(levels, self.caller.prefixes):
                told.append(Reason.NOT_AUTHORISED if self.version == V5 else _REFUSED_FILTER)
            elif len(self.session.filters) >= self.hub.limits.subscriptions:
                told.append(Reason.QUOTA if self.version == V5 else _REFUSED_FILTER)
            else:
                self.session.filters[wanted] = levels, min(qos, 1)
                told.append(min(qos, 1))
        self.send(self._numbered(Kind.SUBACK, wish.packet, told))
        self.hub.listens(self)

    def _unsubscribe(self, packet: int, filters: list[str]) -> None:
        assert self.session is not None
        told = bytearray()
        for wanted in filters:
            check_filter(wanted)
            known = self.session.filters.pop(wanted, None) is not None
            told.append(0 if known else 0x11)
        self.send(self._numbered(Kind.UNSUBACK, packet, told if self.version == V5 else bytearray()))

    def _numbered(self, kind: Kind, number: int, told: bytearray) -> bytes:
        nothing = b"\0" if self.version == V5 else b""
        return wire.packet(kind, number.to_bytes(2, "big") + nothing + bytes(told))

    def command(self, command: UUID, topic: str, payload: bytes) -> bool:
        """Send a command, once on this connection; tell whether it was sent."""
        if self.session is None or command in self._commanded or self.session.carries(command):
            return False
        if sent := self.tell(topic, payload, command):
            self._commanded.add(command)
        return sent

    def tell(self, topic: str, payload: bytes, command: UUID | None = None) -> bool:
        """Send a message to the client if it asked for such; tell whether it was sent."""
        qos = self.session.qos_of(topic) if self.session is not None else None
        if qos is None or self.session is None or (self._largest and len(payload) > self._largest - 300):
            return False
        number = self.session.remember(topic, payload, command) if qos else 0
        if qos and not number:
            return False
        self.send(wire.message(topic, payload, number=number, version=self.version))
        return True

    def send(self, data: bytes) -> None:
        """Write to the client, if it is still there."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    def pause(self) -> None:
        """Read nothing more: what the client sends then waits with it."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.pause_reading()

    def resume(self) -> None:
        """Read again."""
        if self._transport is not None and not self._transport.is_closing() and self._signing_in is None:
            self._transport.resume_reading()

    def end(self, reason: Reason) -> None:
        """End the connection and say why, where the version has words for it."""
        if self.version == V5:
            if self.caller is not None:
                self.send(wire.packet(Kind.DISCONNECT, bytes((reason,))))
            else:
                self.send(wire.packet(Kind.CONNACK, bytes((0, reason, 0))))
        elif self.caller is None and reason == Reason.UNSUPPORTED_VERSION:
            self.send(wire.packet(Kind.CONNACK, b"\0\x01"))
        if self.caller is None:
            self.hub.turned_away(reason)
        self.close()

    def close(self) -> None:
        """Close after what was written is sent."""
        if self._transport is not None:
            self._transport.close()
