"""What routes of this module share."""

from __future__ import annotations

from typing import Any

import msgspec

from yiwang.base.alarms import api


def shown(alarm: api.Alarm) -> dict[str, Any]:
    """Return an alarm as clients see it."""
    body: dict[str, Any] = msgspec.to_builtins(alarm)
    body.pop("fingerprint")
    return body | {
        "stage": alarm.stage,
        "level": api.NAMES[alarm.level],
        "peak": api.NAMES[alarm.peak],
        "labels": alarm.all_labels,
    }
