"""What the protocol needs from the system behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from yiwang.connectors.open311.model import (
    NewRequest,
    NewUpdate,
    Page,
    Service,
    ServiceRequest,
    Submitted,
    Update,
    Window,
)
from yiwang.kernel.actor import Actor


class Gateway(Protocol):
    """The system as GeoReport sees it; every method opens and ends its own transaction."""

    def now(self) -> datetime:
        """Return the current time."""
        ...

    async def caller(self, key: str) -> Actor | None:
        """Return who holds the key and may hand in requests with it."""
        ...

    async def services(self) -> Sequence[Service]:
        """Return all services in a fixed order."""
        ...

    async def service(self, code: str) -> Service | None:
        """Return one service."""
        ...

    async def store_media(self, caller: Actor, chunks: AsyncIterator[bytes], name: str) -> UUID:
        """Store an attachment and return its id; raises named errors."""
        ...

    async def submit(self, caller: Actor, new: NewRequest, media: Sequence[UUID]) -> Submitted:
        """Store a request durably; raises named errors."""
        ...

    async def find(self, window: Window) -> Page:
        """Return a page of requests, newest first."""
        ...

    async def request(self, request_id: str) -> ServiceRequest | None:
        """Return one request."""
        ...

    async def id_of(self, token: str) -> tuple[bool, str | None]:
        """Return whether the token is known, and the request's id once it has one."""
        ...

    async def updates(self, start: datetime, end: datetime, ids: Sequence[str]) -> Sequence[Update]:
        """Return public updates, oldest first."""
        ...

    async def add_update(self, caller: Actor, new: NewUpdate) -> str:
        """Add words to a request and return the update's id; raises named errors."""
        ...
