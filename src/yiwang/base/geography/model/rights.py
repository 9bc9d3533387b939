"""The rights that geography guards."""

from __future__ import annotations

from yiwang.kernel.permissions import permission

CHANGE_AREAS = permission(
    "geography.change", "维护区域、网格与城市信息", "change areas, grids and the city", "admin"
)
