"""Why an alarm is not called: looked up once for many alarms."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from yiwang.base.alarms.model.alarm import Alarm
from yiwang.base.alarms.model.functions.times import within
from yiwang.base.alarms.model.levels import NAMES
from yiwang.base.alarms.model.noise import Inhibitor, MuteTime, fits
from yiwang.base.alarms.store import alarms as store
from yiwang.base.alarms.store.noise import HUSHING
from yiwang.base.geography import api as geography
from yiwang.base.workflow import api as workflow
from yiwang.infra.database import Work
from yiwang.kernel.worktime import WorkCalendar


class Hush:
    """What hushes alarms at one moment."""

    def __init__(self, now: datetime, zone: ZoneInfo, calendars: dict[str, WorkCalendar]) -> None:
        self._now, self._zone, self._calendars = now, zone, calendars

    async def load(self, work: Work, extra: list[Alarm]) -> Hush:
        """Load silences, mute times and what inhibits; ``extra`` are active alarms not stored yet."""
        self._hushing = await HUSHING.get(work.tx)
        active: list[dict[str, str]] = []
        if self._hushing.inhibitions:
            rows = await store.active_labels(work.tx)
            active = [all_labels(row) for row in rows]
            active += [alarm.all_labels for alarm in extra]
        self._inhibitor = Inhibitor(self._hushing.inhibitions, active)
        return self

    def why(self, alarm: Alarm) -> str | None:
        """Return what hushes ``alarm``: ``silence:…``, ``inhibition:…``, ``mute:…``, or nothing."""
        labels = alarm.all_labels
        for silence in self._hushing.silences:
            if silence.covers(labels, self._now):
                return f"silence:{silence.id}"
        code = self._inhibitor.by(labels)
        if code is not None:
            return f"inhibition:{code}"
        for mute in self._hushing.mutes:
            if fits(mute.matchers, labels) and self._is_mute(mute):
                return f"mute:{mute.code}"
        return None

    def _is_mute(self, mute: MuteTime) -> bool:
        def is_working(day: date) -> bool:
            calendar = self._calendars.get(mute.times.calendar)
            return calendar is not None and bool(calendar.frames(day))

        return within(mute.times, self._now.astimezone(self._zone), is_working)


def all_labels(row: dict[str, object]) -> dict[str, str]:
    """Return the labels of a row with those that every alarm has."""
    labels = row["labels"]
    assert isinstance(labels, dict)
    level = row["level"]
    assert isinstance(level, int)
    return labels | {"rule": str(row["rule"]), "level": NAMES[level] or "", "subject": str(row["subject"])}


async def hush(work: Work, extra: list[Alarm]) -> Hush:
    """Return what hushes alarms now."""
    city = (await geography.areas(work.tx)).city
    calendars = await workflow.calendars(work.tx)
    return await Hush(work.now, ZoneInfo(city.timezone), calendars).load(work, extra)
