"""Polygons from outside: moved, mended when harmless, refused when a guess would move a border."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.base.geography.errors import InvalidPolygonError
from yiwang.base.geography.model.polygons import polygon_from_geojson, size_m2
from yiwang.kernel.geometry import convert, distance_m


def ring(*points):
    return {"type": "Polygon", "coordinates": [[list(p) for p in points]]}


SQUARE = ring((113, 28), (113.01, 28), (113.01, 28.01), (113, 28.01), (113, 28))


def test_size_on_the_ellipsoid():
    assert size_m2(polygon_from_geojson(SQUARE)) == pytest.approx(1_089_500, rel=1e-3)


@pytest.mark.parametrize("crs", ["gcj02", "bd09"])
def test_a_polygon_of_another_system_is_moved(crs):
    moved = polygon_from_geojson(SQUARE, crs=crs)
    for (lon, lat), given_ in zip(moved.exterior.coords, SQUARE["coordinates"][0], strict=True):
        assert distance_m(lon, lat, *convert(*given_, crs, "wgs84")) < 0.001
        assert distance_m(lon, lat, *given_) > 100


def test_rings_that_touch_themselves_are_mended():
    touching = ring((0.1, 0.1), (2, 0.1), (1, 1), (2, 2), (0.1, 2), (1, 1), (0.1, 0.1))
    shape = polygon_from_geojson(touching)
    assert shape.is_valid
    assert shape.geom_type == "MultiPolygon"


@pytest.mark.parametrize(
    "geometry",
    [
        ring((0.1, 0.1), (3, 2), (3, 0.1), (0.1, 2), (0.1, 0.1)),  # a bow tie, lopsided
        ring((113, 28), (113.01, 28)),
        ring((28, 113), (28, 114), (29, 114), (28, 113)),
        ring((4e6, 3e6), (4.1e6, 3e6), (4.1e6, 3.1e6), (4e6, 3e6)),
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": "x"},
        {"type": "Polygon", "coordinates": [[["a", "b"]]]},
        {"type": "Polygon"},
        {"type": "Point", "coordinates": [113, 28]},
        {"type": "GeometryCollection", "geometries": [SQUARE]},
        {},
        None,
        "POLYGON((0 0))",
        [],
    ],
)
def test_what_cannot_be_a_border_is_refused_by_name(geometry):
    with pytest.raises(InvalidPolygonError) as caught:
        polygon_from_geojson(geometry, field="polygon")
    assert caught.value.field == "polygon"


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=20,
)


@given(json_values)
def test_no_coordinates_break_the_reader(coordinates):
    for kind in ("Polygon", "MultiPolygon"):
        try:
            shape = polygon_from_geojson({"type": kind, "coordinates": coordinates})
        except InvalidPolygonError:
            continue
        assert shape.is_valid


def test_deep_nesting_is_refused():
    deep = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(InvalidPolygonError):
        polygon_from_geojson({"type": "Polygon", "coordinates": deep})
