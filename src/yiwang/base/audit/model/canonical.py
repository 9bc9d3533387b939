"""Canonical JSON, digests and salted commitments: what is hashed must have exactly one form.

The form is that of RFC 8785 (JSON Canonicalization Scheme): UTF-8, no white space, members sorted by
name, the shortest escapes, numbers as ECMAScript writes a double. Two limits keep it equal before and
after PostgreSQL's ``jsonb``: integral numbers stay below 2**53, and NaN and the infinities are refused.
Members are sorted by code point; RFC 8785 sorts by UTF-16 unit, which differs only for names that mix
characters above U+FFFF with those from U+E000 on. Our own names are ASCII.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import msgspec

from yiwang.base.audit.errors import JournalValueError

#: Digests a ledger may use: SHA-256 (FIPS 180-4) and SM3 (GB/T 32905), both 32 bytes.
ALGORITHMS: Final = ("sha256", "sm3")

_LARGEST: Final = 2**53
_POSITIONAL: Final = 1e-4  # Python and ECMAScript write a double alike from here up to 2**53
_FIXED: Final = 1e-6  # ECMAScript switches to an exponent below this

_encoder: Final = msgspec.json.Encoder(order="deterministic")
_sorting: Final = msgspec.json.Encoder(order="sorted")  # sorts the members of structs as well
_CONTAINERS: Final = (b"{", b"[")
_DIGITS: Final = bytes(0x30 if 0x30 <= byte <= 0x39 else 0x78 for byte in range(256))  # noqa: PLR2004 - ASCII 0-9
_RUN: Final = b"0" * 16  # the shortest integer above 2**53 has sixteen digits


def _sm3(data: bytes) -> bytes:
    return hashlib.new("sm3", data).digest()


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def digest(algorithm: str) -> Callable[[bytes], bytes]:
    """Return the function that hashes bytes with ``algorithm``, or raise ``journal_value``."""
    if algorithm == "sha256":
        return _sha256
    if algorithm == "sm3":
        return _sm3
    raise JournalValueError(why_zh=f"未知的摘要算法 {algorithm}", why_en=f"unknown digest {algorithm!r}")


def plain(value: Any) -> Any:
    """Return ``value`` as plain JSON types (times, UUIDs and structs become text or objects).

    Raises ``journal_value`` for numbers without a unique form and for types JSON does not know.
    """
    return _checked(_built(value), [])


def settled(value: Any) -> tuple[Any, bytes]:
    """Return ``value`` as :func:`plain` does and its canonical JSON.

    Most values are encoded straight from their structs, ten times as fast as walking them in Python.
    Only where the encoded form may hold a number that needs care the walk is made; a text that happens
    to look like one costs the walk and changes nothing.
    """
    try:
        quick = _sorting.encode(value)
    except (TypeError, ValueError, OverflowError):
        return _walked(value)
    if quick[:1] not in _CONTAINERS or b"null" in quick or _has_large_integer(quick):
        return _walked(value)  # null may stand for a NaN
    try:
        return _decoder.decode(quick), quick
    except _NeedsCareError:
        return _walked(value)


class _NeedsCareError(Exception):
    pass


def _plain_double(text: str) -> float:
    """Return the double that ``text`` writes as ECMAScript would; raise for every other form."""
    value = float(text)
    if text[-2:] == ".0" or "e" in text or "E" in text or -_POSITIONAL < value < _POSITIONAL:
        raise _NeedsCareError
    return value


_decoder: Final = msgspec.json.Decoder(float_hook=_plain_double)


def _has_large_integer(quick: bytes) -> bool:
    """Tell whether a number (not a text) of sixteen digits or more may be there; a scan without a regex."""
    shape = quick.translate(_DIGITS)
    at = shape.find(_RUN)
    while at >= 0:
        if quick[at - 1] in b":[,-":
            return True
        at = shape.find(_RUN, shape.find(b"x", at))
    return False


def _walked(value: Any) -> tuple[Any, bytes]:
    small: list[float] = []
    built = _checked(_built(value), small)
    return built, _encoder.encode(_spelled(built) if small else built)


def _built(value: Any) -> Any:
    try:
        return msgspec.to_builtins(value, str_keys=True)
    except (TypeError, ValueError) as error:
        raise JournalValueError(why_zh="不是 JSON 类型", why_en="not a JSON type") from error


def _checked(value: Any, small: list[float]) -> Any:
    """Return ``value`` with integral doubles as integers; ``small`` receives those that need spelling."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return value
    if kind is dict:
        return {name: _checked(item, small) for name, item in value.items()}
    if kind is list or kind is tuple:
        return [_checked(item, small) for item in value]
    if kind is int:
        if -_LARGEST < value < _LARGEST:
            return value
        raise JournalValueError(why_zh="整数过大，应写成文本", why_en="integer too large; write it as text")
    if kind is float:
        return _checked_float(value, small)
    raise JournalValueError(why_zh="不是 JSON 类型", why_en=f"not a JSON type: {kind.__name__}")


def _checked_float(value: float, small: list[float]) -> float | int:
    if not math.isfinite(value) or abs(value) >= _LARGEST:
        raise JournalValueError(why_zh="数值无限或过大", why_en="number not finite or too large")
    if value.is_integer():
        return int(value)
    if abs(value) < _POSITIONAL:
        small.append(value)
    return value


def canonical(value: Any) -> bytes:
    """Return the canonical JSON of ``value``; equal values give equal bytes."""
    return encode(plain(value))


def encode(built: Any) -> bytes:
    """Return the canonical JSON of ``built``, which :func:`plain` made or PostgreSQL gave back."""
    return _encoder.encode(_spelled(built) if _has_small_float(built) else built)


def _has_small_float(value: Any) -> bool:
    kind = type(value)
    if kind is dict:
        return any(map(_has_small_float, value.values()))
    if kind is list:
        return any(map(_has_small_float, value))
    return kind is float and abs(value) < _POSITIONAL


def _spelled(value: Any) -> Any:
    """Replace doubles below 1e-4, which encoders spell differently, by their ECMAScript spelling."""
    if isinstance(value, dict):
        return {name: _spelled(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_spelled(item) for item in value]
    if isinstance(value, float) and abs(value) < _POSITIONAL:
        return msgspec.Raw(spell(value).encode())
    return value


def spell(value: float) -> str:
    """Return a non-integral double as ECMAScript's ``Number::toString`` does (ECMA-262 §6.1.6.1.20)."""
    if abs(value) >= _FIXED:
        return format(Decimal(repr(value)), "f")
    mantissa, _, exponent = repr(value).partition("e")
    return f"{mantissa}e{int(exponent)}"


def timestamp(at: datetime) -> str:
    """Return ``at`` as UTC with six decimals and ``Z``: the only form of time that is hashed."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def commitment(salt: bytes, value: Any, *, algorithm: str = "sha256") -> bytes:
    """Return a salted digest (32 bytes) of ``value`` that may stand in a journal for personal data.

    ``salt`` is at least 16 random bytes kept beside the personal data and erased with them: without it
    the commitment tells nothing, not even to one who guesses the value. The digest is over
    ``len(salt) as one byte || salt || canonical JSON``. Raises ``journal_value`` for a short salt.
    """
    if not 16 <= len(salt) <= 255:  # noqa: PLR2004 - 128 bits resist guessing; one byte holds the length
        raise JournalValueError(why_zh="盐值长度应为 16–255 字节", why_en="a salt has 16 to 255 bytes")
    return digest(algorithm)(bytes((len(salt),)) + salt + canonical(value))
