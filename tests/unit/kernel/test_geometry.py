"""Coordinate systems, distances and what counts as a coordinate."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.kernel.geometry import (
    InvalidCoordinateError,
    UnknownCrsError,
    check_position,
    convert,
    convert_many,
    distance_m,
    distances_m,
    parse_point,
)

in_china = st.tuples(st.floats(73.5, 135.0), st.floats(3.9, 53.5))
systems = st.sampled_from(["wgs84", "gcj02", "bd09"])


@given(in_china, systems, systems)
def test_there_and_back_is_the_same_place(place, there, back):
    moved = convert(*convert(*place, back, there), there, back)
    assert distance_m(*place, *moved) < 0.001


@given(in_china, systems, systems, systems)
def test_the_way_does_not_matter(place, first, over, last):
    direct = convert(*place, first, last)
    around = convert(*convert(*place, first, over), over, last)
    assert distance_m(*direct, *around) < 0.001


@given(in_china)
def test_the_shift_in_china_is_some_hundred_metres(place):
    assert 10 < distance_m(*place, *convert(*place, "wgs84", "gcj02")) < 1500
    assert 500 < distance_m(*place, *convert(*place, "gcj02", "bd09")) < 1500


# The points of the test suites of the open projects eviltransform and coordtransform.
@pytest.mark.parametrize(
    ("start", "goal", "place", "expected"),
    [
        ("wgs84", "gcj02", (121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ("wgs84", "gcj02", (113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ("gcj02", "bd09", (116.404, 39.915), (116.41036949371029, 39.92133699351021)),
    ],
)
def test_known_pairs(start, goal, place, expected):
    assert convert(*place, start, goal) == pytest.approx(expected, abs=1e-9)


def test_outside_china_gcj02_is_wgs84():
    assert convert(-71.06, 42.36, "wgs84", "gcj02") == (-71.06, 42.36)
    assert convert(-71.06, 42.36, "gcj02", "wgs84") == (-71.06, 42.36)


@given(st.lists(in_china, min_size=1, max_size=30), systems, systems)
def test_vector_equals_scalar(places, start, goal):
    lons, lats = convert_many(np.array([p[0] for p in places]), np.array([p[1] for p in places]), start, goal)
    assert list(zip(lons.tolist(), lats.tolist(), strict=True)) == [
        pytest.approx(convert(*p, start, goal), abs=1e-12) for p in places
    ]


def test_cgcs2000_counts_as_wgs84_and_nonsense_is_named():
    assert convert(113.0, 28.0, "CGCS2000", "WGS-84") == (113.0, 28.0)
    with pytest.raises(UnknownCrsError):
        convert(113.0, 28.0, "epsg:4490", "wgs84")


anywhere = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(anywhere, anywhere)
def test_distance_is_symmetric_and_bounded(a, b):
    there = distance_m(*a, *b)
    assert 0 <= there <= math.pi * 6_371_008.8 + 1
    assert there == pytest.approx(distance_m(*b, *a), abs=1e-3)
    assert distances_m(*a, np.array([b[0]]), np.array([b[1]]))[0] == pytest.approx(there, abs=1e-3)


def test_one_degree_of_latitude():
    assert distance_m(113, 28, 113, 29) == pytest.approx(111_195, rel=1e-4)


@pytest.mark.parametrize(
    ("lon", "lat"), [(math.nan, 1), (1, math.inf), (181, 0), (0, 91), (28.2, 113.0), (0, 0), (-180.001, 3)]
)
def test_impossible_positions_are_refused(lon, lat):
    with pytest.raises(InvalidCoordinateError):
        check_position(lon, lat, field="lon")


def test_swapped_positions_are_hinted_at():
    with pytest.raises(InvalidCoordinateError) as caught:
        check_position(28.2, 113.0)
    assert "写反" in caught.value.sentence("zh")
    assert "swapped" in caught.value.sentence("en")


@given(anywhere.filter(lambda p: (round(p[0], 6), round(p[1], 6)) != (0, 0)))
def test_a_printed_point_is_read_back(place):
    lon, lat = place
    assert parse_point(f"({lat:.6f}, {lon:.6f})") == pytest.approx((lon, lat), abs=1e-6)
    assert parse_point(f"{lon:.6f} {lat:.6f}", "lon,lat") == pytest.approx((lon, lat), abs=1e-6)
    assert parse_point(f"POINT ({lon:.6f} {lat:.6f})") == pytest.approx((lon, lat), abs=1e-6)


@pytest.mark.parametrize(
    "text", ["", "(1)", "(1, 2, 3)", "(a, b)", "(1e400, 2)", "(NaN, NaN)", "１, x", "(99, 200)"]
)
def test_what_is_no_point_is_refused(text):
    with pytest.raises(InvalidCoordinateError):
        parse_point(text)
