"""Who may see figures."""

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
