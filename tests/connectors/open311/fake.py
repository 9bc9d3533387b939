"""A system behind the protocol that lives in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from yiwang.connectors.open311.model import (
    Attribute,
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
from yiwang.kernel.errors import InvalidInputError

NOW = datetime(2026, 3, 10, 1, tzinfo=UTC)
KEY = "key-1"
LAMP = Service(code="matter:01037", name="路灯异常", group="公用设施", keywords=("路灯", "照明"))
TRUCK = Service(
    code="matter:02001",
    name="违规 <货车> & 停放",
    attributes=(
        Attribute(code="PLATE", description="车牌", required=True),
        Attribute(
            code="KIND", description="车型", datatype="singlevaluelist", values=(("1", "轻型"), ("2", "重型"))
        ),
        Attribute(
            code="HARM",
            description="影响",
            datatype="multivaluelist",
            order=3,
            values=(("a", "堵"), ("b", "吵")),
        ),
        Attribute(code="COUNT", description="数量", datatype="number"),
        Attribute(code="SEEN", description="时间", datatype="datetime"),
        Attribute(code="INFO", description="说明", variable=False, required=True),
    ),
)


def request(n: int, **changes: object) -> ServiceRequest:
    """A request that was made ``n`` hours ago."""
    at = NOW - timedelta(hours=n)
    fields: dict[str, object] = {
        "id": f"R{n:04}",
        "status": "open" if n % 2 else "closed",
        "service_code": LAMP.code,
        "service_name": LAMP.name,
        "requested": at,
        "updated": at,
        "description": "灯不亮 \x0b <b>&",
        "lat": 30.5,
        "long": 104.1,
    }
    return ServiceRequest(**{**fields, **changes})  # type: ignore[arg-type]


class FakeGateway:
    """Answers like the system would, and remembers what it was given."""

    def __init__(self) -> None:
        self.requests = [request(n) for n in range(1, 31)]
        self.submitted: list[tuple[NewRequest, tuple[UUID, ...]]] = []
        self.media: list[tuple[str, bytes]] = []
        self.added: list[NewUpdate] = []
        self.said = [Update(id="U1", request="R0001", status="open", at=NOW, description="已派人")]

    def now(self) -> datetime:
        return NOW

    async def caller(self, key: str) -> Actor | None:
        return Actor(name="app", roles=frozenset({"agent"})) if key == KEY else None

    async def services(self) -> Sequence[Service]:
        return (LAMP, TRUCK)

    async def service(self, code: str) -> Service | None:
        return {s.code: s for s in (LAMP, TRUCK)}.get(code)

    async def store_media(self, caller: Actor, chunks: AsyncIterator[bytes], name: str) -> UUID:
        self.media.append((name, b"".join([chunk async for chunk in chunks])))
        return uuid4()

    async def submit(self, caller: Actor, new: NewRequest, media: Sequence[UUID]) -> Submitted:
        if new.description == "refuse":
            raise InvalidInputError(field="text", why_zh="不行", why_en="no")
        self.submitted.append((new, tuple(media)))
        return Submitted(token=f"T{len(self.submitted)}", id="R9999" if new.address else None)

    async def find(self, window: Window) -> Page:
        found = [
            r
            for r in self.requests
            if (r.id in window.ids if window.ids else window.start <= r.requested <= window.end)
            and (window.status is None or r.status == window.status)
            and (not window.services or r.service_code in window.services)
        ]
        first = (window.page - 1) * window.page_size
        return Page(
            items=tuple(found[first : first + window.page_size]), more=len(found) > first + window.page_size
        )

    async def request(self, request_id: str) -> ServiceRequest | None:
        return next((r for r in self.requests if r.id == request_id), None)

    async def id_of(self, token: str) -> tuple[bool, str | None]:
        return token in {"T1", "T2"}, "R0001" if token == "T1" else None

    async def updates(self, start: datetime, end: datetime, ids: Sequence[str]) -> Sequence[Update]:
        return [u for u in self.said if not ids or u.request in ids]

    async def add_update(self, caller: Actor, new: NewUpdate) -> str:
        self.added.append(new)
        return f"U{len(self.added) + 1}"
