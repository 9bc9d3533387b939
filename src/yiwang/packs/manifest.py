"""``pack.yaml``: what a pack says about itself."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

_PART = re.compile(r"^(>=|==|>|<|<=)?\s*(\d+\.\d+\.\d+)$")
Version = Annotated[str, Field(pattern=r"^\d{1,4}\.\d{1,4}\.\d{1,6}$")]
PackId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9\-]{1,49}$")]
#: A relative path or pattern: no part of it begins with a dot, so it cannot lead out.
Pattern = Annotated[str, Field(pattern=r"^[\w\-*][\w.\-*]*(/[\w\-*][\w.\-*]*)*$", max_length=200)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Title(_Model):
    """A title in both languages."""

    zh: Annotated[str, Field(min_length=1, max_length=100)]
    en: Annotated[str, Field(min_length=1, max_length=100)]


class Manifest(_Model):
    """The manifest. ``sections`` maps a section to its files or file patterns inside the pack."""

    id: PackId
    version: Version
    kind: Literal["scenario", "base", "overlay"] = "scenario"
    title: Title
    description: Annotated[str, Field(max_length=2000)] = ""
    owner: Annotated[str, Field(min_length=1, max_length=200)]
    licence: Annotated[str, Field(min_length=1, max_length=100)]
    needs: dict[PackId, Annotated[str, Field(pattern=r"^(>=|==|<=|>|<)?\s*\d+\.\d+\.\d+$")]] = {}
    sections: dict[Annotated[str, Field(max_length=40)], tuple[Pattern, ...]]


def version_key(version: str) -> tuple[int, ...]:
    """Return a version as numbers that compare in its order."""
    return tuple(int(part) for part in version.split("."))


def satisfies(version: str | None, demand: str) -> bool:
    """Tell whether an installed ``version`` meets a demand such as ``>=1.2.0``; bare means at least."""
    found = _PART.match(demand)
    if version is None or found is None:
        return False
    have, want = version_key(version), version_key(found[2])
    return {
        ">=": have >= want,
        "==": have == want,
        ">": have > want,
        "<": have < want,
        "<=": have <= want,
    }[found[1] or ">="]
