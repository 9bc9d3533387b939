"""Accounts, secrets and the limits that guard them."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from yiwang.kernel.actor import ROLES
from yiwang.kernel.text import fold

#: 三员分立: nobody may hold two of these.
SEPARATED = frozenset({"admin", "security", "auditor"})

TOKEN_LIFE = timedelta(days=365)
LINK_LIFE = timedelta(hours=24)
SESSION_LIFE = timedelta(hours=12)  # absolute: a working day
SESSION_IDLE = timedelta(minutes=30)
#: ``used_at`` is written at most this often per credential.
USE_NOTED_EVERY = timedelta(seconds=60)
PASSWORD_LIFE = timedelta(days=90)

ACCOUNT_FAILURES, ACCOUNT_WINDOW = 5, timedelta(minutes=15)
ADDRESS_FAILURES, ADDRESS_WINDOW = 20, timedelta(minutes=5)

_NAME = re.compile(r"[\w.\-@]{2,64}")
_PREFIX = {"token": "yw_", "session": "yws_", "link": "ywl_"}
PASSWORD_SHORTEST, PASSWORD_LONGEST, _CLASSES_NEEDED = 10, 128, 3
_COMMON = ("password", "qwerty", "123456", "abc123", "admin", "yiwang", "111111", "iloveyou", "passw0rd")


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An account as administrators see it; never with its password."""

    id: UUID
    name: str
    roles: tuple[str, ...]
    person: UUID | None
    unit: str | None
    area: str | None
    has_password: bool
    password_at: datetime | None
    created_at: datetime
    disabled_at: datetime | None
    signed_in_at: datetime | None


class AccountDraft(msgspec.Struct, frozen=True, kw_only=True):
    """An account to create or change; ``person`` is a staff number, ``unit`` and ``area`` codes."""

    name: str
    roles: tuple[str, ...]
    person: str | None = None
    unit: str | None = None
    area: str | None = None
    row: int | None = None


def new_secret(kind: str) -> str:
    """Return a fresh secret of 256 bits for a ``token``, ``session`` or ``link``."""
    return _PREFIX[kind] + secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """Return what is stored of a secret; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def account_name(name: str) -> str:
    """Return the form under which a sign-in name is stored and looked up."""
    return fold(name)


def name_is_sound(name: str) -> bool:
    """Tell whether a folded name may be an account's: 2–64 letters, digits, ``_ . - @``."""
    return _NAME.fullmatch(name) is not None


def unknown_roles(roles: Iterable[str]) -> list[str]:
    """Return those of ``roles`` that do not exist."""
    return sorted(set(roles) - set(ROLES))


def combined(roles: Iterable[str]) -> tuple[str, ...]:
    """Return the separated roles among ``roles`` if there are two or more of them, else nothing."""
    held = SEPARATED & set(roles)
    return tuple(sorted(held)) if len(held) > 1 else ()


def password_is_old(account: Account, now: datetime) -> bool:
    """Tell whether the password is due to be changed (90 days)."""
    return account.password_at is not None and now - account.password_at > PASSWORD_LIFE


def password_fault(password: str, name: str) -> tuple[str, str] | None:
    """Return why ``password`` is too weak for the account ``name`` (zh, en), or ``None``."""
    if not PASSWORD_SHORTEST <= len(password) <= PASSWORD_LONGEST:
        return (
            f"长度应为 {PASSWORD_SHORTEST}–{PASSWORD_LONGEST} 个字符",
            f"it must have {PASSWORD_SHORTEST} to {PASSWORD_LONGEST} characters",
        )
    if any(ord(c) < ord(" ") or "\ud800" <= c <= "\udfff" for c in password):
        return "含有控制字符", "it contains control characters"
    classes = (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())
    if sum(any(test(c) for c in password) for test in classes) < _CLASSES_NEEDED:
        return (
            "大写、小写、数字、符号至少含三类",
            "it needs three of: capitals, small letters, digits, symbols",
        )
    low = password.lower()
    if name and name in low:
        return "不能包含账号名", "it must not contain the account's name"
    if any(word in low for word in _COMMON):
        return "包含常见弱口令", "it contains a common password"
    return None
