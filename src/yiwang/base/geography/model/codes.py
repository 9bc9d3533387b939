"""Codes of areas (区域编码): what a code's form says about its level and about its parent.

GB/T 2260 gives cities and counties six digits, GB/T 10114 adds three for streets and towns (街镇), the
statistical code adds three for communities and villages (村社), and grids (网格) carry three more.
"""

from __future__ import annotations

from collections.abc import Container
from enum import StrEnum


class Level(StrEnum):
    """The five levels, highest first."""

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    GRID = "grid"


LEVELS: tuple[Level, ...] = tuple(Level)
RANK: dict[str, int] = {level.value: rank for rank, level in enumerate(LEVELS)}
LEVEL_NAMES: dict[str, tuple[str, str]] = {
    "city": ("市", "city"),
    "district": ("区县", "district"),
    "street": ("街镇", "street or town"),
    "community": ("村社", "community"),
    "grid": ("网格", "grid"),
}
GRADES = frozenset({"A", "B", "C"})
#: Number of digits of a code at each level.
DIGITS: dict[str, int] = {"city": 6, "district": 6, "street": 9, "community": 12, "grid": 15}


def code_fits(code: str, level: str) -> bool:
    """Tell whether ``code`` has the digits that ``level`` demands."""
    return len(code) == DIGITS[level] and code.isascii() and code.isdigit()


def level_of(code: str) -> str | None:
    """Return the level that the form of ``code`` implies: six digits ending in 00 are a city."""
    if not (code.isascii() and code.isdigit()):
        return None
    if len(code) == DIGITS["city"]:
        return "city" if code.endswith("00") else "district"
    return next((level for level in ("street", "community", "grid") if DIGITS[level] == len(code)), None)


def prefix_parents(code: str, level: str) -> tuple[str, ...]:
    """Return the codes that could be the parent by prefix, nearest first.

    A level may be missing: cities without districts (直筒子市) have streets right below the city.
    """
    found: list[str] = []
    if level == "grid":
        found.append(code[:12])
    if level in ("grid", "community"):
        found.append(code[:9])
    if level in ("grid", "community", "street"):
        found.append(code[:6])
    if level != "city":
        found += [code[:4] + "00", code[:2] + "0000"]
    return tuple(dict.fromkeys(found))


def parent_of(code: str, level: str, known: Container[str]) -> str | None:
    """Return the nearest of the prefix parents that is ``known``."""
    return next((p for p in prefix_parents(code, level) if p != code and p in known), None)
