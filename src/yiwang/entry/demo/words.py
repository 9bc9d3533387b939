"""The words of the fictional city, from data files beside this one."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from yiwang.packs import yaml12


@cache
def _load(name: str) -> Any:
    return yaml12.load((resources.files("yiwang.entry.demo") / "data" / name).read_text("utf-8"))


def names() -> dict[str, Any]:
    """Return names of areas, roads, units and people, and phrases for handling."""
    found: dict[str, Any] = _load("names.yaml")
    return found


def common_matters() -> list[dict[str, Any]]:
    """Return the commonest matters: share, department, limits, what people say."""
    found: list[dict[str, Any]] = _load("matters.yaml")
    return found
