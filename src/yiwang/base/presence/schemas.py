"""Request bodies of presence."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class PositionBody(BaseModel):
    """Where the phone is (WGS-84), and within how many metres it is sure."""

    model_config = ConfigDict(extra="forbid")

    lon: float
    lat: float
    accuracy_m: Annotated[float, Field(ge=0, le=1_000_000)] | None = None
