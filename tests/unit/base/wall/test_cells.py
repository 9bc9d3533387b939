"""Points, tiles and keys."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.wall.model import cells

COLUMN = st.integers(0, (1 << cells.BITS) - 1)
LON = st.floats(-179.99, 179.99)
LAT = st.floats(-85, 85)


@given(COLUMN, COLUMN)
def test_a_key_gives_its_column_and_row_back(column: int, row: int) -> None:
    assert cells.unmorton(cells.morton(column, row)) == (column, row)


@given(LON, LAT)
def test_the_middle_of_a_cell_is_within_a_metre_of_the_point(lon: float, lat: float) -> None:
    found = cells.centre(cells.BITS, cells.place(lon, lat))
    assert math.isclose(found[0], lon, abs_tol=1e-5)
    assert math.isclose(found[1], lat, abs_tol=1e-5)


@given(LON, LAT, st.integers(0, 20), st.integers(0, 6))
def test_a_point_lies_in_the_span_of_its_tile_and_of_no_neighbour(
    lon: float, lat: float, zoom: int, finer: int
) -> None:
    key = cells.place(lon, lat)
    level = zoom + finer
    cell = cells.up(key, level)
    tile = cells.Tile(zoom, *cells.unmorton(cells.up(key, zoom)))
    first, end = tile.span(level)
    assert first <= cell < end
    column, row = tile.inside(level, cell)
    assert 0 <= column < 1 << finer
    assert 0 <= row < 1 << finer


def test_a_known_point_falls_into_the_known_tile() -> None:
    # 120.0° E 30.0° N at zoom 10: x = (120 + 180) / 360 · 1024 = 853.3; y by the Mercator formula 422.7
    assert cells.unmorton(cells.up(cells.place(120.0, 30.0), 10)) == (853, 422)
    assert not cells.Tile(3, 8, 0).is_known
