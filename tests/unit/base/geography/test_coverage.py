"""Gaps, overlaps and trespasses are found with their size, and nothing else is."""

import itertools

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.base.geography.model.areas import Area, AreaTree, City
from yiwang.base.geography.model.coverage import check_coverage
from yiwang.base.geography.model.polygons import size_m2

COMMUNITY = "430102001001"
OUTLINE = shapely.box(113.0, 28.0, 113.02, 28.02)


def tree_of(grids, outline=OUTLINE):
    areas = [Area(code=COMMUNITY, name="社区", level="community")]
    areas += [Area(code=c, name=c, level="grid", parent=COMMUNITY) for c in grids]
    polygons = {c: p for c, p in grids.items() if p is not None}
    return AreaTree(City(), areas, polygons | ({COMMUNITY: outline} if outline is not None else {}))


def split(cuts, lines=None):
    """The outline cut into strips at the given longitudes."""
    edges = [113.0, *cuts, 113.02]
    return {
        f"{COMMUNITY}{n:03d}": shapely.box(a, 28.0, b, 28.02)
        for n, (a, b) in enumerate(itertools.pairwise(edges))
    }


cut_places = st.lists(st.integers(1, 19), unique=True, max_size=6).map(
    lambda v: [113 + n / 1000 for n in sorted(v)]
)


@settings(deadline=None)
@given(cut_places)
def test_a_clean_division_has_no_finding(cuts):
    assert check_coverage(tree_of(split(cuts)), "grid").findings == ()


@settings(deadline=None)
@given(cut_places.filter(lambda c: len(c) >= 2), st.data())
def test_a_missing_strip_is_a_gap_of_its_own_size(cuts, data):
    grids = split(cuts)
    gone = data.draw(st.sampled_from(sorted(grids)))
    lost = grids.pop(gone)
    (finding,) = check_coverage(tree_of(grids), "grid").findings
    assert (finding.kind, finding.parent) == ("gap", COMMUNITY)
    assert finding.area_m2 == pytest.approx(size_m2(lost), rel=1e-3)
    drawn = shapely.from_geojson(__import__("json").dumps(finding.polygon))
    assert drawn.symmetric_difference(lost).area < lost.area * 1e-3


@settings(deadline=None)
@given(cut_places.filter(lambda c: len(c) >= 1), st.data())
def test_a_widened_strip_is_an_overlap_with_its_neighbours(cuts, data):
    grids = split(cuts)
    codes = sorted(grids)
    at = data.draw(st.integers(0, len(codes) - 2))
    west, south, east, north = grids[codes[at]].bounds
    grids[codes[at]] = shapely.box(west, south, east + 0.0005, north)
    (finding,) = check_coverage(tree_of(grids), "grid").findings
    assert (finding.kind, finding.areas) == ("overlap", (codes[at], codes[at + 1]))
    assert finding.width_m == pytest.approx(47, rel=0.1)


def test_a_trespass_and_an_undrawn_grid_are_told():
    grids = split([113.01])
    grids[f"{COMMUNITY}000"] = shapely.box(112.999, 28.0, 113.01, 28.02)
    grids[f"{COMMUNITY}009"] = None
    kinds = {f.kind: f for f in check_coverage(tree_of(grids), "grid").findings}
    assert set(kinds) == {"outside", "missing"}
    assert kinds["missing"].areas == (f"{COMMUNITY}009",)
    assert kinds["outside"].area_m2 == pytest.approx(98 * 2217, rel=0.02)


def test_slivers_below_the_tolerance_are_no_fault_unless_asked_for():
    grids = split([113.01])
    west, south, east, north = grids[f"{COMMUNITY}000"].bounds
    grids[f"{COMMUNITY}000"] = shapely.box(west, south, east - 5e-7, north)  # about five centimetres
    assert check_coverage(tree_of(grids), "grid").findings == ()
    found = check_coverage(tree_of(grids), "grid", tolerance_m=0.03).findings
    assert [f.kind for f in found] == ["gap"]
    assert found[0].width_m == pytest.approx(0.05, rel=0.1)


def test_without_an_outline_only_overlaps_are_judged():
    grids = split([113.005, 113.01])
    grids.pop(f"{COMMUNITY}001")
    assert check_coverage(tree_of(grids, outline=None), "grid").findings == ()
