"""The door of the wall."""

from __future__ import annotations

from yiwang.base.wall.model.rights import SEE_WALL, SWITCH_WALL
from yiwang.base.wall.usecases.counting import sweep
from yiwang.base.wall.usecases.panels import panels
from yiwang.base.wall.usecases.screens import apply_section, scenes, screen, switch
from yiwang.base.wall.usecases.tiles import history_tile, live_tile, months

__all__ = [
    "SEE_WALL",
    "SWITCH_WALL",
    "apply_section",
    "history_tile",
    "live_tile",
    "months",
    "panels",
    "scenes",
    "screen",
    "sweep",
    "switch",
]
