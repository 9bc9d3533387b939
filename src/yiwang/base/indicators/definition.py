"""Measures and indicators as data: what the module ships, and the pack section ``indicators``."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Code: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
Formula: TypeAlias = Annotated[str, Field(max_length=2000)]
Kind: TypeAlias = Literal["simple", "ratio", "derived", "cumulative", "distinct", "percentile", "composite"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MeasureData(_Model):
    """What is added up over facts.

    A case belongs to the day ``on``; it is counted if ``where`` holds and everything it ``needs`` is known
    (else it is counted as missing). ``value`` is a number to be added, or a condition that counts 1; empty:
    each counts 1. ``aggregate``: ``distinct`` counts different values, ``percentile`` the one at ``share``.
    """

    code: Code
    zh: Annotated[str, Field(min_length=1, max_length=60)]
    en: Annotated[str, Field(min_length=1, max_length=120)]
    on: str
    where: Formula = ""
    value: Formula = ""
    needs: Annotated[tuple[Code, ...], Field(max_length=8)] = ()
    unit: str = "case"
    aggregate: Literal["sum", "distinct", "percentile"] = "sum"
    share: Annotated[float, Field(gt=0, lt=1)] | None = None


class PartData(_Model):
    """A part of a composite: 0 points at ``worst``, 100 at ``best``, weighted."""

    indicator: Code
    weight: Annotated[float, Field(gt=0, le=1000)]
    worst: float
    best: float


class ThresholdData(_Model):
    """Where a value turns yellow and red, in the unit of the indicator."""

    warn: float
    bad: float


class IndicatorData(_Model):
    """One version of an indicator; the highest version of a code is in force, older ones stay beside it.

    ``numerator`` and ``denominator`` (kind ``ratio``) or ``formula`` name measures and other indicators.
    ``caliber_*`` is the 口径: how it is counted, as it is printed beside the figure.
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
    owner: Annotated[str, Field(max_length=80)] = ""
    source: Annotated[str, Field(max_length=200)] = "cases_facts_v1"
    fresh_minutes: Annotated[int, Field(ge=1, le=60 * 24 * 400)] = 5
    drill: tuple[Literal["area", "time", "matter", "unit", "channel"], ...] = (
        "area", "time", "matter", "unit", "channel",
    )  # fmt: skip
    threshold: ThresholdData | None = None


class IndicatorsSection(_Model):
    """The section ``indicators`` of a pack: added to what the module ships; a city's goes last."""

    provenance: Annotated[str, Field(max_length=2000)] = ""
    measures: Annotated[tuple[MeasureData, ...], Field(max_length=500)] = ()
    indicators: Annotated[tuple[IndicatorData, ...], Field(max_length=500)] = ()
