"""Measures and indicators as data: what the module ships, and the pack section ``indicators``."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Code: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
Formula: TypeAlias = Annotated[str, Field(max_length=2000)]
Kind: TypeAlias = Literal["simple", "ratio", "derived", "cumulative", "distinct", "percentile", "composite"]
Aggregate: TypeAlias = Literal["sum", "distinct", "percentile", "min", "max", "last"]
#: The source that every city has: facts of cases.
CASES: Final = "cases"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MeasureData(_Model):
    """What is added up over facts.

    A case belongs to the day ``on``; it is counted if ``where`` holds and everything it ``needs`` is known
    (else it is counted as missing). ``value`` is a number to be added, or a condition that counts 1; empty:
    each counts 1. ``aggregate``: ``distinct`` counts different values, ``percentile`` the one at ``share``,
    ``min`` and ``max`` the extremes; ``last`` adds up what each row of a source said last in the period, as
    for a stock (population, seats) that must not be added over time. A mean is a ratio of a sum and a count.

    ``source`` is ``cases`` or the code of a :class:`SourceData`; of such a one ``on`` is ``day``, and all
    that ``where`` and ``value`` speak of is needed.
    """

    code: Code
    zh: Annotated[str, Field(min_length=1, max_length=60)]
    en: Annotated[str, Field(min_length=1, max_length=120)]
    source: Code = CASES
    on: str = "day"
    where: Formula = ""
    value: Formula = ""
    needs: Annotated[tuple[Code, ...], Field(max_length=8)] = ()
    unit: str = "case"
    aggregate: Aggregate = "sum"
    share: Annotated[float, Field(gt=0, lt=1)] | None = None


class ColumnData(_Model):
    """A column of a source: what it says, in which unit, and between which values it can be true.

    ``key``: rows of the same day and area are told apart by it. ``header``: its title in files (else ``zh``).
    """

    code: Code
    zh: Annotated[str, Field(min_length=1, max_length=60)]
    en: Annotated[str, Field(min_length=1, max_length=120)]
    type: Literal["number", "text"] = "number"
    unit: str = "count"
    least: float | None = None
    most: float | None = None
    required: bool = False
    key: bool = False
    header: Annotated[str, Field(max_length=60)] = ""


class DutyData(_Model):
    """Who must hand in figures of an area, every period; without ``area`` those of the whole city."""

    unit: Annotated[str, Field(min_length=1, max_length=64)]
    area: Annotated[str, Field(max_length=64)] | None = None


class DevicesData(_Model):
    """Which readings are gathered per device and day: of a product's property, of devices with all ``tags``.

    ``interval_minutes``: time is told in pieces of this length; a piece with a reading is known, one whose
    mean is above ``over`` counts as time above it.
    """

    product: Annotated[str, Field(min_length=1, max_length=64)]
    property: Annotated[str, Field(min_length=1, max_length=64)]
    tags: Annotated[tuple[str, ...], Field(max_length=8)] = ()
    unit: str = "count"
    interval_minutes: Literal[5, 10, 15, 20, 30, 60] = 60
    over: float | None = None


class SourceData(_Model):
    """A source of figures beside cases 数据来源, with its one owner (一数一源).

    ``manual``: units hand in the columns for their duties each ``grain``, within ``due_days`` after its end.
    ``table``: files with the declared columns, a date and an area column, version after version. ``devices``:
    readings of devices, gathered per day. ``items`` are the data elements it is the one source of. A value
    counts as sufficient where at least ``sufficient`` of what was due is there.
    """

    code: Code
    kind: Literal["manual", "table", "devices"]
    zh: Annotated[str, Field(min_length=1, max_length=60)]
    en: Annotated[str, Field(min_length=1, max_length=120)]
    owner: Annotated[str, Field(min_length=1, max_length=80)]
    provenance: Annotated[str, Field(max_length=400)] = ""
    grain: Literal["day", "week", "month", "quarter", "year"] = "month"
    due_days: Annotated[int, Field(ge=0, le=400)] = 5
    sufficient: Annotated[float, Field(gt=0, le=1)] = 1.0
    columns: Annotated[tuple[ColumnData, ...], Field(max_length=60)] = ()
    duties: Annotated[tuple[DutyData, ...], Field(max_length=2000)] = ()
    approval: bool = False
    date_header: Annotated[str, Field(max_length=60)] = "日期"
    area_header: Annotated[str, Field(max_length=60)] = "区域"
    devices: DevicesData | None = None
    items: Annotated[tuple[str, ...], Field(max_length=60)] = ()


class TopicData(_Model):
    """A topic 专题: indicators that belong together, and who sees it; by default who sees figures."""

    code: Code
    zh: Annotated[str, Field(min_length=1, max_length=60)]
    en: Annotated[str, Field(min_length=1, max_length=120)]
    indicators: Annotated[tuple[Code, ...], Field(min_length=1, max_length=200)]
    roles: Annotated[tuple[str, ...], Field(max_length=10)] = ()
    units: Annotated[tuple[str, ...], Field(max_length=60)] = ()


class BandData(_Model):
    """Values below ``below`` (null: all others) give ``points``."""

    below: float | None = None
    points: Annotated[float, Field(ge=0, le=100)]


class PartData(_Model):
    """A part of a composite and how its value becomes 0 to 100 points.

    ``minmax``: 0 at ``worst``, 100 at ``best``. ``target``: 100 at ``target``, 0 at ``tolerance`` from it.
    ``bands``: steps. ``z``: 50 at the mean, 100 three standard deviations above it (``falling``: below it);
    mean and deviation are given, or those of the areas compared.
    """

    indicator: Code
    weight: Annotated[float, Field(gt=0, le=1000)] = 1.0
    group: Annotated[str, Field(max_length=60)] = ""
    scale: Literal["minmax", "target", "bands", "z"] = "minmax"
    worst: float | None = None
    best: float | None = None
    target: float | None = None
    tolerance: float | None = None
    mean: float | None = None
    deviation: float | None = None
    falling: bool = False
    bands: Annotated[tuple[BandData, ...], Field(max_length=20)] = ()


Matrix: TypeAlias = Annotated[tuple[tuple[float, ...], ...], Field(max_length=15)]


class GroupData(_Model):
    """A dimension of an index: its own weight, and how the parts in it are weighed."""

    code: Code
    zh: Annotated[str, Field(min_length=1, max_length=60)]
    en: Annotated[str, Field(min_length=1, max_length=120)]
    weight: Annotated[float, Field(gt=0, le=1000)] = 1.0
    weights: Literal["given", "entropy", "ahp"] = "given"
    matrix: Matrix = ()


class IndexData(_Model):
    """How a composite is weighed: its groups if it has any (else its parts), and what a missing part does.

    ``ahp``: by the ``matrix`` of pairwise comparisons, which is kept; ``strict`` refuses one whose
    consistency ratio is above 0.1. ``refuse``: without one part no value; ``renormalise``: the others
    weigh its share as well while they are at least ``least_share`` of the weight. ``follows``: a published
    framework, ``follows_*`` in what this differs from it.
    """

    weights: Literal["given", "entropy", "ahp"] = "given"
    matrix: Matrix = ()
    strict: bool = True
    missing: Literal["refuse", "renormalise"] = "refuse"
    least_share: Annotated[float, Field(gt=0, le=1)] = 0.5
    groups: Annotated[tuple[GroupData, ...], Field(max_length=15)] = ()
    follows: Annotated[str, Field(max_length=120)] = ""
    follows_zh: Annotated[str, Field(max_length=400)] = ""
    follows_en: Annotated[str, Field(max_length=400)] = ""


class ThresholdData(_Model):
    """Where a value turns yellow and red, in the unit of the indicator."""

    warn: float
    bad: float


class IndicatorData(_Model):
    """One version of an indicator; the highest version of a code is in force, older ones stay beside it.

    ``numerator`` and ``denominator`` (kind ``ratio``) or ``formula`` name measures and other indicators.
    ``caliber_*`` is the 口径: how it is counted, as it is printed beside the figure. Facts of cases older
    than ``fresh_minutes``, or after which no case came for ``quiet_days``, make its value grey.
    """

    code: Code
    version: Annotated[int, Field(ge=1, le=9999)] = 1
    kind: Kind
    group: Literal["basic", "linked", "warning"] = "basic"
    zh: Annotated[str, Field(min_length=1, max_length=60)]
    en: Annotated[str, Field(min_length=1, max_length=120)]
    caliber_zh: Annotated[str, Field(min_length=1, max_length=1000)]
    caliber_en: Annotated[str, Field(min_length=1, max_length=1000)]
    unit: str
    direction: Literal["up", "down", "none"] = "none"
    numerator: Formula = ""
    denominator: Formula = ""
    formula: Formula = ""
    parts: Annotated[tuple[PartData, ...], Field(max_length=60)] = ()
    index: IndexData = IndexData()
    owner: Annotated[str, Field(max_length=80)] = ""
    source: Annotated[str, Field(max_length=200)] = ""
    fresh_minutes: Annotated[int, Field(ge=1, le=60 * 24 * 400)] = 5
    quiet_days: Annotated[int, Field(ge=1, le=400)] = 7
    drill: tuple[Literal["area", "time", "matter", "unit", "channel"], ...] = (
        "area", "time", "matter", "unit", "channel",
    )  # fmt: skip
    threshold: ThresholdData | None = None


class IndicatorsSection(_Model):
    """The section ``indicators`` of a pack: added to what the module ships; a city's goes last."""

    provenance: Annotated[str, Field(max_length=2000)] = ""
    sources: Annotated[tuple[SourceData, ...], Field(max_length=200)] = ()
    measures: Annotated[tuple[MeasureData, ...], Field(max_length=500)] = ()
    indicators: Annotated[tuple[IndicatorData, ...], Field(max_length=500)] = ()
    topics: Annotated[tuple[TopicData, ...], Field(max_length=60)] = ()
