"""Who may see figures, bring them in, and define them."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

SEE_INDICATORS = permission(
    "indicators.see",
    "查看指标",
    "see indicators",
    "dispatcher",
    "supervisor",
    "assessor",
    "leader",
    "handler",
)
ENTER_FIGURES = permission(
    "indicators.enter",
    "填报本单位的数据",
    "hand in the figures of one's unit",
    "dispatcher",
    "supervisor",
    "assessor",
    "handler",
    "verifier",
)
MANAGE_FIGURES = permission(
    "indicators.manage",
    "管理指标和数据来源",
    "manage indicators and their sources",
    "assessor",
)
