"""The way to the centre: JSON over HTTPS, one connection that is kept, in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import ipaddress
import ssl
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, Final, Protocol, TypeVar
from urllib.parse import urlsplit

import msgspec

from yiwang.edge.errors import AddressError, CentreAwayError, CentreRefusedError

T = TypeVar("T")

_MOST_ANSWER: Final = 50_000_000
_SHOWN: Final = 300
_PATIENCE: Final = 20.0
#: What may be otherwise in a moment.
_LATER: Final = {408, 425, 429, 500, 502, 503, 504, 507}


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Centre:
    """Asks the centre; used by one thread at a time."""

    def __init__(self, url: str, secret: str | None = None, ca: str | None = None) -> None:
        parts = urlsplit(url)
        host = parts.hostname or ""
        safe = parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))
        if not host or not safe:
            raise AddressError(url=url[:200])
        self._path = parts.path.rstrip("/")
        self._connection: http.client.HTTPConnection
        if parts.scheme == "https":
            self._connection = http.client.HTTPSConnection(
                host, parts.port, timeout=_PATIENCE, context=ssl.create_default_context(cafile=ca)
            )
        else:
            self._connection = http.client.HTTPConnection(host, parts.port, timeout=_PATIENCE)
        self._headers = {"content-type": "application/json"}
        if secret is not None:
            self._headers["authorization"] = f"Bearer {secret}"

    def ask(self, path: str, body: Any, kind: type[T]) -> T:
        """Post ``body`` and return the answer; raises ``edge_centre_away`` and ``edge_centre_refused``."""
        try:
            self._connection.request(
                "POST", f"{self._path}/api/v1/edge/{path}", msgspec.json.encode(body), self._headers
            )
            answer = self._connection.getresponse()
            found = answer.read(_MOST_ANSWER)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise CentreAwayError(why=str(error)[:_SHOWN]) from None
        if answer.status == HTTPStatus.OK:
            try:
                return msgspec.json.decode(found, type=kind)
            except (msgspec.DecodeError, msgspec.ValidationError) as error:
                raise CentreAwayError(why=str(error)[:_SHOWN]) from None
        why = found[:_SHOWN].decode(errors="replace")
        if answer.status in _LATER:
            raise CentreAwayError(why=f"{answer.status} {why}")
        raise CentreRefusedError(answer=answer.status, why=why)

    def close(self) -> None:
        """End the connection; the next question makes another."""
        with contextlib.suppress(OSError):
            self._connection.close()


class Line(Protocol):
    """The way to the centre as a node sees it."""

    async def ask(self, path: str, body: Any, kind: type[T]) -> T:
        """Return the centre's answer; raises ``edge_centre_away`` and ``edge_centre_refused``."""
        ...

    def close(self) -> None:
        """End it."""
        ...


class Thread:
    """A centre that is asked in a thread of its own, one question after the other."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._thread = ThreadPoolExecutor(1, "centre")

    async def ask(self, path: str, body: Any, kind: type[T]) -> T:
        """Return the centre's answer."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._centre.ask, path, body, kind)

    def close(self) -> None:
        """Let the thread end with what it does."""
        self._thread.shutdown(wait=False)
