"""Named errors of geography."""

from __future__ import annotations

from yiwang.kernel.errors import YiwangError


class InvalidPolygonError(YiwangError):
    """A geometry cannot be the polygon of an area."""

    code = "invalid_polygon"
    status = 422
    zh = "边界无效：{why_zh}"
    en = "Invalid polygon: {why_en}"


class AreaInUseError(YiwangError):
    """An area that still has others below it cannot be retired."""

    code = "area_in_use"
    status = 409
    zh = "区域“{code}”下还有 {count} 个下级区域，不能停用。"
    en = "Area {code!r} still has {count} area(s) below it and cannot be retired."
