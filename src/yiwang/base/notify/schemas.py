"""Bodies of requests."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator


class ReadBody(BaseModel):
    """What was read: some notices by id, or all."""

    model_config = ConfigDict(extra="forbid")

    ids: Annotated[list[UUID], Field(max_length=500)] | None = None
    all: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> ReadBody:
        if (self.ids is None) == (self.all is None):
            raise ValueError("give either ids or all")
        return self
