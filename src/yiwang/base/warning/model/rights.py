"""Who may see, write, approve and publish warnings."""

from __future__ import annotations

from yiwang.kernel.actor import ROLES
from yiwang.kernel.permissions import permission

_WORK = tuple(role for role in ROLES if role not in {"security", "auditor"})

SEE = permission("warning.see", "查看预警", "see warnings", *_WORK)
DRAFT = permission(
    "warning.draft", "起草与修改预警", "write warnings", "agent", "dispatcher", "supervisor", "admin"
)
APPROVE = permission("warning.approve", "审批预警", "approve warnings", "dispatcher", "supervisor", "leader")
PUBLISH = permission(
    "warning.publish", "发布与解除预警", "publish and lift warnings", "dispatcher", "supervisor"
)
TEMPLATES = permission(
    "warning.templates", "管理预警模板", "manage templates of warnings", "admin", "dispatcher"
)
