"""Bodies of requests about matters."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from yiwang.base.matters.definition import Key, MatterData, ResponsibilityData


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class MatterBody(MatterData):
    """A new entry of the catalogue, or a new version of one."""


class StatusBody(_Body):
    """Publish or retire an entry."""

    status: Literal["draft", "published", "retired"]


class MappingBody(_Body):
    """What a foreign code means."""

    source: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.\-]{0,39}$")]
    code: Annotated[str, Field(min_length=1, max_length=100)]
    matter: Key


class ResponsibilityBody(ResponsibilityData):
    """The draft of a responsibility entry and the basis of the change."""

    change_basis: Annotated[str, Field(min_length=1, max_length=500)]


class EndBody(_Body):
    """From which day an entry no longer holds."""

    valid_to: date
