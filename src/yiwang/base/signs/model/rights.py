"""Who may see topics and signs, and who may close a sign."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

SEE_SIGNS = permission(
    "signs.see", "查看热点与苗头", "see topics and signs", "dispatcher", "supervisor", "leader", "assessor"
)
CLOSE_SIGNS = permission(
    "signs.close", "处理苗头预警", "close a sign with a result", "dispatcher", "supervisor", "leader"
)
SET_LIMITS = permission("signs.limits", "设置苗头预警的界限", "set limits of signs", "supervisor", "leader")
