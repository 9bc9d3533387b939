"""Who may see results, who contests them, and who runs the assessment."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

_WORKERS = ("agent", "dispatcher", "handler", "verifier", "supervisor", "assessor", "leader")

SEE_ASSESSMENT = permission(
    "assessment.see", "查看考核结果", "see results of assessments", *_WORKERS, "auditor"
)
APPEAL = permission("assessment.appeal", "提出考核申诉", "appeal against scores", *_WORKERS)
RUN_ASSESSMENT = permission(
    "assessment.run", "冻结、申请重开考核周期", "freeze periods, ask to open them again", "assessor", "leader"
)
DECIDE_ASSESSMENT = permission(
    "assessment.decide",
    "裁定考核申诉、批准重开",
    "decide on appeals, approve opening periods again",
    "assessor",
    "leader",
)
