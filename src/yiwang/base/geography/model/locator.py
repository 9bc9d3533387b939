"""Which polygon holds a point: a raster of cells that are decided once, and exact tests for the rest.

Cells that lie wholly in one polygon, or in none, answer by one look-up. Cells that a border crosses are
split four ways a few times; those left at the finest step keep the list of polygons to test exactly. So
the answer equals that of testing every polygon, at the price of an array look-up for most points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from yiwang.kernel.geometry import Floats

_Ints = npt.NDArray[np.int32]

_COARSE = 32  # cells per side before splitting
_FINEST = 2048  # cells per side at most: 16 MB per level
_CELLS_PER_POLYGON = 200  # enough that about four points in five fall into decided cells
_OUTSIDE, _MIXED = -1, -2
_MARGIN = 1e-9  # degrees; cells are tested a little larger, so that rounding never picks a neighbour


class Locator:
    """An immutable point index over the polygons of one level; ``codes`` are sorted."""

    def __init__(self, codes: Sequence[str], polygons: Sequence[BaseGeometry]) -> None:
        order = np.argsort(np.array(codes))
        self.codes = np.array(codes, dtype=object)[order]
        self._polygons = np.array(polygons, dtype=object)[order]
        shapely.prepare(self._polygons)
        self._west, self._south, east, north = (float(v) for v in shapely.total_bounds(self._polygons))
        side = _COARSE
        while side < _FINEST and side * side < _CELLS_PER_POLYGON * len(self.codes):
            side *= 2
        self._side = side
        self._dx = max((east - self._west) / side, 1e-12)
        self._dy = max((north - self._south) / side, 1e-12)
        self._cells: _Ints = np.full((side, side), _OUTSIDE, dtype=np.int32)
        self._starts, self._counts, self._candidates = self._build(shapely.STRtree(self._polygons))

    def _boxes(self, rows: _Ints, columns: _Ints, step: int) -> npt.NDArray[np.object_]:
        west = self._west + columns * self._dx - _MARGIN
        south = self._south + rows * self._dy - _MARGIN
        return np.asarray(
            shapely.box(
                west, south, west + step * self._dx + 2 * _MARGIN, south + step * self._dy + 2 * _MARGIN
            ),
            dtype=object,
        )

    def _build(self, tree: shapely.STRtree) -> tuple[_Ints, _Ints, _Ints]:
        """Fill the raster; return where each mixed cell's candidates start, how many, and which."""
        step = self._side // _COARSE
        axis = np.arange(0, self._side, step, dtype=np.int32)
        rows, columns = (a.ravel() for a in np.meshgrid(axis, axis, indexing="ij"))
        while True:
            boxes = self._boxes(rows, columns, step)
            cell, polygon = tree.query(boxes, predicate="intersects")
            touched = np.bincount(cell, minlength=len(boxes))
            single = touched[cell] == 1
            cell1, polygon1 = cell[single], polygon[single]
            inside = shapely.covers(self._polygons[polygon1], boxes[cell1])
            self._paint(rows[cell1[inside]], columns[cell1[inside]], step, polygon1[inside])
            mixed = touched > 0
            mixed[cell1[inside]] = False
            if step == 1:
                break
            half = step // 2
            rows = np.concatenate([rows[mixed] + d for d in (0, 0, half, half)])
            columns = np.concatenate([columns[mixed] + d for d in (0, half, 0, half)])
            step = half
        return self._keep_mixed(rows, columns, mixed, cell, polygon)

    def _paint(self, rows: _Ints, columns: _Ints, step: int, values: npt.NDArray[np.intp]) -> None:
        for down in range(step):
            for right in range(step):
                self._cells[rows + down, columns + right] = values

    def _keep_mixed(
        self,
        rows: _Ints,
        columns: _Ints,
        mixed: npt.NDArray[np.bool_],
        cell: npt.NDArray[np.intp],
        polygon: npt.NDArray[np.intp],
    ) -> tuple[_Ints, _Ints, _Ints]:
        number = np.full(len(rows), -1, dtype=np.int32)
        number[mixed] = np.arange(int(mixed.sum()), dtype=np.int32)
        self._cells[rows[mixed], columns[mixed]] = _MIXED - number[mixed]
        keep = mixed[cell]
        owner, value = number[cell[keep]], polygon[keep]
        order = np.lexsort((value, owner))  # candidates by code, so that the lowest wins
        counts = np.bincount(owner, minlength=int(mixed.sum())).astype(np.int32)
        starts = (np.cumsum(counts) - counts).astype(np.int32)
        return starts, counts, value[order].astype(np.int32)

    def many(self, lons: Floats, lats: Floats) -> _Ints:
        """Return for each point the index into ``codes``, or -1 where no polygon is."""
        with np.errstate(invalid="ignore", over="ignore"):
            columns = np.floor((lons - self._west) / self._dx)
            rows = np.floor((lats - self._south) / self._dy)
            # the eastern and northern edge belong to the last cell
            known = (columns >= 0) & (columns <= self._side) & (rows >= 0) & (rows <= self._side)
        last = self._side - 1
        answer = np.full(len(lons), _OUTSIDE, dtype=np.int32)
        columns_i = np.minimum(columns[known], last).astype(np.int32)
        rows_i = np.minimum(rows[known], last).astype(np.int32)
        answer[known] = self._cells[rows_i, columns_i]
        open_ = np.flatnonzero(answer <= _MIXED)
        number = _MIXED - answer[open_]
        answer[open_] = _OUTSIDE
        turn = 0
        while len(open_):
            polygon = self._candidates[self._starts[number] + turn]
            hit = shapely.intersects_xy(self._polygons[polygon], lons[open_], lats[open_])
            answer[open_[hit]] = polygon[hit]
            turn += 1
            left = ~hit & (self._counts[number] > turn)
            open_, number = open_[left], number[left]
        return answer

    def one(self, lon: float, lat: float) -> str | None:
        """Return the code of the polygon at one point, or ``None``."""
        column = (lon - self._west) / self._dx
        row = (lat - self._south) / self._dy
        if not (0 <= column < self._side + 1 and 0 <= row < self._side + 1):
            return None
        last = self._side - 1
        value = int(self._cells[min(int(row), last), min(int(column), last)])
        if value > _MIXED:
            return None if value == _OUTSIDE else str(self.codes[value])
        number = _MIXED - value
        start = int(self._starts[number])
        for polygon in self._candidates[start : start + int(self._counts[number])]:
            if shapely.intersects_xy(self._polygons[polygon], lon, lat):
                return str(self.codes[polygon])
        return None
