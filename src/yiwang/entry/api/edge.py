"""The edge: the one middleware of ours, in plain ASGI, because it runs for every request.

It gives the request an id, keeps bodies within their limit, refuses writing while the disk is full, sets
the security headers, counts, and turns what nobody expected into an answer without a trace.
"""

from __future__ import annotations

import logging
import re
import secrets
import time

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from yiwang.entry.api.failures import answer
from yiwang.infra.database import statement_tally
from yiwang.infra.disk import DiskGuard
from yiwang.infra.logs import request_id
from yiwang.infra.metrics import REQUEST_TIME, REQUESTS
from yiwang.infra.settings import Settings
from yiwang.kernel.errors import PayloadTooLargeError, YiwangError

log = logging.getLogger(__name__)

#: Addresses below which a body may be as large as an uploaded file.
UPLOADS = (
    "/api/v1/areas",
    "/api/v1/devices/import",
    "/api/v1/media",
    "/api/v1/organisation",
    "/api/v1/public/reports",
    "/api/v1/reports",
    "/open311/v2/requests",
)
#: Where whole files of other systems come in; they are streamed to disk.
IMPORTS = "/api/v1/imports"
#: Writing that goes on while the disk is full: signing in to see, and mending things.
_ALWAYS = ("/api/v1/session", "/api/v1/admin/")
_WRITING = {"POST", "PUT", "PATCH"}
_FORMS = (b"multipart/form-data", b"application/octet-stream", b"application/vnd.", b"image/", b"text/csv")
_GIVEN_ID = re.compile(rb"[A-Za-z0-9-]{1,64}")
_GONE = 499  # counted for a client that hung up before its request was whole; nobody reads it
_SLOW = 2.0  # seconds; slower answers are logged
_MB = 1024 * 1024

# Inline styles are what the component library writes; scripts and everything else come from us alone.
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),  # addresses may carry a receipt's secret
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(self), camera=(self), microphone=(self)"),
]


def policy(settings: Settings) -> bytes:
    """Return the policy of the pages; video may also come from the hosts that the city names.

    Only the browser's own player asks them: no script may (``connect-src``), so that none can send there.
    """
    return " ".join([f"{_POLICY}; media-src 'self'", *settings.video_origins]).encode()


class _TooLarge(Exception):  # noqa: N818 - never leaves this file
    """The body grew beyond its limit while it was read."""


class Edge:
    """Plain ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, *, settings: Settings, guard: DiskGuard) -> None:
        self._app = app
        self._guard = guard
        self._timing = settings.debug_timing
        self._body = settings.max_body_mb * _MB
        self._upload = settings.max_upload_mb * _MB
        self._import = settings.max_import_mb * _MB
        self._headers = [(b"content-security-policy", policy(settings)), *_HEADERS]
        if settings.tls_cert is not None:
            self._headers.append((b"strict-transport-security", b"max-age=31536000"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await _Exchange(self, scope, receive, send).run()

    def limit(self, path: str, kind: bytes) -> int:
        """Return how many bytes a body of content type ``kind`` at ``path`` may have."""
        if not kind.startswith(_FORMS):
            return self._body
        if path == IMPORTS:
            return self._import
        return self._upload if path.startswith(UPLOADS) else self._body

    def admit(self, scope: Scope, headers: dict[bytes, bytes]) -> int:
        """Return the limit of the body, or raise the reason to refuse the request."""
        path = scope["path"]
        if scope["method"] not in _WRITING:
            return self._body
        limit = self.limit(path, headers.get(b"content-type", b""))
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > limit:
            raise PayloadTooLargeError(limit=f"{limit // _MB} MB")
        if not path.startswith(_ALWAYS):
            self._guard.check()
        return limit


class _Exchange:
    """One request and its answer."""

    def __init__(self, edge: Edge, scope: Scope, receive: Receive, send: Send) -> None:
        self._edge = edge
        self._scope = scope
        self._receive = receive
        self._send = send
        self._status = 0
        self._read = 0
        self._limit = 0
        self._over = False
        self._tally: list[str] | None = None

    async def run(self) -> None:
        started = time.perf_counter()
        headers = dict(self._scope["headers"])
        given = headers.get(b"x-request-id", b"")
        self._id = given.decode() if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        marks = request_id.set(self._id), statement_tally.set(self._tally_if_asked())
        try:
            await self._serve(headers)
        finally:
            request_id.reset(marks[0])
            statement_tally.reset(marks[1])
            took = time.perf_counter() - started
            REQUESTS.labels(self._scope["method"], self._status).inc()
            REQUEST_TIME.observe(took)
            if took > _SLOW and self._scope["path"] != "/api/v1/live":
                log.warning("%s %s took %.1f s", self._scope["method"], self._scope["path"], took)

    def _tally_if_asked(self) -> list[str] | None:
        if self._edge._timing:  # noqa: SLF001 - the two classes are one
            self._tally = []
        return self._tally

    async def _serve(self, headers: dict[bytes, bytes]) -> None:
        try:
            self._limit = self._edge.admit(self._scope, headers)
            await self._edge._app(self._scope, self._take, self._give)  # noqa: SLF001
        except YiwangError as error:
            await self._answer(error)
        except _TooLarge:
            pass  # answered below, as when the application makes an error of its own of it
        except ClientDisconnect:
            self._status = _GONE
        except Exception:  # recorded with its trace and id; the client learns only the id
            log.exception("unexpected failure at %s %s", self._scope["method"], self._scope["path"])
            if self._status:
                raise  # half an answer is out: the server must break the connection
            await self._answer(YiwangError())
        if self._over and not self._status:
            await self._answer(PayloadTooLargeError(limit=f"{self._limit // _MB} MB"))

    async def _answer(self, error: YiwangError) -> None:
        self._over = False
        await answer(error)(self._scope, self._receive, self._give)

    async def _take(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._read += len(message.get("body", b""))
            if self._read > self._limit:
                self._over = True
                raise _TooLarge
        return message

    async def _give(self, message: Message) -> None:
        if self._over:
            return  # the application reports what it makes of a broken-off body; we know better
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers: list[tuple[bytes, bytes]] = [*message.get("headers", ()), *self._edge._headers]  # noqa: SLF001
            headers.append((b"x-request-id", self._id.encode()))
            if not any(name == b"cache-control" for name, _ in headers):
                headers.append((b"cache-control", b"no-store"))
            if self._tally is not None:
                headers.append((b"server-timing", b'sql;desc="%d"' % len(self._tally)))
            message = {**message, "headers": headers}
        await self._send(message)
