"""Do the areas below one area cover it without gaps and overlaps? 网格无缝、不重叠、不越界."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import shapely
from shapely.geometry.base import BaseGeometry

from yiwang.base.geography.model.areas import AreaTree
from yiwang.base.geography.model.polygons import measure_m

#: What is smaller than both is a trace of digitising, not a fault.
TOLERANCE_M2 = 1.0
TOLERANCE_M = 0.1


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One fault of coverage.

    ``kind`` is ``gap`` (in ``parent`` but in none of its areas), ``overlap`` (in both of ``areas``),
    ``outside`` (of ``areas[0]``, but not in ``parent``) or ``missing`` (``areas[0]`` has no polygon).
    ``width_m`` is the mean width; ``polygon`` is GeoJSON on WGS-84.
    """

    kind: str
    parent: str
    areas: tuple[str, ...]
    area_m2: float
    width_m: float
    polygon: dict[str, Any] | None


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """The result of a check: how many areas were compared, and every fault, largest first."""

    parents: int
    areas: int
    tolerance_m2: float
    tolerance_m: float
    findings: tuple[Finding, ...]


def check_coverage(
    tree: AreaTree,
    level: str,
    *,
    parent: str | None = None,
    tolerance_m2: float = TOLERANCE_M2,
    tolerance_m: float = TOLERANCE_M,
) -> Coverage:
    """Compare the areas of ``level`` with the area right above them, for one ``parent`` or for all.

    A piece counts when its size exceeds ``tolerance_m2`` and its mean width ``tolerance_m``. Areas above
    without a polygon of their own are checked for overlaps only. A parent none of whose areas has a
    polygon is skipped: nobody has drawn it yet.
    """
    groups: dict[str, list[str]] = {}
    for area in tree.all():
        if area.level == level and area.parent is not None and parent in (None, area.parent):
            groups.setdefault(area.parent, []).append(area.code)
    findings: list[Finding] = []
    compared = 0
    for upper, codes in groups.items():
        drawn = [c for c in codes if c in tree.polygons]
        if not drawn:
            continue
        compared += len(drawn)
        findings += [
            Finding(kind="missing", parent=upper, areas=(c,), area_m2=0, width_m=0, polygon=None)
            for c in codes
            if c not in tree.polygons
        ]
        findings += _check_one(
            upper, tree.polygons.get(upper), drawn, tree.polygons, tolerance_m2, tolerance_m
        )
    findings.sort(key=lambda f: (-f.area_m2, f.kind, f.parent, f.areas))
    return Coverage(
        parents=len(groups),
        areas=compared,
        tolerance_m2=tolerance_m2,
        tolerance_m=tolerance_m,
        findings=tuple(findings),
    )


def _check_one(
    upper: str,
    outline: BaseGeometry | None,
    codes: Sequence[str],
    polygons: Mapping[str, BaseGeometry],
    tolerance_m2: float,
    tolerance_m: float,
) -> list[Finding]:
    # Compared in degrees, where borders are drawn: projected, a long edge bends away from the vertices
    # that a neighbour has on it. Sizes are measured on the ellipsoid.
    shapes = [polygons[c] for c in codes]
    found: list[Finding] = []

    def note(kind: str, areas: tuple[str, ...], piece: BaseGeometry) -> None:
        for part in shapely.get_parts(piece):
            if part.geom_type != "Polygon":
                continue
            size, length = measure_m(part)
            width = 2 * size / length if length else 0.0  # of a long strip: its width
            if size > tolerance_m2 and width > tolerance_m:
                drawn = shapely.to_geojson(part)
                found.append(
                    Finding(
                        kind=kind,
                        parent=upper,
                        areas=areas,
                        area_m2=round(size, 2),
                        width_m=round(width, 3),
                        polygon=msgspec.json.decode(drawn),
                    )
                )

    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    for a, b in sorted(zip(left.tolist(), right.tolist(), strict=True)):
        if a < b:
            note("overlap", (codes[a], codes[b]), shapely.intersection(shapes[a], shapes[b]))
    if outline is not None:
        note("gap", (), shapely.difference(outline, shapely.union_all(shapes)))
        for code, shape in zip(codes, shapes, strict=True):
            note("outside", (code,), shapely.difference(shape, outline))
    return found
