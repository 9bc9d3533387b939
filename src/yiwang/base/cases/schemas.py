"""Bodies of requests that are not reports or actions."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Unmasking(BaseModel):
    """Why somebody needs to see a reporter's data."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(min_length=2, max_length=200)]
