"""What every HTTP door shares: who calls, how JSON is written, how pages are walked."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

import msgspec
from fastapi import Request, Response

from yiwang.infra.database import Database
from yiwang.kernel.actor import ROLES, Actor
from yiwang.kernel.errors import ForbiddenError, InvalidInputError, UnauthenticatedError
from yiwang.kernel.refusals import UNREADABLE, refused

SESSION_COOKIE = "yiwang_session"

T = TypeVar("T")

Authenticator = Callable[[Database, str], Awaitable[Actor | None]]

_encoder = msgspec.json.Encoder(decimal_format="number")


def json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return ``value`` (structs, dicts, dates, UUIDs) as a JSON response."""
    return Response(_encoder.encode(value), status, headers, "application/json")


def body_of(kind: Any) -> dict[str, Any]:
    """Return how the interface describes a body that is read with msgspec."""
    schema = msgspec.json.schema(kind)
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


async def read(request: Request, kind: type[T]) -> T:
    """Return the body as ``kind``; raises ``invalid_input`` with the field."""
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except UNREADABLE as error:
        raise refused(error) from None


def database(request: Request) -> Database:
    """Return the database of the running process."""
    return cast("Database", request.app.state.database)


def credential(request: Request) -> tuple[str, bool] | None:
    """Return the presented secret and whether it came as a cookie, or ``None``."""
    header = request.headers.get("authorization", "")
    if header[:7].lower() == "bearer ":
        return header[7:].strip(), False
    cookie = request.cookies.get(SESSION_COOKIE)
    return (cookie, True) if cookie else None


async def caller(request: Request) -> Actor:
    """Return the authenticated caller, or raise ``unauthenticated``.

    A cookie is sent by the browser by itself, so a changing request that relies on one must also
    carry the header ``X-Yiwang: 1``, which no foreign page can set without our consent (CSRF).
    """
    found = credential(request)
    if found is None:
        raise UnauthenticatedError
    secret, by_cookie = found
    if by_cookie and request.method not in {"GET", "HEAD"} and request.headers.get("x-yiwang") != "1":
        raise ForbiddenError(why_zh="缺少请求头 X-Yiwang", why_en="the header X-Yiwang is missing")
    authenticate = cast("Authenticator", request.app.state.authenticate)
    actor = await authenticate(database(request), secret)
    if actor is None:
        raise UnauthenticatedError
    return actor


async def caller_or_none(request: Request) -> Actor | None:
    """Return the caller if a credential came with the request; a bad one is still refused."""
    return None if credential(request) is None else await caller(request)


def require(actor: Actor, *roles: str) -> None:
    """Raise ``forbidden`` unless ``actor`` holds one of ``roles``."""
    if not actor.has(*roles):
        zh = "、".join(ROLES[r][0] for r in roles if r in ROLES)
        raise ForbiddenError(why_zh=f"需要角色 {zh}", why_en=f"needs one of the roles {', '.join(roles)}")


class Cursor:
    """An opaque position in a sorted list: the values of the sort keys of the last item."""

    @staticmethod
    def encode(values: list[Any]) -> str:
        """Return the token for ``values``."""
        return base64.urlsafe_b64encode(msgspec.json.encode(values)).decode().rstrip("=")

    @staticmethod
    def decode(token: str, length: int) -> list[Any]:
        """Return the ``length`` values of ``token``, or raise ``invalid_input`` for ``cursor``."""
        try:
            raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
            values = msgspec.json.decode(raw, type=list)
        except (binascii.Error, ValueError, msgspec.DecodeError):
            values = []
        if len(values) != length:
            raise InvalidInputError(field="cursor", why_zh="翻页标记无效", why_en="not a valid cursor")
        return values
