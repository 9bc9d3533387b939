"""What a ``wall.counted`` message does to a panel set: the reference for the page's own reducer."""

from __future__ import annotations

import copy
from datetime import datetime
from typing import Any


def advanced(panels: dict[str, Any], message: dict[str, Any]) -> dict[str, Any]:
    """Return ``panels`` after ``message``; an older or repeated message changes nothing."""
    if message["seq"] <= panels["seq"]:
        return panels
    assert message["seq"] == panels["seq"] + 1, "a message is missing: the page would read afresh"
    now = copy.deepcopy(panels)
    now["seq"] = message["seq"]
    for face, sign in ((message["was"], -1), (message["now"], 1)):
        if face is not None and _inside(now, face):
            _live(now, face, sign)
            _days(now, face, sign)
    _lists(now, message)
    return now


def _inside(panels: dict[str, Any], face: dict[str, Any]) -> bool:
    of_these = panels["matters"] is None or face["matter"] in panels["matters"]
    return of_these and (panels["area"] is None or panels["area"] in face["path"])


def _late(panels: dict[str, Any], due: str | None) -> bool:
    return due is not None and datetime.fromisoformat(due) < datetime.fromisoformat(panels["at"])


def _add(counts: dict[str, list[int]], key: str | None, sign: int, late: int) -> None:
    pair = counts.setdefault(key or "-", [0, 0])
    pair[0] += sign
    pair[1] += late
    if pair == [0, 0]:
        del counts[key or "-"]


def _live(panels: dict[str, Any], face: dict[str, Any], sign: int) -> None:
    if not face["live"]:
        return
    live, late = panels["live"], sign * _late(panels, face["due_at"])
    live["n"] += sign
    live["late"] += late
    depth = len(panels["path"])
    child = face["path"][depth] if len(face["path"]) > depth else None
    for by, key in (
        ("stage", face["stage"]), ("channel", face["channel"]), ("matter", face["matter"]),
        ("unit", face["unit"]), ("area", child),
    ):  # fmt: skip
        _add(live[by], key, sign, late)
    rung = -1
    if face["due_at"] is not None:
        left = datetime.fromisoformat(face["due_at"]) - datetime.fromisoformat(panels["at"])
        rung = sum(left.total_seconds() / 3600 >= bound for bound in live["bounds"])
    live["rungs"][rung] += sign


_ZERO = {"opened": 0, "reports": 0, "closed": 0, "on_time": 0, "late": 0, "rated": 0, "stars": 0}


def _days(panels: dict[str, Any], face: dict[str, Any], sign: int) -> None:
    days = {day["day"]: day for day in panels["days"]}

    def add(day: str, **figures: int) -> None:
        row = days.setdefault(day, {"day": day} | _ZERO)
        for name, figure in figures.items():
            row[name] += sign * figure

    add(face["opened_day"], opened=1, reports=face["reports"])
    if face["closed_day"] is not None:
        stars = face["satisfaction"] or 0
        on_time = face["on_time"]
        add(
            face["closed_day"], closed=1, on_time=on_time is True, late=on_time is False, rated=stars > 0,
            stars=stars,
        )  # fmt: skip
    panels["days"] = sorted(days.values(), key=lambda day: day["day"])


def _lists(panels: dict[str, Any], message: dict[str, Any]) -> None:
    face = message["now"]
    inside = face is not None and _inside(panels, face)
    number = message["number"]
    panels["important"] = [n for n in panels["important"] if n != number]
    if inside and face["important"]:
        panels["important"] = [number, *panels["important"]][:40]
    if inside:
        item = {name: face[name] for name in ("stage", "unit", "matter", "channel", "path")}
        item |= {"number": number, "action": message["action"], "at": message["at"]}
        panels["latest"] = [item, *panels["latest"]][:20]
