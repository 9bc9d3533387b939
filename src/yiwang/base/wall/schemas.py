"""Request bodies of the wall."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from yiwang.base.wall.definition import Code, TurnData


class ScreenBody(BaseModel):
    """What a screen shows: a scene or the plan (``scene`` null), an area, a plan, a month of history."""

    model_config = ConfigDict(extra="forbid")

    scene: Code | None = None
    area: Annotated[str, Field(max_length=15, pattern=r"^[0-9]+$")] | None = None
    plan: Annotated[tuple[TurnData, ...], Field(max_length=24)] | None = None
    month: Annotated[str, Field(pattern=r"^(play|[0-9]{4}-(0[1-9]|1[0-2]))$")] | None = None
