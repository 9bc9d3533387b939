"""Text messages 短信: what is queued, what a gateway gets, how often it is tried."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

import msgspec

from yiwang.kernel.text import fold

#: Pauses after a refusal by the gateway; after the last one the message has failed.
PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240))
#: A message that could not leave for so long would only confuse; it covers a night and a day of repair.
STALE = timedelta(hours=48)
#: Most messages to one number on one local day: nobody is pestered, whatever goes wrong.
DAILY_CAP = 5
#: Messages of one step: small, so that a failing gateway keeps few waiting and urgent ones come first.
BATCH = 50
#: How long a message handed to the gateway is left alone before it is tried again after a crash.
LEASE = timedelta(minutes=5)

_NUMBER = re.compile(r"\+?[0-9]{5,15}")
_FILLING = re.compile(r"[\s().-]")


class SmsDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A text message to queue: ``number`` as people write it, ``kind`` and ``params`` of the catalogue.

    ``key`` makes it unique: the same again is not sent. ``ref`` names whose number it is (a report), so
    that the number can be taken back. ``urgent`` ones ignore the quiet hours.
    """

    number: str
    kind: str
    key: tuple[str, ...]
    params: dict[str, str] = msgspec.field(default_factory=dict)
    ref: UUID | None = None
    urgent: bool = False


class OutgoingSms(msgspec.Struct, frozen=True, kw_only=True):
    """A text message as a gateway gets it; ``id`` stays the same when it is handed over again."""

    id: UUID
    to: str
    text: dict[str, str]
    kind: str
    urgent: bool
    at: datetime


class Gateway(Protocol):
    """What carries text messages out of the house."""

    async def deliver(self, messages: Sequence[OutgoingSms]) -> Sequence[str | None]:
        """Hand over ``messages``; return for each ``None`` if it was taken, else why not.

        May be given the same id again after a crash and must then not send it twice. An ``OSError`` or
        a named error counts as a refusal of all.
        """
        ...


def clean_number(number: str) -> str | None:
    """Return ``number`` in half-width digits without spaces, dots, dashes and brackets, else ``None``."""
    bare = _FILLING.sub("", fold(number))
    return bare if _NUMBER.fullmatch(bare) else None


def pause_after(attempts: int) -> timedelta | None:
    """Return how long to wait after the ``attempts``-th refusal; ``None``: give up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
