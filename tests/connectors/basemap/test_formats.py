import gzip
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.connectors.basemap import mvt, pmtiles
from yiwang.connectors.basemap.errors import MapFileInvalidError
from yiwang.connectors.basemap.mvt import LINE, POINT, POLYGON, Feature, Layer
from yiwang.kernel import protobuf

FRAME = pmtiles.Frame(0, 14, (118.0, 33.0, 118.1, 33.1))


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ((0, 0, 0), 0),
        ((1, 0, 0), 1),
        ((1, 0, 1), 2),
        ((1, 1, 1), 3),
        ((1, 1, 0), 4),
        ((12, 3423, 1763), 19078479),
    ],
)
def test_tile_numbers_are_those_of_the_specification(place, number):
    assert pmtiles.tile_id(*place) == number


points = st.tuples(st.integers(-200, 4300), st.integers(-200, 4300))
values = st.one_of(
    st.text(max_size=8), st.integers(-(2**40), 2**40), st.booleans(), st.floats(allow_nan=False)
)


@given(st.lists(points, min_size=2, max_size=9), st.dictionaries(st.text(max_size=4), values, max_size=4))
def test_a_line_comes_back_as_it_went(line, tags):
    (layer,) = mvt.decode(mvt.encode([Layer("roads", [Feature(LINE, [line], tags)])]))
    (one,) = layer.features
    assert (layer.name, one.kind, one.parts, one.tags) == ("roads", LINE, [line], tags)
    assert {k: type(v) for k, v in one.tags.items()} == {k: type(v) for k, v in tags.items()}


def test_polygons_with_holes_and_points_come_back():
    outer, hole = [(0, 0), (10, 0), (10, 10), (0, 10)], [(2, 2), (2, 4), (4, 4)]
    assert mvt.area2(outer) > 0 > mvt.area2(hole)
    tile = mvt.encode([
        Layer("water", [Feature(POLYGON, [outer, hole], {})]),
        Layer("empty"),
        Layer("poi", [Feature(POINT, [[(5, 6)]], {"name": "桥"})]),
    ])  # fmt: skip
    water, poi = mvt.decode(tile)
    assert water.features[0].parts == [outer, hole]
    assert poi.features[0].parts == [[(5, 6)]]
    assert [one.name for one in mvt.decode(mvt.without(tile, frozenset({"water"})))] == ["poi"]


def test_a_broken_tile_is_no_tile():
    with pytest.raises(ValueError, match="broken off"):
        mvt.decode(protobuf.field(3, b"\x0a\x05ab"))


def test_many_tiles_need_leaves_and_are_all_found_again(tmp_path):
    rng = random.Random(3)
    tiles = {(14, rng.randrange(1 << 14), rng.randrange(1 << 14)): rng.randbytes(9) for _ in range(20_000)}
    pmtiles.write(tmp_path / "m.pmtiles", tiles.items(), FRAME, {"name": "x"})
    with pmtiles.Map(tmp_path / "m.pmtiles") as opened:
        assert opened._leaves == {}
        assert not opened._root[0].run, "the test needs leaf directories"
        for place, data in tiles.items():
            assert gzip.decompress(opened.get(*place)) == data
        assert opened.get(14, 0, 0) is None
        assert opened.get(15, 0, 0) is None
        assert opened.get(3, 9, 0) is None
        assert len(list(opened.places())) == len(tiles)


def test_equal_tiles_are_stored_once(tmp_path):
    tiles = [((3, x, y), b"sea" if (x, y) != (2, 2) else b"town") for x in range(8) for y in range(8)]
    assert pmtiles.write(tmp_path / "m.pmtiles", tiles, FRAME, {}) == 2
    with pmtiles.Map(tmp_path / "m.pmtiles") as opened:
        assert all(gzip.decompress(opened.get(*place)) == data for place, data in tiles)
        assert opened.count == 64


@pytest.mark.parametrize("spoil", [lambda b: b"", lambda b: b"x" * 400, lambda b: b[:-1], lambda b: b[:100]])
def test_a_broken_file_is_refused_by_name(tmp_path, spoil):
    path = tmp_path / "m.pmtiles"
    pmtiles.write(path, [((0, 0, 0), b"x" * 50)], FRAME, {})
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(MapFileInvalidError, match=r"m\.pmtiles"):
        pmtiles.Map(path)


def test_a_failed_writing_leaves_the_old_map(tmp_path):
    path = tmp_path / "m.pmtiles"
    pmtiles.write(path, [((0, 0, 0), b"old")], FRAME, {})

    def breaking():
        yield (0, 0, 0), b"new"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        pmtiles.write(path, breaking(), FRAME, {})
    assert [p.name for p in tmp_path.iterdir()] == ["m.pmtiles"]
    with pmtiles.Map(path) as opened:
        assert gzip.decompress(opened.get(0, 0, 0)) == b"old"
