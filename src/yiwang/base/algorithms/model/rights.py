"""Who may see models, and who may switch them."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

SEE = permission(
    "algorithms.see",
    "查看算法模型",
    "see models",
    "dispatcher",
    "supervisor",
    "assessor",
    "leader",
    "admin",
    "auditor",
)
PUBLISH = permission(
    "algorithms.publish",
    "发布、停用和回退算法模型（记录在案）",
    "publish, retire and roll back models (which is recorded)",
    "supervisor",
    "admin",
)
CALL = permission(
    "algorithms.call",
    "调用算法服务（计量）",
    "call models (which is metered)",
    "agent",
    "dispatcher",
    "supervisor",
    "assessor",
    "admin",
)
LIMIT = permission(
    "algorithms.limit",
    "登记外部算法、设置调用上限与价格",
    "register outside models, set limits and prices of calls",
    "admin",
)
