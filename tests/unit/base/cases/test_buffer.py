import math

import numpy as np
import pytest

from yiwang.base.cases.model.buffer import Buffer
from yiwang.kernel.errors import YiwangError
from yiwang.kernel.geometry import distance_m

LON, LAT = 118.0, 33.0


def test_around_a_point_it_is_the_distance_on_the_earth():
    buffer = Buffer("Point", [(LON, LAT)], 5000)
    places = [(LON + 0.03, LAT), (LON, LAT - 0.04), (LON - 0.02, LAT + 0.02)]
    away = buffer.distances(*np.array(places).T)
    for place, distance in zip(places, away, strict=True):
        assert distance == pytest.approx(distance_m(LON, LAT, *place), rel=0.005)
        assert buffer.holds(distance)
    assert not buffer.holds(5000.1)


def test_along_a_line_it_is_the_distance_to_its_nearest_piece():
    line = Buffer("LineString", [(LON, LAT), (LON + 0.1, LAT)], 500)
    metres = math.radians(0.004) * 6_371_008.8
    away = line.distances(np.array([LON + 0.05, LON + 0.05, LON - 0.01]), np.array([LAT + 0.004, LAT, LAT]))
    assert away[0] == pytest.approx(metres, rel=0.005)
    assert away[1] == 0
    assert away[2] == pytest.approx(distance_m(LON, LAT, LON - 0.01, LAT), rel=0.005)


def test_within_a_surface_the_distance_is_nothing():
    ring = [(LON, LAT), (LON + 0.1, LAT), (LON + 0.1, LAT + 0.1), (LON, LAT + 0.1), (LON, LAT)]
    assert Buffer("Polygon", ring, 0).distances(np.array([LON + 0.05]), np.array([LAT + 0.05]))[0] == 0


def test_the_box_holds_all_that_the_buffer_holds():
    buffer = Buffer("Point", [(LON, 60.0)], 10_000)
    west, south, east, north = buffer.box
    assert distance_m(LON, 60.0, west, 60.0) == pytest.approx(10_000, rel=0.01)
    assert distance_m(LON, 60.0, LON, north) == pytest.approx(10_000, rel=0.01)
    assert (LON - west, 60.0 - south) == (pytest.approx(east - LON), pytest.approx(north - 60.0))


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        ("Point", [(0, 0)]),
        ("Point", [(LON, 95)]),
        ("Point", [(LON, LAT), (LON, LAT)]),
        ("LineString", [(LON, LAT)]),
        ("LineString", [(LON, LAT), (LON + 3, LAT)]),
        ("Polygon", [(LON, LAT), (LON + 1, LAT), (LON, LAT)]),
        ("Circle", [(LON, LAT)]),
        ("Point", [(float("nan"), LAT)]),
    ],
)
def test_what_is_no_shape_of_a_city_is_refused(kind, points):
    with pytest.raises(YiwangError):
        Buffer(kind, points, 100)
