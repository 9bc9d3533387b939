"""Levels of alarms, 蓝黄橙红: the colours of public warnings in China, low to high."""

from __future__ import annotations

from typing import Final, Literal

Level = Literal["blue", "yellow", "orange", "red"]

#: Level → (rank, Chinese, English). Rank 0 is no alarm.
LEVELS: Final[dict[str, tuple[int, str, str]]] = {
    "blue": (1, "蓝色（Ⅳ级）", "blue (IV)"),
    "yellow": (2, "黄色（Ⅲ级）", "yellow (III)"),
    "orange": (3, "橙色（Ⅱ级）", "orange (II)"),
    "red": (4, "红色（Ⅰ级）", "red (I)"),
}
NAMES: Final = (None, *LEVELS)


def rank(level: str | None) -> int:
    """Return 1 for blue … 4 for red, 0 for no level."""
    return 0 if level is None else LEVELS[level][0]
