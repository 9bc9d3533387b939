"""When a bulletin is made by the clock, in the city's time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from yiwang.base.bulletins.model.issue import Key, Targets


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is made when: a template by its ``every``, at ``clock``, ``day`` of the week, month or quarter.

    The period is the last one that is over. ``targets`` are proposed when it is published.
    """

    template: Annotated[str, msgspec.Meta(max_length=60)]
    clock: Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "08:00"
    day: Annotated[int, msgspec.Meta(ge=1, le=28)] = 1
    area: Key | None = None
    unit: Key | None = None
    language: Literal["zh", "en"] = "zh"
    targets: Targets = Targets()
    on: bool = True


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that is kept: who set it, when it is next due, and what came of it last."""

    id: UUID
    plan: Plan
    by: str
    at: datetime
    next_at: datetime | None = None
    last_at: datetime | None = None
    failed: str = ""


def next_time(plan: Plan, every: str, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment after ``after`` at which the plan is due."""
    clock = time.fromisoformat(plan.clock)
    first = _start(after.astimezone(zone).date(), every)
    while True:
        day = first + timedelta(days=0 if every == "day" else min(plan.day, 7 if every == "week" else 28) - 1)
        found = datetime.combine(day, clock, zone)
        if found > after:
            return found
        first = _start(_after(first, every), every)


def _start(day: date, every: str) -> date:
    match every:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=day.month - (day.month - 1) % 3, day=1)
        case "year":
            return day.replace(month=1, day=1)
    return day


def _after(first: date, every: str) -> date:
    """Return a day of the piece of time that follows."""
    return first + timedelta(days={"day": 1, "week": 7, "month": 32, "quarter": 93, "year": 367}[every])


def period_over(every: str, at: datetime, zone: ZoneInfo) -> str:
    """Return the period that was over last at ``at``."""
    first = _start(_start(at.astimezone(zone).date(), every) - timedelta(days=1), every)
    match every:
        case "week":
            year, week, _ = first.isocalendar()
            return f"{year}-W{week:02}"
        case "month":
            return f"{first:%Y-%m}"
        case "quarter":
            return f"{first.year}-Q{(first.month + 2) // 3}"
        case "year":
            return f"{first.year:04}"
    return first.isoformat()
