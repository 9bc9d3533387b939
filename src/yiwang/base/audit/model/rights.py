"""What roles may do with the security audit trail (三员分立: only the auditor sees it)."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

SEE_TRAIL = permission("audit.see", "查看安全审计记录", "see the security audit trail", "auditor")
