"""Numbers of MQTT 3.1.1 and 5: kinds of packets, reasons, properties."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Kind(IntEnum):
    """Kinds of control packets."""

    CONNECT = 1
    CONNACK = 2
    PUBLISH = 3
    PUBACK = 4
    PUBREC = 5
    PUBREL = 6
    PUBCOMP = 7
    SUBSCRIBE = 8
    SUBACK = 9
    UNSUBSCRIBE = 10
    UNSUBACK = 11
    PINGREQ = 12
    PINGRESP = 13
    DISCONNECT = 14
    AUTH = 15


class Reason(IntEnum):
    """Reasons of MQTT 5 that this server gives."""

    SUCCESS = 0x00
    MALFORMED = 0x81
    PROTOCOL = 0x82
    UNSUPPORTED_VERSION = 0x84
    BAD_CREDENTIALS = 0x86
    NOT_AUTHORISED = 0x87
    SERVER_UNAVAILABLE = 0x88
    SERVER_BUSY = 0x89
    SHUTTING_DOWN = 0x8B
    BAD_METHOD = 0x8C
    KEEP_ALIVE = 0x8D
    TAKEN_OVER = 0x8E
    FILTER_INVALID = 0x8F
    TOPIC_INVALID = 0x90
    NO_SUCH_PACKET = 0x92
    TOO_MANY_UNANSWERED = 0x93
    ALIAS_INVALID = 0x94
    TOO_LARGE = 0x95
    QUOTA = 0x97
    PAYLOAD_INVALID = 0x99
    SHARED_UNSUPPORTED = 0x9E
    IDENTIFIERS_UNSUPPORTED = 0xA1


#: What a refused CONNECT is told by MQTT 3.1.1, which knows five reasons.
OLD_RETURN: Final = {
    Reason.SUCCESS: 0,
    Reason.UNSUPPORTED_VERSION: 1,
    Reason.SERVER_UNAVAILABLE: 3,
    Reason.SERVER_BUSY: 3,
    Reason.QUOTA: 3,
    Reason.SHUTTING_DOWN: 3,
    Reason.BAD_CREDENTIALS: 4,
}
#: … and everything else is "not authorised".
OLD_REFUSED: Final = 5

V4: Final = 4
V5: Final = 5


class Broken(Exception):  # noqa: N818 - it says what the bytes are
    """The peer broke the protocol; the connection ends with ``reason``."""

    def __init__(self, reason: Reason, why: str) -> None:
        super().__init__(why)
        self.reason = reason
