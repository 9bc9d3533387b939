"""What is said of a change: by rules from two numbers, never against what is printed beside it.

A difference is taken between the numbers as they are shown, so that a reader who subtracts them finds the
same, and two numbers that look alike are level.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, TypeAlias

import msgspec

from yiwang.base.bulletins.model.figures import rounded, with_unit

Way: TypeAlias = Literal["up", "down", "level", "unknown"]
#: Amounts: their change is told in percent of what was before, not in their own unit.
_AMOUNTS = frozenset({"case", "count", "times"})
_WORDS: dict[tuple[Way, str], str] = {
    ("up", "zh"): "上升", ("down", "zh"): "下降", ("up", "en"): "up", ("down", "en"): "down",
}  # fmt: skip


class Change(msgspec.Struct, frozen=True):
    """How a value changed: which way, by how much in words, and whether that is for the better."""

    way: Way
    text: str
    better: bool | None = None


def change(
    now: float | None, then: float | None, unit: str, direction: str, language: str, flat: float = 0.0
) -> Change:
    """Return what changed from ``then`` to ``now``.

    ``flat``: a change of no more than this many percent (of a share: points) is level. ``direction`` is
    the indicator's: ``up`` if more is better, ``down`` if less is.
    """
    if now is None or then is None:
        return Change("unknown", "")
    a, b = rounded(now, unit), rounded(then, unit)
    size = _size(a, b, unit)
    if a == b or (size is not None and abs(size) <= Decimal(str(flat))):
        return Change("level", "持平" if language == "zh" else "level")
    way: Way = "up" if a > b else "down"
    better = None if direction == "none" else (way == direction)
    return Change(way, f"{_WORDS[way, language]}{_amount(a, b, unit, language)}", better)


def _size(now: Decimal, then: Decimal, unit: str) -> Decimal | None:
    """Return a change in percent, of shares in points; ``None``: from nothing there is no percentage."""
    if unit == "ratio":
        return now - then
    return None if then == 0 else (now - then) / abs(then) * 100


def _amount(now: Decimal, then: Decimal, unit: str, language: str) -> str:
    space = "" if language == "zh" else " "
    difference = abs(now - then)
    if unit == "ratio":
        return f"{space}{difference}{'个百分点' if language == 'zh' else ' percentage points'}"
    if unit in _AMOUNTS and then != 0:
        percent = (difference / abs(then) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        if percent > 0:
            return f"{space}{percent:,}%"
    return f"{space}{with_unit(f'{difference:,}', unit, language)}"


def told(found: Change, language: str) -> str:
    """Return a change with its judgement: ``上升0.2个百分点（向好）``."""
    if found.better is None:
        return found.text
    zh, en = ("向好", "better") if found.better else ("变差", "worse")
    return f"{found.text}（{zh}）" if language == "zh" else f"{found.text} ({en})"
