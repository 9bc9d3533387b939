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
