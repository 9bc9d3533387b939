"""Working time: deadlines, what is gone, what is left, and why.

Pure and exact: instants are UTC, computing happens in the calendar's own time zone.
"""

from yiwang.kernel.worktime.count import PAUSE_REASONS, at_fraction, deadline, elapsed, remaining
from yiwang.kernel.worktime.model import (
    DayRule,
    Deadline,
    Frame,
    Limit,
    Pause,
    Segment,
    TimeUnit,
    Words,
    WorkCalendar,
)
from yiwang.kernel.worktime.sentences import UNIT_WORDS, describe_limit, sentence

__all__ = [
    "PAUSE_REASONS",
    "UNIT_WORDS",
    "DayRule",
    "Deadline",
    "Frame",
    "Limit",
    "Pause",
    "Segment",
    "TimeUnit",
    "Words",
    "WorkCalendar",
    "at_fraction",
    "deadline",
    "describe_limit",
    "elapsed",
    "remaining",
    "sentence",
]
