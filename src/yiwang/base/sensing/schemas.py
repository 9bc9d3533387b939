"""Bodies of requests."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class KeyBody(_Model):
    """A key that is asked for."""

    scope: Literal["device", "gateway", "product"]
    subject: Annotated[str, Field(min_length=1, max_length=64)]
    label: Annotated[str, Field(max_length=100)] = ""
    until: AwareDatetime | None = None


class ActBody(_Model):
    """A step in the life of a device."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]
    unit: Annotated[str | None, Field(max_length=60)] = None


class AskBody(_Model):
    """A request to use devices."""

    devices: Annotated[list[str], Field(min_length=1, max_length=1000)]
    purpose: Annotated[str, Field(min_length=1, max_length=500)]


class DecideBody(_Model):
    """What is decided of a request."""

    grant: bool
    reason: Annotated[str, Field(max_length=500)] = ""
    until: AwareDatetime | None = None
