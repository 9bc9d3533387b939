"""Who may see alerts, act on them, set their rules, and declare the stage of the city."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

SEE_VITALS = permission(
    "vitals.see", "查看体征预警", "see alerts on indicators", "dispatcher", "supervisor", "assessor", "leader"
)
CLOSE_VITALS = permission(
    "vitals.close", "处理体征预警", "close an alert on an indicator", "dispatcher", "supervisor", "leader"
)
SET_VITALS = permission(
    "vitals.rules",
    "设置体征预警规则与等级标准",
    "set rules on indicators and the scale of stages",
    "supervisor",
    "leader",
)
DECLARE_STAGE = permission("vitals.stage", "发布城市运行等级", "declare the stage of the city", "leader")
