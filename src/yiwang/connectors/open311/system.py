"""The system behind the protocol, reached through the sdk."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from fastapi import Request

from yiwang.connectors.open311.errors import GeoReportError
from yiwang.connectors.open311.model import (
    CLOSED,
    OPEN,
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
from yiwang.kernel.actor import PUBLIC, Actor
from yiwang.kernel.permissions import allowed
from yiwang.sdk import matters, media, process, published, reports, web

SOURCE: Final = "open311"
MEDIA: Final = "/open311/v2/media"
_UNSORTED: Final = Service(code="unsorted", name="待分类")
#: A new request mostly has its number within milliseconds; so long is waited for it.
_PATIENCE: Final = 1.0
_PAUSE: Final = 0.04
_MOST_UPDATES: Final = 1000


class System:
    """One request's view of the system; see :class:`.gateway.Gateway`."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._database = web.database(request)
        channels: str = process.setting(request, "open_channels", SOURCE)
        self._channels = tuple(c for c in channels.split(",") if c)

    def now(self) -> datetime:
        """Return the current time."""
        return self._database.time.now()

    async def caller(self, key: str) -> Actor | None:
        """Return who holds the key, if it may hand in reports; nobody is PUBLIC where no key is needed."""
        if not key:
            return None if process.setting(self._request, "open311_key_required", default=True) else PUBLIC
        actor = await process.holder(self._request, key)
        return actor if actor is not None and allowed(actor, reports.REPORT) else None

    async def services(self) -> Sequence[Service]:
        """Return all published matters."""
        catalogue = await self._catalogue()
        return [_service(matter) for matter in catalogue.leaves()]

    async def service(self, code: str) -> Service | None:
        """Return the service of a matter's key, code or name."""
        catalogue = await self._catalogue()
        matter = catalogue.leaf(code) or catalogue.find(code)
        return None if matter is None else _service(matter)

    async def store_media(self, caller: Actor, chunks: AsyncIterator[bytes], name: str) -> UUID:
        """Store an attachment."""
        file, _ = await media.upload(self._database, caller, chunks, name=name)
        return file

    async def submit(self, caller: Actor, new: NewRequest, media: Sequence[UUID]) -> Submitted:
        """Store a request as a report; wait a moment for its number, else give the token."""
        received = await reports.receive(self._database, _report(caller, new, media), caller)
        token = str(received.id)
        number = received.case or await self._number(received.id)
        return Submitted(token=token, id=number)

    async def find(self, window: Window) -> Page:
        """Return a page of published cases."""
        wanted = published.PublishedFilter(
            channels=self._channels,
            start=window.start,
            end=window.end,
            touched=window.updated,
            numbers=window.ids,
            matters=window.services,
            over=None if window.status is None else window.status == CLOSED,
            limit=window.page_size + 1,
            skip=(window.page - 1) * window.page_size,
        )
        found = await self._published(wanted)
        return Page(items=tuple(found[: window.page_size]), more=len(found) > window.page_size)

    async def request(self, request_id: str) -> ServiceRequest | None:
        """Return one published case."""
        if "\x00" in request_id:
            return None
        wanted = published.PublishedFilter(channels=self._channels, numbers=(request_id,), limit=1)
        found = await self._published(wanted)
        return found[0] if found else None

    async def id_of(self, token: str) -> tuple[bool, str | None]:
        """Return whether the report is known, and its case's number."""
        try:
            report = UUID(token)
        except ValueError:
            return False, None
        async with self._database.reading(PUBLIC) as work:
            return await reports.case_of_report(work, report)

    async def updates(self, start: datetime, end: datetime, ids: Sequence[str]) -> Sequence[Update]:
        """Return public words on published cases."""
        async with self._database.reading(PUBLIC) as work:
            found = await published.published_notes(
                work, self._channels, (start, end), list(ids) or None, _MOST_UPDATES
            )
        return [
            Update(
                id=str(note.id),
                request=note.number,
                status=CLOSED if note.over else OPEN,
                at=note.at,
                description=note.text,
            )
            for note in found
        ]

    async def add_update(self, caller: Actor, new: NewUpdate) -> str:
        """Add public words to a case as a comment; returns the id of the journal step."""
        text = new.description if not new.media_url else f"{new.description}\n{new.media_url}"
        async with self._database.work(caller) as work:
            state = await published.act(work, new.request, "comment", {"text": text, "public": True})
        return f"{state.number}-{state.version}"

    async def file(self, file: UUID) -> published.PublishedFile | None:
        """Return a published attachment."""
        async with self._database.reading(PUBLIC) as work:
            return await published.published_file(work, file, self._channels)

    async def _catalogue(self) -> matters.Catalogue:
        async with self._database.reading(PUBLIC) as work:
            return await matters.catalogue(work.tx)

    async def _number(self, report: UUID) -> str | None:
        deadline = asyncio.get_running_loop().time() + _PATIENCE
        while True:
            async with self._database.reading(PUBLIC) as work:
                _, number = await reports.case_of_report(work, report)
            if number is not None or asyncio.get_running_loop().time() >= deadline:
                return number
            await asyncio.sleep(_PAUSE)

    async def _published(self, wanted: published.PublishedFilter) -> list[ServiceRequest]:
        async with self._database.reading(PUBLIC) as work:
            found = await published.find_published(work, wanted)
            catalogue = await matters.catalogue(work.tx)
        base = process.setting(self._request, "public_url") or str(self._request.base_url)
        return [_shown(case, catalogue, base.rstrip("/")) for case in found]


def _service(matter: matters.Matter) -> Service:
    return Service(
        code=matter.key,
        name=matter.name,
        description=matter.filing_standard,
        group=matter.class_name,
        keywords=matter.synonyms,
        attributes=tuple(
            Attribute(
                code=q.code,
                description=q.label,
                datatype=q.kind,
                required=q.required,
                datatype_description=q.hint,
                order=order,
                values=q.answers,
            )
            for order, q in enumerate(matter.questions, 1)
        ),
    )


def _report(caller: Actor, new: NewRequest, files: Sequence[UUID]) -> reports.ReportInput:
    extra = {
        "address_id": new.address_id,
        "account_id": new.account_id,
        "device_id": new.device_id,
        "media_url": new.media_url,
    }
    attributes: dict[str, object] = {name: value for name, value in extra.items() if value}
    if new.attributes:
        attributes["answers"] = new.attributes
    reporter = reports.ReporterInput(name=new.name or None, phone=new.phone or None, email=new.email or None)
    return reports.ReportInput(
        source=SOURCE,
        channel=SOURCE,
        text=new.description or new.service.name,
        external_id=_external_id(caller, new.key),
        address=new.address or None,
        lon=new.long,
        lat=new.lat,
        crs="wgs84" if new.lat is not None else None,
        matter=new.service.code,
        reporter=None if reporter.is_empty else reporter,
        media=list(files),
        attributes=attributes,
    )


def _external_id(caller: Actor, key: str | None) -> str | None:
    """Return an id made of the caller's idempotency key; keys belong to their caller."""
    if key is None:
        return None
    if not key.isprintable() or not 0 < len(key) <= 200:  # noqa: PLR2004 - as in our own API
        raise GeoReportError(400, "Idempotency-Key has 1 to 200 printable characters.")
    digest = hashlib.sha256(f"{caller.key}\n{key}".encode()).hexdigest()
    return f"idem:{digest[:40]}"


def _shown(case: published.PublishedCase, catalogue: matters.Catalogue, base: str) -> ServiceRequest:
    matter = catalogue.get(case.matter) if case.matter else None
    return ServiceRequest(
        id=case.number,
        status=CLOSED if case.over else OPEN,
        status_notes=case.reply,
        service_code=case.matter or _UNSORTED.code,
        service_name=matter.name if matter is not None else _UNSORTED.name,
        description=case.text,
        agency=case.unit or "",
        requested=case.requested_at,
        updated=case.updated_at,
        expected=case.due_at,
        address=case.address,
        lat=case.lat,
        long=case.lon,
        media_url=f"{base}{MEDIA}/{case.media[0]}" if case.media else "",
    )
