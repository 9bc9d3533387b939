"""The door of notify: notices in the application, text messages that leave the house."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from yiwang.base.notify.model.catalogue import LEVELS, Template, register
from yiwang.base.notify.model.hours import QUIET_FROM, QUIET_TO
from yiwang.base.notify.model.notice import Notice, NoticeDraft, Target, audiences, is_for
from yiwang.base.notify.model.sms import DAILY_CAP, Gateway, OutgoingSms, SmsDraft
from yiwang.base.notify.store.spool import Spool
from yiwang.base.notify.usecases import notices as notice_cases
from yiwang.base.notify.usecases import sms as sms_cases
from yiwang.base.notify.usecases.notices import Position, Unread
from yiwang.infra.database import Database, Work

__all__ = [
    "DAILY_CAP",
    "LEVELS",
    "QUIET_FROM",
    "QUIET_TO",
    "Gateway",
    "Notice",
    "NoticeDraft",
    "OutgoingSms",
    "Position",
    "SmsDraft",
    "Spool",
    "Target",
    "Template",
    "Unread",
    "audiences",
    "forget",
    "inbox",
    "is_for",
    "mark_read",
    "register",
    "send",
    "send_due",
    "send_sms",
    "sms_counts",
    "sweep",
    "unread",
    "use_gateway",
    "use_spool",
]


async def send(work: Work, notices: Sequence[NoticeDraft]) -> int:
    """Send notices, many in one statement; returns how many were new.

    Each is there once by target, kind, subject and period: sending again changes nothing and tells
    nobody. Announces one ``notify.sent`` for all. Raises ``LookupError`` for a kind that is not in the
    catalogue and ``ValueError`` for parameters that are not its own.
    """
    return await notice_cases.send(work, notices)


async def inbox(
    work: Work, *, unread: bool | None = None, before: Position | None = None, limit: int = 50
) -> tuple[list[Notice], Position | None]:
    """Return the notices for ``work.actor``, newest first, and where the next page begins.

    By the caller's own unit, person and roles, in the caller's area. ``unread`` filters.
    """
    return await notice_cases.inbox(work, unread=unread, before=before, limit=limit)


async def unread(work: Work) -> Unread:
    """Return how many notices ``work.actor`` has not read, counted to 100; one statement."""
    return await notice_cases.unread(work)


async def mark_read(work: Work, ids: Sequence[UUID] | None) -> Unread:
    """Note that ``work.actor`` has read ``ids`` (``None``: everything); returns what is left."""
    return await notice_cases.mark_read(work, ids)


async def send_sms(work: Work, drafts: Sequence[SmsDraft]) -> int:
    """Queue text messages, many in one statement; returns how many were new.

    Nothing is stored while no gateway is set. Errors as :func:`send`.
    """
    return await sms_cases.queue(work, drafts)


async def forget(work: Work, refs: Sequence[UUID]) -> int:
    """Erase the numbers still queued under ``refs``; their messages are not sent. Returns how many."""
    return await sms_cases.forget(work, refs)


async def sms_counts(work: Work) -> dict[str, int]:
    """Return how many text messages are ``queued``, ``sent`` and ``failed``."""
    return await sms_cases.counts(work)


async def send_due(database: Database) -> int:
    """Hand the next batch of queued messages to the gateway; returns how many."""
    return await sms_cases.send_due(database)


async def sweep(work: Work) -> bool:
    """Delete a step of what is old; tell whether more may follow."""
    more = await notice_cases.sweep(work)
    return await sms_cases.sweep(work) or more


def use_gateway(gateway: Gateway | None) -> None:
    """Set what carries the text messages of this process; ``None``: none leave, none are queued."""
    sms_cases.use_gateway(gateway)


def use_spool(folder: Path | None) -> None:
    """Write text messages as files into ``folder``; ``None``: none leave, none are queued."""
    use_gateway(None if folder is None else Spool(folder))
