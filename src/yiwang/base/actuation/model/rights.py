"""Who may tell devices what to do; which devices, the reach in sensing says."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

CALL = permission(
    "actuation.call", "操作设备", "tell devices what to do", "dispatcher", "handler", "leader", "admin"
)
CONFIRM = permission(
    "actuation.confirm",
    "确认危险的设备指令",
    "confirm dangerous commands to devices",
    "dispatcher",
    "supervisor",
    "leader",
    "admin",
)
