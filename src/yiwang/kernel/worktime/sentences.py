"""Deadlines in words, for the people who are held to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from yiwang.kernel.worktime.model import Deadline, Limit, Segment, TimeUnit, Words, WorkCalendar
from yiwang.kernel.worktime.timeline import LUNCH, NIGHT, REST_DAY

UNIT_WORDS: dict[TimeUnit, tuple[str, str, str]] = {
    TimeUnit.WORK_HOUR: ("工作时", "working hour", "working hours"),
    TimeUnit.URGENT_HOUR: ("紧急工作时", "urgent hour", "urgent hours"),
    TimeUnit.WORK_DAY: ("工作日", "working day", "working days"),
    TimeUnit.NATURAL_DAY: ("自然日", "calendar day", "calendar days"),
    TimeUnit.NATURAL_HOUR: ("自然时", "hour", "hours"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_COMMON = {
    LUNCH: Words("午休", "the midday break"),
    NIGHT: Words("夜间", "nights"),
    REST_DAY: Words("休息日", "rest days"),
}


def describe_limit(limit: Limit) -> Words:
    """Return a limit in words: 4工作时, 4 working hours."""
    zh, one, many = UNIT_WORDS[limit.unit]
    amount = f"{limit.amount:g}"
    return Words(f"{amount}{zh}", f"{amount} {one if limit.amount == 1 else many}")


def sentence(calendar: WorkCalendar, start: datetime, limit: Limit, found: Deadline) -> Words:
    """Return one sentence on ``found``, the deadline of ``limit`` from ``start``, in local time."""
    words = describe_limit(limit)
    begin_zh, begin_en = _moment(calendar, start, None)
    free = _joined(found.segments, "rest")
    paused = _joined(found.segments, "pause")
    zh = f"自{begin_zh}起计{words.zh}"
    en = f"{words.en} from {begin_en}"
    if free:
        zh += f"，扣除{free.zh}"
        en += f", not counting {free.en}"
    if found.due is None:
        return Words(
            f"{zh}；现已暂停（{paused.zh if paused else ''}），恢复后重新推算到期时间。",
            f"{en}; paused now ({paused.en if paused else ''}), the deadline follows when it resumes.",
        )
    if paused:
        length = sum((s.end - s.start for s in found.segments if s.kind == "pause" and s.end), timedelta(0))
        zh += f"，其间因{paused.zh}暂停{_length_zh(length)}"
        en += f", paused for {_length_en(length)} ({paused.en})"
    due_zh, due_en = _moment(calendar, found.due, start)
    return Words(f"{zh}，应于{due_zh}前完成。", f"{en}: due {due_en}.")


def _joined(segments: Sequence[Segment], kind: str) -> Words | None:
    seen: dict[Words, None] = {}
    for segment in segments:
        if segment.kind == kind:
            seen[_COMMON.get(segment.why, segment.why)] = None
    if not seen:
        return None
    english = list(dict.fromkeys(words.en for words in seen))
    tail = f" and {english[-1]}" if len(english) > 1 else ""
    head = ", ".join(english[:-1]) if tail else english[0]
    chinese = [words.zh for words in seen]
    zh = "、".join(chinese[:-1]) + "与" + chinese[-1] if len(chinese) > 1 else chinese[0]
    return Words(zh, head + tail)


def _moment(calendar: WorkCalendar, instant: datetime, other: datetime | None) -> tuple[str, str]:
    """Return local date and time; the year only where it differs from that of ``other``."""
    local = instant.astimezone(calendar.zone)
    zh = f"{local.month}月{local.day}日{local:%H:%M}"
    en = f"{local.day} {_MONTHS[local.month - 1]} {local:%H:%M}"
    if other is not None and other.astimezone(calendar.zone).year != local.year:
        zh, en = f"{local.year}年{zh}", f"{local.day} {_MONTHS[local.month - 1]} {local.year} {local:%H:%M}"
    return zh, en


def _parts(length: timedelta) -> tuple[int, int, int]:
    minutes = int(length / timedelta(minutes=1))
    return minutes // 1440, minutes % 1440 // 60, minutes % 60


def _length_zh(length: timedelta) -> str:
    days, hours, minutes = _parts(length)
    text = "".join(f"{n}{unit}" for n, unit in ((days, "天"), (hours, "小时"), (minutes, "分钟")) if n)
    return text or "不足1分钟"


def _length_en(length: timedelta) -> str:
    days, hours, minutes = _parts(length)
    text = " ".join(f"{n} {unit}" for n, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if n)
    return text or "less than 1 min"
