"""What a list of cases is asked for."""

from __future__ import annotations

from datetime import datetime

import msgspec

#: Sort keys: column, descending, and what a case must have to be in such a list at all.
SORTS: dict[str, tuple[str, bool]] = {
    "opened_at": ("opened_at", False),
    "-opened_at": ("opened_at", True),
    "due_at": ("due_at", False),
    "-due_at": ("due_at", True),
    "closed_at": ("closed_at", False),
    "-closed_at": ("closed_at", True),
}
DEFAULT_SORT = "-opened_at"
#: What may be asked about the rating of a case: words, and the stars they mean, both ends included.
SATISFACTION: dict[str, tuple[int, int]] = {"rated": (1, 5), "satisfied": (4, 5), "unsatisfied": (1, 2)}
#: Matches are counted up to here.
MOST_COUNTED = 10_000
MOST_PER_PAGE = 200
#: So many cases may be named one by one.
MOST_NAMED = 200
#: Rows that a list may begin after; further on it begins at an instant.
MOST_SKIPPED = 1_000_000
#: What cases can be put together by.
GROUPS = ("stage", "unit", "matter", "area", "channel", "urgency")
#: The group of cases that have none.
NONE = "-"


class CaseFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Conditions that a case must all meet; empty ones are no condition.

    ``area`` includes what lies below it; ``unit`` is the lead unit and those below it. ``q`` is free
    text, all of whose words must occur; a full number finds that case. ``mine``: what waits for the
    caller's unit. ``opened_from``/``opened_to`` (exclusive) bound the opening, ``due_…`` the nearest
    deadline and ``closed_…`` the end in the same way. A list sorted by
    ``due_at`` holds live cases with a deadline only, one sorted by ``closed_at`` closed ones only.
    ``group`` is exactly one group of ``GROUPS``, as ``unit:lamps``; ``unit:-`` those without one. ``skip``
    and ``start`` (an instant of the sort key) say where the first page begins.
    Each of ``matters`` is a leaf or a class of the catalogue, which stands for its leaves. ``undated``:
    without a deadline. ``on_time``: as judged at closing. ``satisfaction``: one of ``SATISFACTION``.
    ``numbers``: exactly these cases, as far as they may be seen.
    """

    stages: tuple[str, ...] = ()
    side: str | None = None
    units: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    area: str | None = None
    channels: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    urgency: int | None = None
    q: str = ""
    numbers: tuple[str, ...] = ()
    overdue: bool | None = None
    live: bool | None = None
    mine: bool = False
    unplaced: bool | None = None
    undated: bool | None = None
    on_time: bool | None = None
    satisfaction: str | None = None
    supervised: bool | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    due_from: datetime | None = None
    due_to: datetime | None = None
    closed_from: datetime | None = None
    closed_to: datetime | None = None
    group: str | None = None
    sort: str = DEFAULT_SORT
    limit: int = 50
    skip: int = 0
    start: datetime | None = None
    cursor: str | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page: items, the cursor of the next page if there is one, and how many there are in all.

    ``total_is_capped``: there are more than ``total`` says.
    """

    items: list[dict[str, object]]
    next: str | None
    total: int
    total_is_capped: bool
