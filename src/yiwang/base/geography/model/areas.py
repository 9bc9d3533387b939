"""Areas, the city they belong to, and the tree that answers where a point is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from yiwang.base.geography.model.codes import LEVELS
from yiwang.base.geography.model.locator import Locator

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from yiwang.kernel.geometry import Floats


class City(msgspec.Struct, frozen=True, kw_only=True):
    """The city that this installation serves.

    ``code`` is the six-digit code that starts every case number; ``timezone`` an IANA name; ``crs`` the
    coordinate system in which neighbours send positions unless they say otherwise; ``lon``/``lat`` where
    a map opens.
    """

    code: str = "000000"
    name: str = "未设置城市"
    name_en: str = "City not set"
    timezone: str = "Asia/Shanghai"
    crs: str = "wgs84"
    lon: float | None = None
    lat: float | None = None


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """One area (区域) as it stands now.

    ``grade`` (A, B, C) is what was set on this very area; :meth:`AreaTree.grade` inherits. ``lon``/``lat``
    is a point inside the polygon, ``area_m2`` its size on the ellipsoid; all ``None`` without a polygon.
    """

    code: str
    name: str
    level: str
    parent: str | None = None
    grade: str | None = None
    lon: float | None = None
    lat: float | None = None
    area_m2: float | None = None


class AreaTree:
    """All current areas in memory, immutable, with a point index per level."""

    def __init__(self, city: City, areas: Iterable[Area], polygons: Mapping[str, BaseGeometry]) -> None:
        self.city = city
        self._areas = {area.code: area for area in sorted(areas, key=lambda a: a.code)}
        self._children: dict[str | None, list[str]] = {}
        for area in self._areas.values():
            self._children.setdefault(area.parent, []).append(area.code)
        self._paths: dict[str, tuple[str, ...]] = {}
        for code in self._areas:
            self._paths[code] = self._walk(code)
        self.polygons = dict(polygons)
        self._locators: list[tuple[str, Locator]] = []
        for level in reversed(LEVELS):
            codes = [c for c, a in self._areas.items() if a.level == level.value and c in self.polygons]
            if codes:
                self._locators.append((level.value, Locator(codes, [self.polygons[c] for c in codes])))

    def _walk(self, code: str) -> tuple[str, ...]:
        path: list[str] = []
        at: str | None = code
        while at is not None and at in self._areas and at not in path:
            path.append(at)
            at = self._areas[at].parent
        return tuple(reversed(path))

    def __len__(self) -> int:
        return len(self._areas)

    def __contains__(self, code: object) -> bool:
        return code in self._areas

    def get(self, code: str) -> Area | None:
        """Return the area with ``code``, if it is in force."""
        return self._areas.get(code)

    def all(self) -> Sequence[Area]:
        """Return all areas in force, by code."""
        return list(self._areas.values())

    def path(self, code: str) -> tuple[str, ...]:
        """Return the codes from the top down to ``code`` itself; empty if it is unknown."""
        return self._paths.get(code, ())

    def name_path(self, code: str) -> str:
        """Return the names along :meth:`path`, joined by `` / ``; the code itself if it is unknown."""
        return " / ".join(self._areas[c].name for c in self.path(code)) or code

    def children(self, code: str | None) -> tuple[str, ...]:
        """Return the codes right below ``code``, sorted; ``None`` gives the tops."""
        return tuple(self._children.get(code, ()))

    def subtree(self, code: str) -> frozenset[str]:
        """Return ``code`` and all codes below it; empty if it is unknown."""
        if code not in self._areas:
            return frozenset()
        found, queue = {code}, [code]
        while queue:
            for child in self._children.get(queue.pop(), ()):
                if child not in found:
                    found.add(child)
                    queue.append(child)
        return frozenset(found)

    def contains(self, upper: str | None, code: str | None) -> bool:
        """Tell whether ``code`` is ``upper`` or lies below it; ``upper=None`` is the whole city."""
        return upper is None or (code is not None and upper in self._paths.get(code, ()))

    def grade(self, code: str) -> str | None:
        """Return the grade of the nearest area on the path that has one (A, B, C)."""
        return next((a.grade for c in reversed(self.path(code)) if (a := self._areas[c]).grade), None)

    def locate(self, lon: float, lat: float) -> str | None:
        """Return the deepest area at the point (degrees, WGS-84), or ``None`` outside all of them.

        A point in a community but in none of its grids gives the community. On a shared border, or
        where two areas of one level overlap, the lowest code is given, always the same.
        """
        for _, locator in self._locators:
            found = locator.one(lon, lat)
            if found is not None:
                return found
        return None

    def locate_many(self, lons: Floats, lats: Floats) -> list[str | None]:
        """Return :meth:`locate` for arrays of shape ``(n,)``; about two million points a second."""
        lons, lats = np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64)
        result = np.full(len(lons), None, dtype=object)
        open_ = np.arange(len(lons))
        for _, locator in self._locators:
            if not len(open_):
                break
            hit = locator.many(lons[open_], lats[open_])
            found = hit >= 0
            result[open_[found]] = locator.codes[hit[found]]
            open_ = open_[~found]
        return result.tolist()
