"""Templates as data: what a bulletin says, block by block, and the pack section ``bulletins``."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta
from pydantic import BaseModel, ConfigDict, Field, field_validator

Code: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=120)]
Said: TypeAlias = Annotated[str, Meta(max_length=4000)]
Codes: TypeAlias = Annotated[tuple[Code, ...], Meta(min_length=1, max_length=12)]
By: TypeAlias = Literal["area", "unit", "matter", "channel", "time"]
Every: TypeAlias = Literal["day", "week", "month", "quarter", "year", "any"]
Before: TypeAlias = Literal["last", "year"]

#: Lengths of periods, as they are said.
EVERY: dict[str, tuple[str, str]] = {
    "day": ("日", "day"),
    "week": ("周", "week"),
    "month": ("月", "month"),
    "quarter": ("季", "quarter"),
    "year": ("年", "year"),
    "any": ("任意时段", "any length"),
}


class _Block(msgspec.Struct, frozen=True, tag_field="kind", forbid_unknown_fields=True, omit_defaults=True):
    pass


class HeadingBlock(_Block, frozen=True, kw_only=True, tag="heading"):
    """A heading of ``level`` 1 to 3; texts may hold variables."""

    text: Said
    text_en: Said = ""
    level: Annotated[int, Meta(ge=1, le=3)] = 2


class TextBlock(_Block, frozen=True, kw_only=True, tag="text"):
    """A paragraph with variables: ``{{on_time_rate}}``, ``{{period}}``; ``item``: an entry of a list."""

    text: Said
    text_en: Said = ""
    item: bool = False


class ComparisonBlock(_Block, frozen=True, kw_only=True, tag="comparison"):
    """A sentence per indicator, made from its figures: against the period before, and a year ago.

    ``flat``: what changes by no more than this, in percent (of a share: in points), is said to be level.
    """

    indicators: Codes
    against: Annotated[tuple[Before, ...], Meta(min_length=1, max_length=2)] = ("last", "year")
    flat: Annotated[float, Meta(ge=0, le=100)] = 0.0


class TableBlock(_Block, frozen=True, kw_only=True, tag="table"):
    """The parts of indicators side by side, best ranked by the first where ``rank``.

    ``change`` adds how the first indicator changed.
    """

    title: Said
    title_en: Said = ""
    by: By
    indicators: Codes
    grain: Literal["day", "week", "month", "quarter", "year"] = "month"
    most: Annotated[int, Meta(ge=1, le=10_000)] = 30
    rank: bool = False
    change: Before | None = None


class ChartBlock(_Block, frozen=True, kw_only=True, tag="chart"):
    """The parts of one or more indicators of one unit, drawn; by time: the ``back`` pieces up to the end."""

    title: Said
    title_en: Said = ""
    by: By
    indicators: Annotated[tuple[Code, ...], Meta(min_length=1, max_length=4)]
    grain: Literal["day", "week", "month", "quarter", "year"] = "month"
    back: Annotated[int, Meta(ge=2, le=366)] = 12
    most: Annotated[int, Meta(ge=1, le=40)] = 15
    shape: Literal["bar", "column", "line"] = "bar"


class FindingBlock(_Block, frozen=True, kw_only=True, tag="finding"):
    """现状—原因—建议 of an indicator: how it stands, which parts weigh most, and ``advice`` if it is poor."""

    indicator: Code
    by: Literal["area", "unit", "matter", "channel"] = "unit"
    most: Annotated[int, Meta(ge=1, le=10)] = 3
    advice: Said = ""
    advice_en: Said = ""


class CasesBlock(_Block, frozen=True, kw_only=True, tag="cases"):
    """A list of the cases behind an indicator, by number; not in what is for the public."""

    title: Said
    title_en: Said = ""
    indicator: Code
    side: Literal["numerator", "denominator", "rest", "missing"] = "rest"
    most: Annotated[int, Meta(ge=1, le=200)] = 20


class BreakBlock(_Block, frozen=True, kw_only=True, tag="break"):
    """What follows begins on a new page."""


AnyBlock: TypeAlias = (
    HeadingBlock
    | TextBlock
    | ComparisonBlock
    | TableBlock
    | ChartBlock
    | FindingBlock
    | CasesBlock
    | BreakBlock
)


class Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The red head: the bulletin's name, the issue, who publishes it; texts may hold variables."""

    head: Said
    head_en: Said = ""
    issue: Said = ""
    issue_en: Said = ""
    organ: Said = ""
    organ_en: Said = ""


class Template(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One version of a template; the highest version of a code is in force, older ones stay beside it.

    ``every`` is the length of its periods; ``public``: it may be published to citizens, and so names no
    cases and carries no list of questions.
    """

    code: Code
    version: Annotated[int, Meta(ge=1, le=9999)] = 1
    zh: Name
    en: Name
    every: Every
    title: Said
    title_en: Said = ""
    public: bool = False
    contents: bool = False
    cover: Head | None = None
    blocks: Annotated[tuple[AnyBlock, ...], Meta(min_length=1, max_length=200)]


class BulletinsSection(BaseModel):
    """The section ``bulletins`` of a pack: templates, checked as :class:`Template` when they are applied."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provenance: str = Field("", max_length=2000)
    templates: tuple[dict[str, Any], ...] = Field((), max_length=200)

    @field_validator("templates")
    @classmethod
    def _read(cls, templates: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
        try:
            read = [msgspec.convert(one, Template) for one in templates]
        except msgspec.ValidationError as error:
            raise ValueError(str(error)) from None  # what pydantic names with file and key
        return tuple(msgspec.to_builtins(one) for one in read)
