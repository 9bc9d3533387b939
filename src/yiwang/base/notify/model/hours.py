"""Quiet hours: when nobody is woken by a text message."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: Between these local times only urgent messages go out. Night rest by the usual rule of noise control
#: is 22:00 to 06:00; half an hour before it and the morning until people are up are spared as well.
QUIET_FROM, QUIET_TO = time(21, 30), time(7, 30)


def is_quiet(at: datetime, zone: ZoneInfo) -> bool:
    """Tell whether ``at`` (an instant) falls into the quiet hours of ``zone``; 07:30 itself does not."""
    local = at.astimezone(zone).time()
    return local >= QUIET_FROM or local < QUIET_TO


def next_open(at: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant (UTC) from ``at`` on that is not quiet: ``at`` itself if it is not."""
    return next_morning(at, zone) if is_quiet(at, zone) else at.astimezone(UTC)


def next_morning(at: datetime, zone: ZoneInfo) -> datetime:
    """Return the first end of quiet hours (UTC) strictly after ``at``."""
    local = at.astimezone(zone)
    day = local.date() - timedelta(days=1)
    while True:
        morning = datetime.combine(day, QUIET_TO, zone).astimezone(UTC)
        if morning > at:
            return morning
        day += timedelta(days=1)
