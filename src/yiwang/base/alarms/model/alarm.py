"""An alarm and its life: what it is, what may be done, and how its journal makes it what it is.

``raised → confirmed → (case) → handled → cleared → closed``. Confirming, handling and clearing come in any
order: the stage is what was reached furthest. The state is the fold of the journal's lines.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.alarms.errors import AlarmActError
from yiwang.base.alarms.model.levels import NAMES

_MOST_RECURRENCES: Final = 20

#: Stages, in the order of a life.
STAGES: Final = {
    "raised": ("已发生", "raised"),
    "confirmed": ("已确认", "confirmed"),
    "in_case": ("已立案", "in a case"),
    "handled": ("已处置", "handled"),
    "cleared": ("已消警", "cleared"),
    "closed": ("已关闭", "closed"),
}
#: What people do: act → (Chinese, English).
ACTS: Final = {
    "confirm": ("确认", "confirm"),
    "assign": ("指派", "assign"),
    "comment": ("备注", "comment"),
    "report": ("转为来件", "make it a report"),
    "handle": ("已处置", "mark as handled"),
    "verdict": ("判定真伪", "say whether it was true"),
    "close": ("关闭", "close"),
    "withdraw": ("撤回", "take back"),
}
#: What may be taken back while nothing followed from it: act → what it had set.
WITHDRAWN: Final = {"confirm": "confirmed_at", "assign": "assignee", "verdict": "verdict"}
VERDICTS: Final = ("true", "false")


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """An alarm. ``active``: its condition holds. ``hushed``: why nobody is called and no report is made."""

    id: UUID
    fingerprint: str
    rule: str
    rule_version: int
    subject: str
    device: int | None
    name: str
    labels: dict[str, str]
    level: int
    peak: int
    value: float | None
    area: str | None
    path: tuple[str, ...]
    unit: str | None
    lon: float | None
    lat: float | None
    raised_at: datetime
    last_at: datetime
    count: int = 1
    recurrences: tuple[tuple[datetime, float | None], ...] = ()
    active: bool = True
    flapping: bool = False
    hushed: str | None = None
    parent: UUID | None = None
    is_storm: bool = False
    confirmed_at: datetime | None = None
    assignee: str | None = None
    report: UUID | None = None
    case: str | None = None
    handled_at: datetime | None = None
    verdict: str | None = None
    cleared_at: datetime | None = None
    settles_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 1

    @property
    def stage(self) -> str:
        """Return how far the life has come."""
        if self.closed_at is not None:
            return "closed"
        if self.cleared_at is not None:
            return "cleared"
        if self.handled_at is not None:
            return "handled"
        if self.report is not None:
            return "in_case"
        return "raised" if self.confirmed_at is None else "confirmed"

    @property
    def all_labels(self) -> dict[str, str]:
        """Return the labels with those that every alarm has."""
        return self.labels | {"rule": self.rule, "level": NAMES[self.level] or "", "subject": self.subject}


def is_over(alarm: Alarm) -> bool:
    """Tell whether an alarm may be closed: it cleared, and somebody saw to it."""
    if alarm.cleared_at is None or alarm.closed_at is not None:
        return False
    seen = alarm.handled_at is not None if alarm.report is not None else alarm.confirmed_at is not None
    return seen or alarm.parent is not None


def check(alarm: Alarm, act: str, data: dict[str, Any]) -> None:
    """Raise :class:`AlarmActError` if ``act`` makes no sense now."""
    if act not in ACTS:
        raise AlarmActError(why_zh=f"没有操作“{act}”", why_en=f"there is no act {act!r}")
    done = {
        "confirm": alarm.confirmed_at is not None,
        "report": alarm.report is not None,
        "handle": alarm.handled_at is not None,
        "close": False,
    }
    if alarm.closed_at is not None and act not in ("comment", "verdict"):
        raise AlarmActError(why_zh="告警已关闭", why_en="the alarm is closed")
    if done.get(act):
        raise AlarmActError(why_zh="已经做过", why_en="that was done before")
    if act == "verdict" and data.get("verdict") not in VERDICTS:
        raise AlarmActError(why_zh="须为 true 或 false", why_en="it is true or false")
    if act == "withdraw" and data.get("of") not in WITHDRAWN:
        raise AlarmActError(why_zh="这一步不能撤回", why_en="that cannot be taken back")
    if act == "withdraw" and getattr(alarm, WITHDRAWN[data["of"]]) is None:
        raise AlarmActError(why_zh="没有可撤回的内容", why_en="there is nothing to take back")
    for needed in {"assign": ("assignee",), "comment": ("text",)}.get(act, ()):
        if not str(data.get(needed) or "").strip():
            raise AlarmActError(why_zh=f"缺少 {needed}", why_en=f"{needed} is missing")


def evolve(alarm: Alarm | None, action: str, at: datetime, data: dict[str, Any]) -> Alarm:
    """Return the alarm after one line of its journal; the one place where an alarm changes."""
    if alarm is None:
        return msgspec.convert(data["alarm"], Alarm)
    changes = _CHANGES[action](alarm, at, data) if action in _CHANGES else {}
    seen = data.get("seen")
    if seen is not None:
        changes |= {"count": seen["count"], "last_at": _time(seen["at"]), "value": seen["value"]}
    return msgspec.structs.replace(alarm, version=alarm.version + 1, **changes)


def _time(value: Any) -> datetime:
    return msgspec.convert(value, datetime)


def _recur(alarm: Alarm, at: datetime, data: dict[str, Any]) -> dict[str, Any]:
    _ = at
    instant = _time(data["at"])
    listed = (*alarm.recurrences, (instant, data["value"]))[-_MOST_RECURRENCES:]
    return {
        "active": True,
        "cleared_at": None,
        "settles_at": None,
        "count": alarm.count + 1,
        "last_at": instant,
        "value": data["value"],
        "recurrences": listed,
        "level": data["level"],
        "peak": max(alarm.peak, data["level"]),
        "flapping": data["flapping"],
    }


def _clear(alarm: Alarm, at: datetime, data: dict[str, Any]) -> dict[str, Any]:
    _ = alarm, at
    settles = data.get("settles_at")
    if settles is not None:
        return {"active": False, "settles_at": _time(settles)}
    return {"active": False, "cleared_at": _time(data["at"]), "settles_at": None, "flapping": False}


_CHANGES: Final[dict[str, Any]] = {
    "recur": _recur,
    "clear": _clear,
    "level": lambda alarm, _, data: {"level": data["level"], "peak": max(alarm.peak, data["level"])},
    "hush": lambda _alarm, _, data: {"hushed": data["why"]},
    "adopt": lambda _alarm, _, data: {"parent": UUID(str(data["parent"])), "hushed": "storm"},
    "report": lambda _alarm, _, data: {"report": UUID(str(data["report"])), "case": data.get("case")},
    "case": lambda _alarm, _, data: {"case": data["case"]},
    "confirm": lambda _alarm, at, data: {"confirmed_at": _time(data["at"]) if "at" in data else at},
    "assign": lambda _alarm, _, data: {"assignee": data["assignee"]},
    "handle": lambda alarm, at, data: {"handled_at": at, "verdict": data.get("verdict") or alarm.verdict},
    "verdict": lambda _alarm, _, data: {"verdict": data["verdict"]},
    "withdraw": lambda _alarm, _, data: {WITHDRAWN[data["of"]]: None},
    "close": lambda alarm, at, data: {"closed_at": at, "verdict": data.get("verdict") or alarm.verdict},
}


def flaps(alarm: Alarm, at: datetime, most: int, within: float) -> bool:
    """Tell whether an alarm raised again at ``at`` goes up and down too often to be let go each time."""
    since = at - timedelta(seconds=within)
    recent = sum(1 for instant, _ in alarm.recurrences if instant > since)
    return recent + 1 + (alarm.raised_at > since) >= most
