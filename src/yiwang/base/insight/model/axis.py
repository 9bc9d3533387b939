"""The working time of a period as a line: an instant is a place on it, and a place an instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from yiwang.kernel.worktime import WorkCalendar


class Axis:
    """Working seconds since ``first``; outside of working hours the line stands still.

    Reaches ``beyond`` the last instant, so that what is put off has somewhere to go; further on all time is
    working time.
    """

    def __init__(
        self, calendar: WorkCalendar, first: datetime, last: datetime, beyond: timedelta = timedelta(days=180)
    ) -> None:
        at, place = [first.timestamp()], [0.0]
        day, end = first.astimezone(calendar.zone).date(), last + beyond
        while (midnight := datetime(day.year, day.month, day.day, tzinfo=calendar.zone)) <= end:
            for begin, close in calendar.frames(day):
                opens = midnight.replace(hour=begin.hour, minute=begin.minute).timestamp()
                whole = close.hour == close.minute == 0
                shuts = (
                    (midnight + timedelta(days=1)).timestamp()
                    if whole
                    else midnight.replace(hour=close.hour, minute=close.minute).timestamp()
                )
                opens = max(opens, at[-1])
                if shuts > opens:
                    at += [opens, shuts]
                    place += [place[-1], place[-1] + shuts - opens]
            day += timedelta(days=1)
        self._at, self._place = np.array(at), np.array(place)

    def place(self, at: datetime) -> float:
        """Return the working seconds until ``at``."""
        stamp = at.timestamp()
        over = max(0.0, stamp - float(self._at[-1]))
        return float(np.interp(stamp, self._at, self._place)) + over

    def when(self, place: float) -> datetime:
        """Return the instant at ``place``; where the line stood still, the instant at which it went on."""
        at = max(int(np.searchsorted(self._place, place, side="right")) - 1, 0)
        stamp = float(self._at[at]) + max(place - float(self._place[at]), 0.0)
        return datetime.fromtimestamp(stamp, UTC)
