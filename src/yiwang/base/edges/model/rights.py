"""Who may enrol and revoke edge nodes; who sees devices sees them."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

MANAGE = permission("edges.manage", "管理边缘节点", "manage edge nodes", "admin", "security")
