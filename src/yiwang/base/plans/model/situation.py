"""What a plan may look at: a case as it stands, without words that are not shown to people anyway."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import msgspec

from yiwang.base.plans.definition import LEVELS

#: Colours of alarms and warnings, lowest first: position + 1 is the level.
COLOURS: Final = ("blue", "yellow", "orange", "red")
_URGENT: Final = {1: 1, 2: 2, 3: 3}
_HIGHEST: Final = 4


def level_of_colour(colour: object) -> int:
    """Return the level of a colour, nought for anything else."""
    return COLOURS.index(colour) + 1 if isinstance(colour, str) and colour in COLOURS else 0


class Named(msgspec.Struct, frozen=True):
    """A code and what it is called."""

    code: str
    name: str


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """The alarm that became the case: by which rule, how high, what was measured where."""

    rule: str
    level: int
    device: str = ""
    value: float | None = None


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """A case as conditions and texts of orders see it."""

    number: str
    opened_at: datetime
    text: str
    matter: Named | None = None
    klass: Named | None = None
    areas: tuple[Named, ...] = ()
    place: str = ""
    tags: tuple[Named, ...] = ()
    urgency: int = 1
    major: bool = False
    channel: str = ""
    caller: str = ""
    alarm: Alarm | None = None
    #: Warnings in force for the place: level and title.
    warnings: tuple[tuple[int, str], ...] = ()

    @property
    def level(self) -> int:
        """Return the level of response that the case itself suggests; a person may choose another."""
        said = [_URGENT.get(self.urgency, 1), _HIGHEST if self.major else 1]
        said += [self.alarm.level] if self.alarm is not None else []
        said += [level for level, _ in self.warnings]
        return max(1, *said)


_UNKNOWN: Final = "（未知）"


def variables(situation: Situation, level: int, local: datetime) -> Mapping[str, str]:
    """Return what stands for the fields of an order's text; ``local``: when it was reported, city time."""
    alarm = situation.alarm
    value = None if alarm is None or alarm.value is None else f"{alarm.value:g}"
    found: dict[str, Any] = {
        "number": situation.number,
        "matter": situation.matter.name if situation.matter is not None else "",
        "place": situation.place,
        "area": "".join(one.name for one in situation.areas[1:4]),
        "time": f"{local:%m-%d %H:%M}",
        "caller": situation.caller,
        "device": alarm.device if alarm is not None else "",
        "value": value,
        "level": LEVELS[level][0],
    }
    return {name: str(said) if said else _UNKNOWN for name, said in found.items()}


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with its fields; a value with braces of its own is not read again."""
    parts = text.split("{")
    said = parts[:1]
    for part in parts[1:]:
        name, brace, rest = part.partition("}")
        said.append(f"{values[name]}{rest}" if brace and name in values else "{" + part)
    return "".join(said)
