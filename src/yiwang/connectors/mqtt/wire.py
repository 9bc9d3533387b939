"""Bytes to packets and back: strict, no I/O. What is not exactly as the standards say is :class:`Broken`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

from yiwang.connectors.mqtt.codes import V4, V5, Broken, Kind, Reason

_BYTE, _TWO, _FOUR, _VARINT, _TEXT, _BINARY, _PAIR = range(7)
#: Properties of MQTT 5: number → form.
_FORMS: Final = {
    0x01: _BYTE, 0x02: _FOUR, 0x03: _TEXT, 0x08: _TEXT, 0x09: _BINARY, 0x0B: _VARINT, 0x11: _FOUR,
    0x12: _TEXT, 0x13: _TWO, 0x15: _TEXT, 0x16: _BINARY, 0x17: _BYTE, 0x18: _FOUR, 0x19: _BYTE,
    0x1A: _TEXT, 0x1C: _TEXT, 0x1F: _TEXT, 0x21: _TWO, 0x22: _TWO, 0x23: _TWO, 0x24: _BYTE, 0x25: _BYTE,
    0x26: _PAIR, 0x27: _FOUR, 0x28: _BYTE, 0x29: _BYTE, 0x2A: _BYTE,
}  # fmt: skip
SESSION_EXPIRY, RECEIVE_MAXIMUM, MAXIMUM_PACKET = 0x11, 0x21, 0x27
TOPIC_ALIAS, SUBSCRIPTION_ID, AUTH_METHOD = 0x23, 0x0B, 0x15
ALIAS_MAXIMUM, MAXIMUM_QOS, RETAIN_AVAILABLE = 0x22, 0x24, 0x25
WILDCARDS_AVAILABLE, IDS_AVAILABLE, SHARED_AVAILABLE = 0x28, 0x29, 0x2A
ASSIGNED_ID, SERVER_KEEP_ALIVE, REASON_TEXT = 0x12, 0x13, 0x1F
_OF_CONNECT: Final = frozenset({0x11, 0x15, 0x16, 0x17, 0x19, 0x21, 0x22, 0x26, 0x27})
_OF_WILL: Final = frozenset({0x01, 0x02, 0x03, 0x08, 0x09, 0x18, 0x26})
_OF_PUBLISH: Final = frozenset({0x01, 0x02, 0x03, 0x08, 0x09, 0x0B, 0x23, 0x26})
_OF_ACK: Final = frozenset({0x1F, 0x26})
_OF_SUBSCRIBE: Final = frozenset({0x0B, 0x26})
_OF_UNSUBSCRIBE: Final = frozenset({0x26})
_OF_DISCONNECT: Final = frozenset({0x11, 0x1C, 0x1F, 0x26})
_MORE, _LOW = 0x80, 0x7F
_LONGEST_VARINT: Final = 4

Properties: TypeAlias = dict[int, Any]
Data: TypeAlias = "bytes | bytearray | memoryview"


class Frame(NamedTuple):
    """Where a packet's body lies in a buffer."""

    kind: int
    flags: int
    start: int
    end: int


@dataclass(slots=True)
class Will:
    """What the server says for a client that vanishes."""

    topic: str
    payload: bytes


@dataclass(slots=True)
class Connect:
    """A wish to be connected."""

    version: int
    client: str
    clean: bool
    keep_alive: int
    user: str | None = None
    password: bytes | None = None
    will: Will | None = None
    properties: Properties = field(default_factory=dict)


class Publish(NamedTuple):
    """A message."""

    topic: str
    payload: bytes
    qos: int
    packet: int
    again: bool


class Subscribe(NamedTuple):
    """A wish to hear: filters, each with the most it may be sent with."""

    packet: int
    filters: list[tuple[str, int]]
    has_id: bool


def frame(data: Data, at: int, end: int, largest: int) -> Frame | None:
    """Return the packet that begins at ``at``; ``None`` while it is not whole."""
    if end - at < 2:  # noqa: PLR2004 - the shortest packet
        return None
    first = data[at]
    length = shift = 0
    position = at + 1
    for _ in range(_LONGEST_VARINT):
        if position >= end:
            return None
        byte = data[position]
        position += 1
        length |= (byte & _LOW) << shift
        if not byte & _MORE:
            break
        shift += 7
    else:
        raise Broken(Reason.MALFORMED, "the length is longer than four bytes")
    if length > largest:
        raise Broken(Reason.TOO_LARGE, f"a packet of {length} bytes")
    return Frame(first >> 4, first & 0x0F, position, position + length) if position + length <= end else None


class _Body:
    """Reads the body of one packet from its beginning to its end."""

    __slots__ = ("at", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> bytes:
        end = self.at + count
        if end > len(self.data):
            raise Broken(Reason.MALFORMED, "the packet ends too early")
        found = self.data[self.at : end]
        self.at = end
        return found

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "big")

    def binary(self) -> bytes:
        return self.take(self.number(2))

    def text(self) -> str:
        return text(self.binary())

    def varint(self) -> int:
        value = 0
        for shift in (0, 7, 14, 21):
            byte = self.number(1)
            value |= (byte & _LOW) << shift
            if not byte & _MORE:
                return value
        raise Broken(Reason.MALFORMED, "a number is longer than four bytes")

    @property
    def over(self) -> bool:
        return self.at == len(self.data)

    def finish(self) -> None:
        if not self.over:
            raise Broken(Reason.MALFORMED, "the packet goes on after its end")

    def properties(self, allowed: frozenset[int]) -> Properties:
        size = self.varint()
        end = self.at + size
        found: Properties = {}
        while self.at < end:
            number = self.varint()
            if number not in allowed:
                raise Broken(Reason.PROTOCOL, f"the property {number} does not belong here")
            if number in found and number not in {0x26, 0x0B}:
                raise Broken(Reason.PROTOCOL, f"the property {number} comes twice")
            found[number] = self._value(_FORMS[number])
        if self.at != end:
            raise Broken(Reason.MALFORMED, "the properties do not end where they should")
        return found

    def _value(self, form: int) -> Any:
        match form:
            case 0 | 1 | 2:
                return self.number((1, 2, 4)[form])
            case 3:
                return self.varint()
            case 4:
                return self.text()
            case 5:
                return self.binary()
            case _:
                return self.text(), self.text()


def text(data: bytes) -> str:
    """Return the text of ``data``: UTF-8 without the null character."""
    try:
        found = data.decode()
    except UnicodeDecodeError:
        raise Broken(Reason.MALFORMED, "a text is not UTF-8") from None
    if "\0" in found:
        raise Broken(Reason.MALFORMED, "a text holds the null character")
    return found


def read_connect(flags: int, data: bytes) -> Connect:
    """Read a CONNECT; an unknown version is told from broken bytes by its reason."""
    body = _Body(data)
    name, version = body.text(), body.number(1)
    if name != "MQTT" or version not in {V4, V5}:
        raise Broken(Reason.UNSUPPORTED_VERSION, f"{name[:10]} version {version}")
    marks = body.number(1)
    if flags or marks & 1:
        raise Broken(Reason.MALFORMED, "a reserved bit is set")
    keep_alive = body.number(2)
    properties = body.properties(_OF_CONNECT) if version == V5 else {}
    found = Connect(version, body.text(), bool(marks & 0x02), keep_alive, properties=properties)
    will_qos, has_will = marks >> 3 & 3, bool(marks & 0x04)
    if will_qos == 3 or (not has_will and marks & 0x38):  # noqa: PLR2004 - there are three levels
        raise Broken(Reason.MALFORMED, "the will's flags contradict each other")
    if has_will:
        if version == V5:
            body.properties(_OF_WILL)
        found.will = Will(check_topic(body.text()), body.binary())
    if marks & 0x80:
        found.user = body.text()
    if marks & 0x40:
        if found.user is None and version == V4:
            raise Broken(Reason.MALFORMED, "a password without a user name")
        found.password = body.binary()
    body.finish()
    return found


def read_publish(flags: int, data: bytes, version: int) -> Publish:
    """Read a PUBLISH: the packet that matters for speed, so it is read without help of others."""
    qos = flags >> 1 & 3
    if qos == 3 or (flags & 0x08 and not qos):  # noqa: PLR2004 - there are three levels
        raise Broken(Reason.MALFORMED, "the flags of a message contradict each other")
    at = 2 + int.from_bytes(data[:2], "big")
    packet = 0
    topic = data[2:at]
    if qos:
        packet = int.from_bytes(data[at : at + 2], "big")
        at += 2
    if at > len(data) or len(data) < 2 or (qos and not packet):  # noqa: PLR2004 - the topic's length
        raise Broken(Reason.MALFORMED, "a message ends too early or has no number")
    if version == V5:
        if at < len(data) and not data[at]:
            at += 1
        else:
            body = _Body(data)
            body.at = at
            found = body.properties(_OF_PUBLISH)
            if TOPIC_ALIAS in found:
                raise Broken(Reason.ALIAS_INVALID, "topic aliases are not offered")
            if SUBSCRIPTION_ID in found:
                raise Broken(Reason.PROTOCOL, "a client's message carries a subscription's number")
            at = body.at
    return Publish(check_topic(text(topic)), data[at:], qos, packet, bool(flags & 0x08))


def check_topic(topic: str) -> str:
    """Return ``topic`` if a message may have it."""
    if not topic or "+" in topic or "#" in topic:
        raise Broken(Reason.TOPIC_INVALID, "a message's topic is empty or has wildcards")
    return topic


def read_ack(data: bytes, version: int) -> tuple[int, int]:
    """Read PUBACK, PUBREC, PUBREL or PUBCOMP: number and reason."""
    body = _Body(data)
    packet = _packet(body)
    reason = 0
    if version == V5 and not body.over:
        reason = body.number(1)
        if not body.over:
            body.properties(_OF_ACK)
    body.finish()
    return packet, reason


def _packet(body: _Body) -> int:
    packet = body.number(2)
    if not packet:
        raise Broken(Reason.PROTOCOL, "a packet's number is zero")
    return packet


def read_subscribe(data: bytes, version: int) -> Subscribe:
    """Read a SUBSCRIBE."""
    body = _Body(data)
    packet = _packet(body)
    properties = body.properties(_OF_SUBSCRIBE) if version == V5 else {}
    filters = []
    while not body.over:
        wanted = body.text()
        options = body.number(1)
        reserved = 0xC0 if version == V5 else 0xFC
        if options & reserved or options & 3 == 3 or options & 0x30 == 0x30:  # noqa: PLR2004 - as the standard
            raise Broken(Reason.MALFORMED, "the options of a subscription")
        filters.append((wanted, options & 3))
    if not filters:
        raise Broken(Reason.PROTOCOL, "a subscription to nothing")
    return Subscribe(packet, filters, SUBSCRIPTION_ID in properties)


def read_unsubscribe(data: bytes, version: int) -> tuple[int, list[str]]:
    """Read an UNSUBSCRIBE: number and filters."""
    body = _Body(data)
    packet = _packet(body)
    if version == V5:
        body.properties(_OF_UNSUBSCRIBE)
    filters = []
    while not body.over:
        filters.append(body.text())
    if not filters:
        raise Broken(Reason.PROTOCOL, "an end of nothing")
    return packet, filters


def read_disconnect(data: bytes, version: int) -> int:
    """Read a DISCONNECT: its reason."""
    body = _Body(data)
    reason = 0
    if version == V5 and not body.over:
        reason = body.number(1)
        if not body.over:
            body.properties(_OF_DISCONNECT)
    body.finish()
    return reason


def varint(value: int) -> bytes:
    """Return ``value`` as a number of variable length."""
    out = bytearray()
    while True:
        value, byte = value >> 7, value & _LOW
        out.append(byte | (_MORE if value else 0))
        if not value:
            return bytes(out)


def packet(kind: Kind, body: bytes, flags: int = 0) -> bytes:
    """Return a whole packet."""
    return bytes((kind << 4 | flags,)) + varint(len(body)) + body


def written(value: str | bytes) -> bytes:
    """Return a text or bytes with their length."""
    data = value.encode() if isinstance(value, str) else value
    return len(data).to_bytes(2, "big") + data


def properties(values: Properties) -> bytes:
    """Return properties with their length."""
    out = b""
    for number, value in values.items():
        form = _FORMS[number]
        out += bytes((number,))
        if form in {_BYTE, _TWO, _FOUR}:
            out += int(value).to_bytes({_BYTE: 1, _TWO: 2, _FOUR: 4}[form], "big")
        elif form in {_TEXT, _BINARY}:
            out += written(value)
        else:
            raise AssertionError(number)
    return varint(len(out)) + out


def acknowledgement(kind: Kind, number: int, reason: Reason, version: int) -> bytes:
    """Return PUBACK, PUBREC, PUBREL or PUBCOMP; MQTT 3.1.1 has no room for a reason."""
    flags = 2 if kind == Kind.PUBREL else 0
    if version == V4 or not reason:
        return bytes((kind << 4 | flags, 2, number >> 8, number & 0xFF))
    return bytes((kind << 4 | flags, 3, number >> 8, number & 0xFF, reason))


def message(topic: str, payload: bytes, *, number: int, version: int, again: bool = False) -> bytes:
    """Return a PUBLISH with QoS 1, or 0 where ``number`` is 0."""
    body = written(topic) + (number.to_bytes(2, "big") if number else b"")
    body += (b"\0" if version == V5 else b"") + payload
    return packet(Kind.PUBLISH, body, (2 if number else 0) | (8 if again else 0))
