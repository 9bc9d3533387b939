"""Request bodies of identity."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

Code = Annotated[str, Field(min_length=1, max_length=64)]
Name = Annotated[str, Field(min_length=1, max_length=80)]
#: Longer than any rule allows, so that the rule's own sentence is the answer.
Secret = Annotated[str, Field(max_length=400)]
Roles = Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=10)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SessionBody(_Body):
    """Either a one-time link's secret, or name and password."""

    link: Secret | None = None
    name: Annotated[str, Field(max_length=64)] | None = None
    password: Secret | None = None

    @model_validator(mode="after")
    def _one_way(self) -> SessionBody:
        by_name = self.name is not None and self.password is not None
        if (self.link is not None) == by_name or (self.link is not None and self.name is not None):
            raise ValueError("give either link, or name and password")
        return self


class PasswordBody(_Body):
    """A new password; ``current`` may be left out after signing in by a one-time link."""

    current: Secret | None = None
    new: Secret


class UnitBody(_Body):
    """A unit to create or change."""

    name: Name
    kind: Annotated[str, Field(max_length=20)] = "department"
    parent: Code | None = None
    area: Annotated[str, Field(max_length=15)] | None = None


class PostBody(_Body):
    """A post to create or change."""

    name: Name
    unit: Code
    duty: Annotated[str, Field(max_length=2000)] = ""
    roles: Roles = []


class PersonBody(_Body):
    """A person to create or change."""

    name: Name
    unit: Code
    posts: Annotated[list[Code], Field(max_length=20)] = []
    phone: Annotated[str, Field(max_length=40)] = ""
    email: Annotated[str, Field(max_length=120)] = ""


class AccountBody(_Body):
    """An account to create or change; ``person`` is a staff number."""

    roles: Annotated[list[Annotated[str, Field(max_length=20)]], Field(min_length=1, max_length=10)]
    person: Code | None = None
    unit: Code | None = None
    area: Annotated[str, Field(max_length=15)] | None = None


class TokenBody(_Body):
    """A bearer token to create."""

    role: Annotated[str, Field(max_length=20)]
    unit: Code | None = None
    area: Annotated[str, Field(max_length=15)] | None = None
    person: Code | None = None
    label: Annotated[str, Field(max_length=80)] = ""
    days: Annotated[int, Field(ge=1, le=3650)] = 365
