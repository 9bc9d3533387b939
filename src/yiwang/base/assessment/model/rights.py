"""Who may see results, and who runs the assessment."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

SEE_ASSESSMENT = permission(
    "assessment.see",
    "查看考核结果",
    "see results of assessments",
    "agent",
    "dispatcher",
    "handler",
    "verifier",
    "supervisor",
    "assessor",
    "leader",
    "auditor",
)
RUN_ASSESSMENT = permission(
    "assessment.run", "冻结、申请重开考核周期", "freeze periods, ask to open them again", "assessor", "leader"
)
