"""A rule as data: whom it watches, when it raises and clears, how grave, what is done."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from yiwang.base.alarms.model.levels import Level

Code = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_.\-]{0,59}$")]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=366 * 86_400)]
#: A condition: one key, the function's name, over its parameters; or ``all``, ``any``, ``not``, ``quorum``.
Condition = dict[str, Any]


class Base(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all parts of a rule share: fixed, named, nothing unknown."""


class Subject(Base, frozen=True, kw_only=True):
    """Whom a rule watches. What is given narrows; nothing given means every device.

    ``together`` says what an alarm is about: each ``device`` by itself, an ``area`` (of ``area_level``) or
    everything the rule watches as one.
    """

    product: Code | None = None
    devices: tuple[str, ...] = ()
    area: str | None = None
    tags: tuple[str, ...] = ()
    together: Literal["device", "area", "all"] = "device"
    area_level: str | None = None


class LevelRule(Base, frozen=True, kw_only=True):
    """One level: when it is reached (``when`` for ``lasting`` seconds) and when it is left.

    Without ``clear`` it is left when ``when`` is known not to hold. ``clear_lasting``: for so many seconds
    readings must say so; no reading is no proof.
    """

    level: Level
    when: Condition
    lasting: Seconds = 0
    clear: Condition | None = None
    clear_lasting: Seconds = 0


class ReportRule(Base, frozen=True, kw_only=True):
    """From which level on an alarm becomes a report, and with what.

    ``when_cleared``: what its case hears when the alarm has cleared: a note, or a note that proposes to
    verify and close, told to whoever has the case. A case is never closed by it.
    """

    at: Level = "blue"
    matter: str | None = None
    text_zh: Annotated[str, msgspec.Meta(max_length=300)] | None = None
    when_cleared: Literal["note", "propose"] = "note"


class Limits(Base, frozen=True, kw_only=True):
    """What keeps a rule from flooding: see docs/alarms.md.

    ``storm``: more new alarms than ``storm`` in ``storm_within`` seconds in one area become children of
    one alarm. ``per_hour``: most alarms of one device and rule in an hour. ``flaps``: raised so often
    within ``flap_within`` seconds, an alarm stays open until it was quiet for that long.
    """

    storm: Annotated[int, msgspec.Meta(ge=2, le=100_000)] = 20
    storm_within: Annotated[float, msgspec.Meta(ge=1, le=86_400)] = 60
    per_hour: Annotated[int, msgspec.Meta(ge=1, le=3600)] = 6
    flaps: Annotated[int, msgspec.Meta(ge=2, le=100)] = 4
    flap_within: Annotated[float, msgspec.Meta(ge=1, le=86_400)] = 900


class Rule(Base, frozen=True, kw_only=True):
    """A rule. ``stale_after``: a reading older than this says nothing any more (its truth is unknown)."""

    code: Code
    zh: Text
    en: Text
    subject: Subject
    levels: Annotated[tuple[LevelRule, ...], msgspec.Meta(min_length=1, max_length=4)]
    stale_after: Seconds | None = None
    quiet_clears_after: Seconds | None = None
    labels: dict[str, str] = {}
    report: ReportRule | None = None
    limits: Limits = Limits()
