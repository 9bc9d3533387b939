"""Moulds: real cases from which any number of others are cast, for benchmarks and drills.

A mould keeps the lines of all tables as text with holes: identities, the number, dates, the position, the
words. A cast fills the holes; whole weeks are added to its dates, so that working hours stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any
from uuid import UUID

import msgspec

#: Holes that every cast fills, in this order; identities and dates follow.
NAMED = (
    "number", "lon", "lat", "address", "title", "text", "words", "name", "phone", "salt", "receipt", "hash",
    "head",
)  # fmt: skip
#: Stand-ins for numbers, which must be numbers themselves; no real position looks like them.
LON, LAT = 1.0000123, 2.0000456
_HOLE = re.compile(
    r"«(?P<named>[a-z]+)»|(?P<lon>1\.0000123)|(?P<lat>2\.0000456)"
    r"|(?P<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
    r"|(?P<date>\d{4}-\d\d-\d\d)(?=[T ])"
)


def hole(name: str) -> str:
    """Return the stand-in for one of :data:`NAMED`."""
    return f"«{name}»"


class Holes:
    """The holes of one mould: which identities are its own, which dates occur."""

    def __init__(self, own: Sequence[UUID]) -> None:
        self.ids = {str(one): at for at, one in enumerate(own)}
        self.dates: dict[str, int] = {}
        self._first_date = len(NAMED) + len(self.ids)

    def template(self, text: str) -> Template:
        """Return ``text`` with its holes cut."""
        literals: list[str] = []
        order: list[int] = []
        end = 0
        for found in _HOLE.finditer(text):
            at = self._place(found)
            if at is None:
                continue
            literals.append(text[end : found.start()].replace("%", "%%"))
            order.append(at)
            end = found.end()
        literals.append(text[end:].replace("%", "%%"))
        return Template("%s".join(literals), order)

    def _place(self, found: re.Match[str]) -> int | None:
        if found["named"] is not None:
            return NAMED.index(found["named"])
        if found["lon"] is not None:
            return NAMED.index("lon")
        if found["lat"] is not None:
            return NAMED.index("lat")
        if found["id"] is not None:
            own = self.ids.get(found["id"])
            return None if own is None else len(NAMED) + own
        at = self.dates.setdefault(found["date"], len(self.dates))
        return self._first_date + at


class Template:
    """A text with holes; :meth:`fill` takes the values of all holes of its mould."""

    __slots__ = ("_form", "_pick")

    def __init__(self, form: str, order: Sequence[int]) -> None:
        self._form = form
        one: Callable[[Sequence[str]], Any] = itemgetter(*order) if order else lambda _: ()
        self._pick = one if len(order) != 1 else (lambda values: (values[order[0]],))

    def fill(self, values: Sequence[str]) -> str:
        """Return the text with ``values`` in its holes."""
        return self._form % self._pick(values)


class Mould(msgspec.Struct, frozen=True):
    """One real case as templates. ``lines``: table → its lines; ``preimage`` is what its journal hashes.

    ``digits`` and ``area`` are those of its number, ``day`` the local day it was opened on.
    """

    lines: dict[str, Template]
    preimage: Template
    own: int
    dates: tuple[date, ...]
    day: date
    opened_at: datetime
    area: str
    digits: str
    district: str
    matter: str | None
    stage: str
    position: tuple[float, float] | None

    def shifted(self, weeks: int) -> list[str]:
        """Return the dates moved by ``weeks``."""
        step = timedelta(weeks=weeks)
        return [(day + step).isoformat() for day in self.dates]
