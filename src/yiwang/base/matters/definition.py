"""The pack sections ``matters`` and ``responsibilities``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Key = Annotated[str, Field(pattern=r"^(matter|component):[0-9A-Za-z.\-]{1,32}$")]
Code = Annotated[str, Field(pattern=r"^[0-9A-Za-z.\-]{1,32}$")]
Clock = Annotated[str, Field(pattern=r"^[a-z]{2,20}(\.[a-z_]{1,20})?$")]
Grade = Literal["A", "B", "C", "*"]
Line = Annotated[str, Field(max_length=200)]
Paragraph = Annotated[str, Field(max_length=2000)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LimitData(_Model):
    """An amount of time and the unit it is counted in."""

    amount: Annotated[float, Field(gt=0, le=10_000)]
    unit: Literal["work_hour", "urgent_hour", "work_day", "natural_day", "natural_hour"]


LimitsData = dict[Clock, dict[Grade, LimitData]]


class AnswerData(_Model):
    """One answer that may be chosen."""

    key: Annotated[str, Field(min_length=1, max_length=60)]
    name: Annotated[str, Field(min_length=1, max_length=100)]


class QuestionData(_Model):
    """What is asked of who reports this matter, beyond text and place (Open311: an attribute)."""

    code: Annotated[str, Field(pattern=r"^[0-9A-Za-z_.\-]{1,40}$")]
    label: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Literal["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"] = "string"
    required: bool = False
    hint: Line = ""
    answers: tuple[AnswerData, ...] = ()

    @model_validator(mode="after")
    def _lists_have_answers(self) -> Self:
        if self.kind.endswith("list") != bool(self.answers):
            raise ValueError(f"questions.{self.code}: lists, and only lists, have answers")
        return self


class MatterData(_Model):
    """An entry of the catalogue. Without ``parent`` it is a class (大类); ``leaf`` entries hold cases."""

    kind: Literal["matter", "component"]
    code: Code
    name: Annotated[str, Field(min_length=1, max_length=100)]
    parent: Code | None = None
    leaf: bool = True
    scope_area: Annotated[str, Field(pattern=r"^\d{6,15}$")] | None = None
    urgency: Annotated[int, Field(ge=1, le=3)] = 1
    dispatch_mode: Literal["manual", "auto", "smart", "assisted"] = "smart"
    filing_standard: Paragraph = ""
    closing_standard: Paragraph = ""
    evidence_required: bool = False
    limits: LimitsData = {}
    synonyms: tuple[Annotated[str, Field(min_length=1, max_length=40)], ...] = ()
    questions: Annotated[tuple[QuestionData, ...], Field(max_length=30)] = ()
    status: Literal["draft", "published", "retired"] = "published"


class MappingData(_Model):
    """What the codes of one ``source`` mean; ``extends`` takes over the codes of another one."""

    source: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.\-]{0,39}$")]
    title: Line = ""
    extends: str | None = None
    codes: dict[Annotated[str, Field(min_length=1, max_length=100)], Key] = {}


class MattersSection(_Model):
    """The section ``matters``: entries, mappings, and where the list comes from."""

    provenance: Annotated[str, Field(min_length=1, max_length=2000)]
    entries: tuple[MatterData, ...] = ()
    mappings: tuple[MappingData, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        keys = [f"{e.kind}:{e.code}" for e in self.entries]
        twice = {k for k in keys if keys.count(k) > 1} if len(set(keys)) < len(keys) else set()
        if twice:
            raise ValueError(f"entries: named twice: {', '.join(sorted(twice))}")
        sources = {m.source for m in self.mappings}
        for mapping in self.mappings:
            if mapping.extends is not None and mapping.extends not in sources:
                raise ValueError(f"mappings.{mapping.source}.extends: unknown: {mapping.extends}")
        return self


class ResponsibilityData(_Model):
    """An entry of the responsibility list as a pack brings it: it is approved with the pack."""

    matter: Key
    area: Annotated[str, Field(pattern=r"^\d{6,15}$")]
    lead_unit: Annotated[str, Field(min_length=1, max_length=40)]
    assist_units: tuple[Annotated[str, Field(min_length=1, max_length=40)], ...] = ()
    scene: Line = ""
    limits: LimitsData = {}
    duty_type: Line = ""
    legal_basis: Paragraph = ""
    filing_standard: Paragraph = ""
    closing_standard: Paragraph = ""
    evidence_required: bool | None = None
    valid_from: date
    valid_to: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("valid_to must be after valid_from")
        return self


class ResponsibilitiesSection(_Model):
    """The section ``responsibilities`` of an overlay."""

    change_basis: Annotated[str, Field(min_length=1, max_length=500)]
    entries: tuple[ResponsibilityData, ...]
