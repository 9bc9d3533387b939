"""The pack section ``stations``: boards of a theme, their groups of stations and guard levels."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

Code: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.\-]{0,39}$")]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=40)]
Level: TypeAlias = Literal["blue", "yellow", "orange", "red"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Select(_Model):
    """Which devices are stations of a group: all that is said must hold."""

    product: Annotated[str | None, Field(max_length=60)] = None
    tags: Annotated[tuple[Annotated[str, Field(max_length=100)], ...], Field(max_length=10)] = ()


class Guard(_Model):
    """A limit: the device's own (its attribute), else ``otherwise``; without both the station has none.

    ``hours``: of a sum, over which window it counts.
    """

    zh: Name
    en: Name
    level: Level
    attribute: Annotated[str | None, Field(max_length=60)] = None
    otherwise: float | None = None
    hours: Annotated[int | None, Field(ge=1, le=24)] = None


class Group(_Model):
    """Stations that are read alike. ``trend_minutes``: over which time a rise or fall is told."""

    code: Code
    zh: Name
    en: Name
    select: Select
    kind: Literal["level", "sum", "state"] = "level"
    property: Annotated[str, Field(min_length=1, max_length=60)]
    unit_zh: Annotated[str, Field(max_length=20)] = ""
    guards: Annotated[tuple[Guard, ...], Field(max_length=8)] = ()
    windows: Annotated[tuple[Annotated[int, Field(ge=1, le=24)], ...], Field(max_length=6)] = ()
    trend_minutes: Annotated[int, Field(ge=15, le=1440)] = 60

    @model_validator(mode="after")
    def _fits(self) -> Group:
        for guard in self.guards:
            if (guard.hours is not None) != (self.kind == "sum"):
                raise ValueError("a guard has hours where the group is a sum, and only there")
            if guard.hours is not None and guard.hours not in self.windows:
                raise ValueError(f"no window of {guard.hours} hours")
        if (self.kind == "sum") != bool(self.windows):
            raise ValueError("a sum has windows, other kinds have none")
        return self


class Response(_Model):
    """Which plan answers a level; ``response`` is its level of response, 4 (Ⅳ) to 1 (Ⅰ)."""

    level: Level
    response: Annotated[int, Field(ge=1, le=4)]
    plan: Annotated[str | None, Field(max_length=60)] = None


class Board(_Model):
    """A theme."""

    code: Code
    zh: Name
    en: Name
    groups: Annotated[tuple[Group, ...], Field(min_length=1, max_length=12)]
    responses: Annotated[tuple[Response, ...], Field(max_length=4)] = ()


class StationsSection(_Model):
    """The section ``stations``."""

    boards: Annotated[tuple[Board, ...], Field(max_length=12)] = ()
