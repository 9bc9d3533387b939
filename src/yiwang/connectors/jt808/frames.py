"""Frames of JT/T 808 between their marks: escapes, checksum, header. Strict, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MARK: Final = 0x7E
_ESCAPE: Final = 0x7D
#: The longest frame between two marks: a body has at most 1,023 bytes, each of which may be escaped.
LONGEST: Final = 2200
_SUBPACKAGES: Final = 0x2000
_NEW: Final = 0x4000
_ENCRYPTION: Final = 0x1C00
_LENGTH: Final = 0x03FF


class FrameError(Exception):
    """Bytes that are no frame: they are left out, as the standard asks, and counted."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a terminal."""

    kind: int
    #: The terminal's number, without leading zeros.
    phone: str
    serial: int
    body: bytes
    #: Whether it has the header of 2019.
    new: bool
    #: Number and count of its part, where a long message comes in parts.
    part: tuple[int, int] = (1, 1)


def unescape(data: bytes) -> bytes:
    """Return what stands between two marks as it was before it was escaped."""
    if _ESCAPE not in data:
        return data
    out = bytearray()
    at = 0
    while at < len(data):
        byte = data[at]
        if byte == _ESCAPE:
            at += 1
            if at >= len(data) or data[at] not in {1, 2}:
                raise FrameError("an escape without its second half")
            byte = MARK if data[at] == 2 else _ESCAPE  # noqa: PLR2004 - as the standard
        out.append(byte)
        at += 1
    return bytes(out)


def escape(data: bytes) -> bytes:
    """Return ``data`` so that no mark is in it."""
    return data.replace(b"\x7d", b"\x7d\x01").replace(b"\x7e", b"\x7d\x02")


def checksum(data: bytes) -> int:
    """Return the exclusive or of all bytes."""
    found = 0
    for byte in data:
        found ^= byte
    return found


def digits(data: bytes) -> str:
    """Return the decimal digits of ``data``, two to a byte."""
    text = data.hex()
    if not text.isdecimal():
        raise FrameError("not decimal digits")
    return text


def read(data: bytes) -> Message:
    """Return the message between two marks."""
    plain = unescape(data)
    if len(plain) < 13 or checksum(plain):  # noqa: PLR2004 - header and checksum
        raise FrameError("too short, or the checksum is wrong")
    plain = plain[:-1]
    kind, attributes = int.from_bytes(plain[:2], "big"), int.from_bytes(plain[2:4], "big")
    new = bool(attributes & _NEW)
    at, size = (5, 10) if new else (4, 6)
    phone = digits(plain[at : at + size]).lstrip("0") or "0"
    at += size
    serial = int.from_bytes(plain[at : at + 2], "big")
    at += 2
    part = (1, 1)
    if attributes & _SUBPACKAGES:
        total, number = (int.from_bytes(plain[at + n : at + n + 2], "big") for n in (0, 2))
        part = number, total
        at += 4
    if attributes & _ENCRYPTION:
        raise FrameError("encrypted")
    if len(plain) - at != attributes & _LENGTH or not 1 <= part[0] <= part[1]:
        raise FrameError("the length is not what the header says")
    return Message(kind, phone, serial, plain[at:], new, part)


def write(kind: int, phone: str, serial: int, body: bytes, *, new: bool) -> bytes:
    """Return a whole frame with its marks."""
    attributes = len(body) | (_NEW if new else 0)
    head = kind.to_bytes(2, "big") + attributes.to_bytes(2, "big")
    head += b"\x01" + bytes.fromhex(phone.zfill(20)) if new else bytes.fromhex(phone.zfill(12))
    plain = head + serial.to_bytes(2, "big") + body
    return b"\x7e" + escape(plain + bytes((checksum(plain),))) + b"\x7e"


class Splitter:
    """Cuts a stream at its marks; what is too long to be a frame is thrown away."""

    def __init__(self) -> None:
        self._rest = b""
        self.thrown = 0

    def feed(self, data: bytes) -> list[bytes]:
        """Return what stands between marks by now."""
        pieces = (self._rest + data).split(b"\x7e")
        self._rest = pieces.pop()
        if len(self._rest) > LONGEST:
            self._rest = b""
            self.thrown += 1
        kept = [piece for piece in pieces if len(piece) <= LONGEST]
        self.thrown += len(pieces) - len(kept)
        return [piece for piece in kept if piece]
