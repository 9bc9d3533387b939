"""Who may propose a change, and who may decide on one."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

DRAFT_PROPOSALS = permission(
    "proposals.draft", "提出改进提案", "propose changes from analysis", "dispatcher", "supervisor", "leader"
)
DECIDE_PROPOSALS = permission(
    "proposals.decide", "审批改进提案", "decide on proposed changes", "leader", "admin"
)
