"""Asking services that are not ours: only hosts the operator named, in bounded time and size.

A service that fails again and again is left alone for a while (a circuit breaker): nobody waits for it.
Calls run in threads of their own: slow answers take none from the rest of the process.
"""

from __future__ import annotations

import asyncio
import contextlib
import http
import http.client
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeVar
from urllib.parse import urlsplit

from yiwang.infra.errors import (
    OutsideAwayError,
    OutsideGarbageError,
    OutsideHostError,
    OutsideRefusedError,
    OutsideRestingError,
    OutsideSlowError,
)
from yiwang.kernel.errors import YiwangError

T = TypeVar("T")

_CHUNK: Final = 1 << 16
_PORTS: Final = {"http": 80, "https": 443}
_threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="outside")


class Answer(NamedTuple):
    """What a service said."""

    status: int
    body: bytes


class Origin(NamedTuple):
    """A service's scheme, host, port, and the path before all its own."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def name(self) -> str:
        """Return ``host:port``, as the operator names it."""
        return f"{self.host}:{self.port}"


def origin_of(url: str, hosts: frozenset[str]) -> Origin:
    """Return the origin of ``url``; raises ``outside_host`` unless ``hosts`` has it.

    A host without a port allows the port of its scheme only. An address with a user, a query or a
    fragment is refused.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise OutsideHostError(field="url", host=url[:100]) from None
    host = (parts.hostname or "").lower()
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    known = f"{host}:{port}" in hosts or (host in hosts and port == _PORTS[parts.scheme])
    if not plain or not known:
        raise OutsideHostError(field="url", host=f"{host}:{port}")
    return Origin(parts.scheme, host, port, parts.path.rstrip("/"))


@dataclass(slots=True)
class Breaker:
    """Lets nobody through for ``rest`` seconds after ``limit`` failures on end; then one tries."""

    limit: int = 5
    rest: float = 30.0
    clock: Callable[[], float] = time.monotonic
    failures: int = 0
    until: float = 0.0
    trying: bool = False

    def enter(self, name: str) -> None:
        """Begin a call; raises ``outside_resting`` while the service is left alone."""
        if self.failures < self.limit:
            return
        left = self.until - self.clock()
        if left > 0 or self.trying:
            raise OutsideRestingError(host=name, seconds=max(1, round(left)))
        self.trying = True

    def leave(self, *, failed: bool | None) -> None:
        """End a call; ``None``: who asked went away before it could tell."""
        self.trying = False
        if failed is None:
            return
        self.failures = self.failures + 1 if failed else 0
        if self.failures >= self.limit:
            self.until = self.clock() + self.rest

    @property
    def state(self) -> str:
        """Return ``closed`` (calls go through), ``open`` or ``half-open`` (one may try)."""
        if self.failures < self.limit:
            return "closed"
        return "open" if self.until > self.clock() else "half-open"


@dataclass(slots=True)
class Outside:
    """One service: its origin, and what it may cost. All processes count failures for themselves."""

    origin: Origin
    timeout: float = 10.0
    most_bytes: int = 8_000_000
    breaker: Breaker = field(default_factory=Breaker)

    async def ask(
        self,
        method: str,
        path: str,
        read: Callable[[Answer], T],
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> T:
        """Return what ``read`` makes of the answer (any status below 500).

        Raises ``outside_…`` by what went wrong. ``read`` says ``outside_garbage`` (:meth:`garbage`) to an
        answer that is none, which counts as a failure, or ``outside_refused``, which does not. Redirects
        are not followed: they could lead anywhere.
        """
        name = self.origin.name
        self.breaker.enter(name)
        failed: bool | None = True
        made = self._connection()
        try:
            loop = asyncio.get_running_loop()
            call = loop.run_in_executor(
                _threads, self._exchange, made, method, path, body, dict(headers or {})
            )
            async with asyncio.timeout(self.timeout):
                answer = await call
            if answer.status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
                raise OutsideAwayError(host=name, why=f"HTTP {answer.status}")
            found = read(answer)
            failed = False
        except OutsideRefusedError:
            failed = False
            raise
        except TimeoutError:
            _cut(made)
            raise OutsideSlowError(host=name, seconds=self.timeout) from None
        except asyncio.CancelledError:
            failed = None
            _cut(made)
            raise
        finally:
            self.breaker.leave(failed=failed)
        return found

    def _connection(self) -> http.client.HTTPConnection:
        if self.origin.scheme == "http":
            return http.client.HTTPConnection(self.origin.host, self.origin.port, timeout=self.timeout)
        trust = ssl.create_default_context()
        return http.client.HTTPSConnection(
            self.origin.host, self.origin.port, timeout=self.timeout, context=trust
        )

    def _exchange(
        self,
        made: http.client.HTTPConnection,
        method: str,
        path: str,
        body: bytes | None,
        headers: dict[str, str],
    ) -> Answer:
        until = time.monotonic() + self.timeout
        try:
            made.request(method, self.origin.path + path, body, headers)
            with made.getresponse() as answer:
                return Answer(answer.status, self._body(answer, until))
        except TimeoutError:
            raise
        except http.client.HTTPException as error:
            raise self.garbage(type(error).__name__) from None
        except (OSError, ValueError) as error:
            raise OutsideAwayError(host=self.origin.name, why=str(error)[:200]) from None
        finally:
            made.close()

    def _body(self, answer: Any, until: float) -> bytes:
        parts, size = [], 0
        while chunk := answer.read1(_CHUNK):
            parts.append(chunk)
            size += len(chunk)
            if size > self.most_bytes:
                raise self.garbage(f"more than {self.most_bytes:,} bytes")
            if time.monotonic() > until:
                raise TimeoutError
        return b"".join(parts)

    def garbage(self, why: str) -> YiwangError:
        """Return the error for an answer that is none."""
        return OutsideGarbageError(host=self.origin.name, why=why[:200])


def _cut(made: http.client.HTTPConnection) -> None:
    """End an exchange that nobody waits for, so that its thread is free again."""
    with contextlib.suppress(OSError, AttributeError):
        made.sock.shutdown(socket.SHUT_RDWR)
