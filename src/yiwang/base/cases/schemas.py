"""Bodies of requests that are not reports or actions."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

QueryKey = Annotated[str, Field(pattern=r"^[a-z_]{1,20}$")]
ListColumn = Annotated[str, Field(pattern=r"^[a-z_]{1,20}$")]


class Unmasking(BaseModel):
    """Why somebody needs to see a reporter's data."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(min_length=2, max_length=200)]


class SavedViewBody(BaseModel):
    """A list of cases to come back to: its name, filters, columns, and whether the unit shares it."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=40)]
    query: Annotated[dict[QueryKey, Annotated[str, Field(max_length=1000)]], Field(max_length=20)]
    columns: Annotated[list[ListColumn], Field(min_length=1, max_length=20)]
    shared: bool = False
