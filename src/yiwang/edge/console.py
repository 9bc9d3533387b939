"""What a node serves on the spot: the door for readings, and a page with what stands."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from importlib import resources
from typing import Annotated, Any, Final

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from yiwang.base.sensing import api as sensing
from yiwang.edge.node import Node
from yiwang.kernel.errors import ForbiddenError, UnauthenticatedError, YiwangError
from yiwang.kernel.refusals import UNREADABLE, refused

_COOKIE: Final = "yiwang_edge"
_MOST_BODY: Final = 1_000_000
_SHOWN: Final = 200
_TOO_LARGE: Final = 413
_HEADERS: Final = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
}

Answer = Callable[[Request], Awaitable[Response]]


class Confirm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who has seen an alarm."""

    by: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


class PayloadTooLargeError(YiwangError):
    """The request is larger than a node reads at once."""

    code = "edge_payload_too_large"
    status = _TOO_LARGE
    zh = "请求内容过大（上限 1 MB），请分批发送。"
    en = "The request is too large (1 MB at most); send it in parts."


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, _HEADERS, "application/json")


def _named(answer: Answer) -> Answer:
    """Answer a named error in the centre's form."""

    async def answered(request: Request) -> Response:
        try:
            return await answer(request)
        except YiwangError as error:
            response = _json({"error": error.as_dict()}, error.status)
            if error.code == "inbox_full":
                response.headers["retry-after"] = "5"
            return response

    return answered


class Console:
    """The routes of one node."""

    def __init__(self, node: Node) -> None:
        self._node = node

    def app(self) -> Starlette:
        """Return the application."""
        return Starlette(
            routes=[
                Route("/", _named(self.page)),
                Route("/page.js", _named(self.script)),
                Route("/healthz", _named(self.health)),
                Route("/api/v1/telemetry", _named(self.hand_in), methods=["POST"]),
                Route("/api/v1/state", _named(self.state)),
                Route("/api/v1/alarms/{alarm}/confirm", _named(self.confirm), methods=["POST"]),
            ]
        )

    async def page(self, request: Request) -> Response:
        """Show the page; the link with the key opens it for this browser."""
        if "key" in request.query_params:
            self._check(request.query_params["key"])
            response: Response = RedirectResponse("/", 303, _HEADERS)
            secure = request.url.scheme == "https"
            response.set_cookie(
                _COOKIE, request.query_params["key"], httponly=True, samesite="strict", secure=secure
            )
            return response
        return Response(_shipped("page.html"), 200, _HEADERS, "text/html; charset=utf-8")

    async def script(self, request: Request) -> Response:
        """Give the page's script."""
        del request
        return Response(_shipped("page.js"), 200, _HEADERS, "text/javascript; charset=utf-8")

    async def health(self, request: Request) -> Response:
        """Tell that the node works; it does so without the centre."""
        del request
        return _json({"status": "ok", "judging": self._node.judge is not None})

    def _check(self, key: str) -> None:
        if not hmac.compare_digest(key.encode(), self._node.credentials.console.encode()):
            raise UnauthenticatedError

    def _enter(self, request: Request) -> None:
        """Let in who has the console's key, by cookie or as bearer."""
        header = request.headers.get("authorization", "")
        if header[:7].lower() == "bearer ":
            self._check(header[7:].strip())
            return
        self._check(request.cookies.get(_COOKIE, ""))
        if request.method != "GET" and request.headers.get("x-yiwang") != "1":
            raise ForbiddenError(why_zh="缺少请求头 X-Yiwang", why_en="the header X-Yiwang is missing")

    async def hand_in(self, request: Request) -> Response:
        """Take readings in, in the form and with the promise of the centre's door."""
        header = request.headers.get("authorization", "")
        if header[:7].lower() != "bearer ":
            raise UnauthenticatedError
        names = self._node.names
        scope = await names.recognise(header[7:].strip())
        try:
            found = sensing.decoder.decode(await _body(request))
        except UNREADABLE as error:
            raise refused(error) from None
        messages = found if isinstance(found, list) else [found]
        refs = await names.refs([message.device for message in messages])
        readings, told = sensing.gather(self._node.clock(), scope, messages, refs, names.props)
        await self._node.append(readings)
        return _json(told)

    async def state(self, request: Request) -> Response:
        """Return how the node is, its alarms and the newest values."""
        self._enter(request)
        node = self._node
        waiting = await node.do(node.journal.waiting)
        judge = node.judge
        return _json(
            {
                "code": node.credentials.code,
                "name": node.credentials.name,
                "now": node.clock(),
                "contact": node.contact[0],
                "why": node.contact[1],
                "contact_at": node.contact_at,
                "waiting": waiting.entries,
                "oldest": waiting.oldest,
                "bundle": None if judge is None else judge.bundle.etag,
                "rules": [] if judge is None else [
                    {"code": r.rule.code, "version": r.version, "zh": r.rule.zh, "en": r.rule.en}
                    for r in judge.bundle.rules
                ],
                "alarms": await node.do(node.journal.shown, _SHOWN),
                "latest": [] if judge is None else judge.values(_SHOWN),
            }
        )  # fmt: skip

    async def confirm(self, request: Request) -> Response:
        """Note that somebody has seen an alarm."""
        self._enter(request)
        try:
            body = msgspec.json.decode(await _body(request), type=Confirm)
        except UNREADABLE as error:
            raise refused(error) from None
        return _json(await self._node.confirm(request.path_params["alarm"], body.by))


async def _body(request: Request) -> bytes:
    out = bytearray()
    async for chunk in request.stream():
        out += chunk
        if len(out) > _MOST_BODY:
            raise PayloadTooLargeError
    return bytes(out)


def _shipped(name: str) -> bytes:
    return resources.files("yiwang.edge").joinpath(name).read_bytes()
