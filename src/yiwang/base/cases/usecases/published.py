"""What the public may see without a receipt (open data), and what never.

Reports of an *open channel* (its users know that what they write is published) are shown with their
text, contacts in it masked. Of all other cases only matter, state, unit, times, the street and a place
rounded to about a hundred metres are shown: a hotline call may be about the caller's own door.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from yiwang.base.cases.model.state import OVER
from yiwang.base.cases.store import published as store
from yiwang.base.cases.store.published import PublishedFilter
from yiwang.base.geography import api as geography
from yiwang.base.identity import api as identity
from yiwang.infra.database import Row, Work
from yiwang.kernel.text import mask_phone

#: Notes that are public to the reporter but are the reporter's own words or a question to them.
_PERSONAL: Final = ("question", "supplement")
_DIGITS: Final = 3  # decimal places of a rounded place: about 100 m
_STREET: Final = 3  # city, district, street

_CONTACTS: Final = re.compile(
    r"(?P<mail>[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,})"
    r"|(?P<card>(?<!\d)\d{17}[\dXx](?!\d))"
    r"|(?P<phone>(?<![\d.])(?:\+?86[\- ]?)?(?:1[3-9]\d{9}|0\d{2,3}[\- ]?\d{7,8})(?![\d.]))"
)


class PublishedCase(msgspec.Struct, frozen=True, kw_only=True):
    """A case as the public sees it; ``text`` and ``media`` only of reports from open channels."""

    number: str
    matter: str | None
    stage: str
    over: bool
    requested_at: datetime
    updated_at: datetime
    due_at: datetime | None
    unit: str | None
    address: str
    lon: float | None
    lat: float | None
    text: str
    reply: str
    media: tuple[UUID, ...]


class PublishedNote(msgspec.Struct, frozen=True, kw_only=True):
    """Public words on a case, and whether it was over when they were said."""

    id: UUID
    number: str
    at: datetime
    over: bool
    text: str


class PublishedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that came with a report of an open channel; ``digest`` names it in the object store."""

    id: UUID
    digest: str
    media_type: str
    size: int


def masked_text(text: str) -> str:
    """Return ``text`` with telephone numbers, identity card numbers and mail addresses masked."""

    def cover(found: re.Match[str]) -> str:
        if found["mail"]:
            return "***@***"
        return mask_phone(found[0]) if found["phone"] else f"{found[0][:3]}{'*' * 11}{found[0][-4:]}"

    return _CONTACTS.sub(cover, text)


async def find_published(work: Work, wanted: PublishedFilter) -> list[PublishedCase]:
    """Return cases for the public, newest first; at most two statements beyond the snapshots."""
    rows = await store.find(work.tx, wanted, sorted(OVER))
    tree = await geography.areas(work.tx)
    directory = await identity.directory(work.tx)
    return [_shown(row, tree, directory, wanted.channels) for row in rows]


async def published_notes(
    work: Work,
    channels: Sequence[str],
    window: tuple[datetime, datetime],
    numbers: Sequence[str] | None,
    limit: int,
) -> list[PublishedNote]:
    """Return public words on cases of open channels within ``window``, oldest first."""
    rows = await store.notes(work.tx, channels, _PERSONAL, window, numbers, limit)
    return [
        PublishedNote(
            id=row["id"],
            number=row["number"],
            at=row["at"],
            over=row["closed_at"] is not None and row["at"] >= row["closed_at"],
            text=masked_text(row["text"]),
        )
        for row in rows
    ]


async def case_of_report(work: Work, report: UUID) -> tuple[bool, str | None]:
    """Return whether the report is known, and its case's number once it has one."""
    row = await store.number_of_report(work.tx, report)
    return row is not None, None if row is None else row["number"]


async def published_file(work: Work, file: UUID, channels: Sequence[str]) -> PublishedFile | None:
    """Return a file of an open channel, or ``None`` when the public may not see it."""
    row = await store.media(work.tx, file, channels)
    if row is None:
        return None
    return PublishedFile(id=row["id"], digest=row["sha256"].hex(), media_type=row["type"], size=row["size"])


def _shown(
    row: Row, tree: geography.AreaTree, directory: identity.Directory, channels: Sequence[str]
) -> PublishedCase:
    is_open = row["channel"] in channels
    unit = directory.unit(row["unit"]) if row["unit"] else None
    steps = [datetime.fromisoformat(at) for at in (row["times"] or {}).values()]
    return PublishedCase(
        number=row["number"],
        matter=row["matter"],
        stage=row["stage"],
        over=row["stage"] in OVER,
        requested_at=row["reported_at"] or row["opened_at"],
        updated_at=max([row["opened_at"], *steps]),
        due_at=row["final_due_at"],
        unit=unit.name if unit is not None else None,
        address=masked_text(row["address"]) if is_open else _street(tree, row["path"]),
        lon=_place(row["lon"], exact=is_open),
        lat=_place(row["lat"], exact=is_open),
        text=masked_text(row["text"] or "") if is_open else "",
        reply=masked_text(row["reply"] or "") if is_open else "",
        media=tuple(row["media"] or ()) if is_open else (),
    )


def _place(value: float | None, *, exact: bool) -> float | None:
    return value if value is None or exact else round(value, _DIGITS)


def _street(tree: geography.AreaTree, path: Sequence[str]) -> str:
    areas = [tree.get(code) for code in path[:_STREET]]
    return "".join(area.name for area in areas if area is not None)
