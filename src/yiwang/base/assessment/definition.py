"""Schemes 考核方案 as data: what the module ships, and the pack section ``assessment``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Code: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=60)]
NameEn: TypeAlias = Annotated[str, Field(min_length=1, max_length=120)]
Points: TypeAlias = Annotated[float, Field(ge=0, le=100)]
Key: TypeAlias = Annotated[str, Field(min_length=1, max_length=64)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LinearMap(_Model):
    """0 points at ``worst``, 100 at ``best``, in proportion between, in the unit of the indicator."""

    kind: Literal["linear"] = "linear"
    worst: float = 0.0
    best: float = 1.0


class Band(_Model):
    """``points`` from the value ``at`` on."""

    at: float
    points: Points


class BandsMap(_Model):
    """Steps: the points of the best band that is reached, else 0; ``better`` says which way is good."""

    kind: Literal["bands"]
    better: Literal["high", "low"] = "high"
    bands: Annotated[tuple[Band, ...], Field(min_length=1, max_length=20)]


class AdjustMap(_Model):
    """加减分: ``each`` points per unit of the value (negative: deducted), together no more than ``cap``.

    Added to the weighted points; a part with it has no weight.
    """

    kind: Literal["adjust"]
    each: Annotated[float, Field(ge=-100, le=100)]
    cap: Annotated[float, Field(gt=0, le=100)]


Mapping: TypeAlias = Annotated[LinearMap | BandsMap | AdjustMap, Field(discriminator="kind")]


class PartData(_Model):
    """One part: an indicator, how its value becomes points, and what it weighs.

    ``version`` of the indicator: else the one in force. ``absent``: without a value the whole score is null
    (``null``), or the part is left out and the weights of the others are the whole (``leave_out``).
    ``least``: with a smaller denominator the value counts as absent. ``mandatory``: schemes that include this
    one must keep the part.
    """

    code: Code
    zh: Name
    en: NameEn
    indicator: Code
    version: Annotated[int | None, Field(ge=1, le=9999)] = None
    weight: Annotated[float, Field(ge=0, le=1000)] = 0.0
    mapping: Mapping = LinearMap()
    absent: Literal["null", "leave_out"] = "null"
    least: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    mandatory: bool = False


class ObjectsData(_Model):
    """Who is assessed.

    ``unit``: the ``codes`` named, or units below ``under`` (an object holds the units below it), of the
    ``kinds`` named; with neither, every unit that has cases. ``area``: areas at ``level`` (2 district,
    3 street), or the ``codes`` named.
    """

    kind: Literal["unit", "area"]
    codes: Annotated[tuple[Key, ...], Field(max_length=500)] = ()
    under: Key | None = None
    kinds: Annotated[tuple[Key, ...], Field(max_length=20)] = ()
    level: Annotated[int, Field(ge=2, le=5)] = 3


class BoardData(_Model):
    """One of the lists 红黄蓝榜, with what it means in words: colours mean the opposite elsewhere.

    The first board whose conditions all hold takes the object; one without conditions takes the rest.
    ``top`` and ``bottom`` are shares of the ranked objects.
    """

    colour: Literal["red", "yellow", "blue"]
    zh: Name
    en: NameEn
    top: Annotated[float | None, Field(gt=0, lt=1)] = None
    bottom: Annotated[float | None, Field(gt=0, lt=1)] = None
    at_least: Points | None = None
    below: Points | None = None


class SchemeData(_Model):
    """One version of a scheme; of versions in force on the first day of a period the highest counts.

    ``matter`` and ``channel`` restrict what is counted. ``includes``: a higher scheme whose mandatory parts
    this one must hold (三级考评). ``digits`` of a score; equal scores share a rank.
    """

    code: Code
    version: Annotated[int, Field(ge=1, le=9999)] = 1
    valid_from: date = date(2000, 1, 1)
    zh: Name
    en: NameEn
    note_zh: Annotated[str, Field(max_length=1000)] = ""
    note_en: Annotated[str, Field(max_length=1000)] = ""
    objects: ObjectsData
    parts: Annotated[tuple[PartData, ...], Field(min_length=1, max_length=40)]
    boards: Annotated[tuple[BoardData, ...], Field(max_length=6)] = ()
    matter: Key | None = None
    channel: Key | None = None
    includes: Code | None = None
    digits: Annotated[int, Field(ge=0, le=4)] = 2
    appeal_days: Annotated[int, Field(ge=1, le=90)] = 7


class AssessmentSection(_Model):
    """The section ``assessment`` of a pack: added to what the module ships; a city's goes last."""

    provenance: Annotated[str, Field(max_length=2000)] = ""
    schemes: Annotated[tuple[SchemeData, ...], Field(max_length=100)] = ()
