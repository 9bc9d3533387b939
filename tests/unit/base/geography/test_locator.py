"""The point index gives what testing every polygon would give."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.base.geography.model.areas import Area, AreaTree, City


def brute(polygons, lon, lat):
    """The lowest code whose polygon holds the point."""
    hits = [c for c, p in polygons.items() if shapely.intersects_xy(p, lon, lat)]
    return min(hits, default=None)


def tree_of(polygons, level="grid"):
    areas = [Area(code=c, name=c, level=level) for c in polygons]
    return AreaTree(City(), areas, polygons)


@st.composite
def worlds(draw):
    """Polygons that may be apart, touch, overlap or hold each other, and points near them."""
    step = draw(st.sampled_from([0.001, 0.01, 0.5]))
    corner = st.integers(0, 12)
    count = draw(st.integers(1, 8))
    polygons = {}
    for n in range(count):
        x, y, w, h = draw(corner), draw(corner), draw(st.integers(1, 6)), draw(st.integers(1, 6))
        box = shapely.box(x, y, x + w, y + h)
        if draw(st.booleans()):
            box = shapely.Polygon([(x, y), (x + w, y), (x + w / 2, y + h)])
        polygons[f"{n:015d}"] = shapely.transform(box, lambda c: c * step + (113.0, 28.0))
    place = st.integers(-2, 40).map(lambda v: v * step / 2)
    points = draw(st.lists(st.tuples(place, place), min_size=1, max_size=40))
    return polygons, [(113.0 + x, 28.0 + y) for x, y in points]


@settings(deadline=None)
@given(worlds())
def test_one_and_many_equal_the_brute_search(world):
    polygons, points = world
    tree = tree_of(polygons)
    expected = [brute(polygons, *p) for p in points]
    assert [tree.locate(*p) for p in points] == expected
    assert tree.locate_many(np.array([p[0] for p in points]), np.array([p[1] for p in points])) == expected


def test_random_points_over_a_hole_and_an_island():
    ring = shapely.Polygon(
        shapely.Point(113, 28).buffer(0.1).exterior, [shapely.Point(113, 28).buffer(0.05).exterior]
    )
    polygons = {"A": ring, "B": shapely.Point(113, 28).buffer(0.01)}
    tree = tree_of(polygons)
    rng = np.random.default_rng(7)
    lons, lats = rng.uniform(112.8, 113.2, 5000), rng.uniform(27.8, 28.2, 5000)
    found = tree.locate_many(lons, lats)
    assert found == [brute(polygons, a, b) for a, b in zip(lons, lats, strict=True)]
    assert set(found) == {"A", "B", None}


def test_the_deepest_level_wins_and_a_point_in_no_grid_gets_the_community():
    shapes = {
        "430100": shapely.box(113, 28, 114, 29),
        "430102001001": shapely.box(113.1, 28.1, 113.5, 28.5),
        "430102001001001": shapely.box(113.1, 28.1, 113.2, 28.2),
    }
    levels = {"430100": "city", "430102001001": "community", "430102001001001": "grid"}
    tree = AreaTree(City(), [Area(code=c, name=c, level=levels[c]) for c in shapes], shapes)
    lons, lats = np.array([113.15, 113.4, 113.9, 120.0]), np.array([28.15, 28.4, 28.9, 30.0])
    expected = ["430102001001001", "430102001001", "430100", None]
    assert tree.locate_many(lons, lats) == expected
    assert [tree.locate(a, b) for a, b in zip(lons, lats, strict=True)] == expected


@pytest.mark.parametrize("lon", [np.nan, np.inf, -np.inf, 1e308])
def test_what_is_no_number_is_nowhere(lon):
    tree = tree_of({"A": shapely.box(113, 28, 114, 29)})
    assert tree.locate_many(np.array([lon]), np.array([28.5])) == [None]
    assert tree.locate(lon, 28.5) is None


def test_a_city_without_polygons_places_nothing():
    tree = AreaTree(City(), [Area(code="430100", name="市", level="city")], {})
    assert tree.locate(113, 28) is None
    assert tree.locate_many(np.array([113.0]), np.array([28.0])) == [None]


def test_tree_answers_about_its_areas():
    areas = [
        Area(code="430100", name="市", level="city", grade="B"),
        Area(code="430102", name="区", level="district", parent="430100"),
        Area(code="430102001", name="街", level="street", parent="430102", grade="A"),
    ]
    tree = AreaTree(City(), areas, {})
    assert tree.path("430102001") == ("430100", "430102", "430102001")
    assert tree.name_path("430102001") == "市 / 区 / 街"
    assert tree.children("430100") == ("430102",)
    assert tree.children(None) == ("430100",)
    assert tree.subtree("430102") == {"430102", "430102001"}
    assert (tree.grade("430102001"), tree.grade("430102"), tree.grade("nowhere")) == ("A", "B", None)
    assert tree.contains("430100", "430102001")
    assert tree.contains(None, None)
    assert not tree.contains("430102", "430100")
    assert tree.path("nowhere") == ()
