"""What roles may do with reports and lists, besides the actions that flows declare."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

REPORT = permission(
    "cases.report",
    "提交来件",
    "hand in reports",
    "agent",
    "dispatcher",
    "handler",
    "verifier",
    "supervisor",
    "leader",
    "admin",
)
SEE_REPORTS = permission(
    "cases.see_reports",
    "查看来件",
    "see reports",
    "agent",
    "dispatcher",
    "handler",
    "verifier",
    "supervisor",
    "assessor",
    "leader",
    "admin",
    "auditor",
)
SEE_CASES = permission(
    "cases.see",
    "查看案件",
    "see cases",
    "agent",
    "dispatcher",
    "handler",
    "verifier",
    "supervisor",
    "assessor",
    "leader",
    "admin",
    "auditor",
)
UNMASK = permission(
    "cases.unmask",
    "查看来电人完整信息（记录在案）",
    "see a reporter's data in full (which is recorded)",
    "agent",
    "dispatcher",
    "verifier",
    "handler",
)
EXPORT = permission(
    "cases.export",
    "导出案件清单",
    "export lists of cases",
    "dispatcher",
    "supervisor",
    "assessor",
    "leader",
    "admin",
)
SEE_QUALITY = permission(
    "cases.see_quality",
    "查看分拨质量",
    "see how well cases are dispatched",
    "dispatcher",
    "supervisor",
    "assessor",
    "leader",
    "admin",
)
SEE_NUMBERS = permission(
    "cases.see_numbers",
    "检查编号是否缺号",
    "see which case numbers are missing",
    "dispatcher",
    "supervisor",
    "assessor",
    "admin",
    "auditor",
)
JUDGE_DUPLICATES = permission(
    "cases.judge_duplicates",
    "判断案件是否重复",
    "say whether two cases are about one thing",
    "agent",
    "dispatcher",
)
IMPORT = permission(
    "cases.import",
    "导入案件和来件、撤回导入",
    "import cases and reports and take imports back",
    "dispatcher",
    "admin",
)
ERASE = permission(
    "cases.erase",
    "依法删除来电人信息（记录在案）",
    "erase a reporter's data on legal grounds (which is recorded)",
    "security",
)
