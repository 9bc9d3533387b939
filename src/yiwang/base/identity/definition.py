"""The pack section ``identity``: units, posts, persons and accounts, as an overlay brings them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(min_length=1, max_length=64)]
Name = Annotated[str, Field(min_length=1, max_length=100)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class UnitData(_Model):
    """A unit (单位)."""

    code: Code
    name: Name
    kind: Code = "department"
    parent: Code | None = None
    area: Code | None = None


class PostData(_Model):
    """A post (岗位) and the roles that hang on it."""

    code: Code
    name: Name
    unit: Code
    duty: Annotated[str, Field(max_length=500)] = ""
    roles: tuple[Code, ...] = ()


class PersonData(_Model):
    """A person; a demo's persons are invented."""

    code: Code
    name: Name
    unit: Code
    posts: tuple[Code, ...] = ()
    phone: Annotated[str, Field(max_length=40)] = ""
    email: Annotated[str, Field(max_length=200)] = ""


class AccountData(_Model):
    """An account; it has no password: its owner signs in by a one-time link."""

    name: Code
    roles: tuple[Code, ...]
    person: Code | None = None
    unit: Code | None = None
    area: Code | None = None


class IdentitySection(_Model):
    """The section ``identity``."""

    units: tuple[UnitData, ...] = ()
    posts: tuple[PostData, ...] = ()
    persons: tuple[PersonData, ...] = ()
    accounts: tuple[AccountData, ...] = ()
