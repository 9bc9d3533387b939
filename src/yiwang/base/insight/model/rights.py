"""Who may look into how work goes."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

SEE_INSIGHT = permission(
    "insight.see", "查看流程分析", "see how work goes", "dispatcher", "supervisor", "leader"
)
