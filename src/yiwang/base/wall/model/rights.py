"""Who may look at the wall, and who may switch it."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

SEE_WALL = permission("wall.see", "查看大屏", "see the wall", "dispatcher", "supervisor", "leader")
SWITCH_WALL = permission(
    "wall.switch", "切换大屏画面", "switch what a wall shows", "dispatcher", "supervisor", "leader"
)
