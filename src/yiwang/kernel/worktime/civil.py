"""Natural days: the local wall clock as a line that never runs backwards.

Where clocks are set back the repeated hour does not count; where they are set forward the skipped
hour counts at once. So one natural day later is the same local time, also in zones with daylight
saving time.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from yiwang.kernel.worktime.timeline import instant, micros


def wall(at: int, zone: tzinfo) -> int:
    """Return the local wall clock at ``at`` as microseconds, held still during a repeated hour."""
    local = instant(at).astimezone(zone)
    if local.fold:
        before = micros(local.replace(fold=0).astimezone(UTC))
        jump = _transition(before, at, zone)
        local = instant(jump - 1).astimezone(zone)
        return micros(local.replace(tzinfo=UTC)) + 1
    return micros(local.replace(tzinfo=UTC))


def at_wall(position: int, zone: tzinfo) -> int:
    """Return the earliest instant at which the wall clock of ``zone`` reached ``position``."""
    naive = instant(position).replace(tzinfo=None)
    found = micros(naive.replace(tzinfo=zone).astimezone(UTC))
    if wall(found, zone) == position:
        return found
    early = micros(naive.replace(tzinfo=zone, fold=1).astimezone(UTC))
    return _transition(early, found, zone)


def midnight_after(at: int, zone: tzinfo) -> int:
    """Return the instant of the first local midnight after ``at``."""
    day = instant(at).astimezone(zone).date() + timedelta(days=1)
    return micros(datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC))


def _transition(low: int, high: int, zone: tzinfo) -> int:
    """Return the first instant in ``(low, high]`` with the offset of ``high``."""
    wanted = instant(high).astimezone(zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if instant(middle).astimezone(zone).utcoffset() == wanted:
            high = middle
        else:
            low = middle
    return high
