import filecmp
import json

import pytest
import shapely
from numpy.random import default_rng
from shapely.geometry import shape

from yiwang.entry.demo.city import generate
from yiwang.entry.demo.texts import Author
from yiwang.entry.demo.words import common_matters, names
from yiwang.packs.reader import read


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return generate(tmp_path_factory.mktemp("city"), seed=1)


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_areas_tile_without_gap_or_overlap(tmp_path, seed):
    data = json.loads((generate(tmp_path, seed=seed) / "areas.geojson").read_text())
    levels: dict[int, list] = {}
    for feature in data["features"]:
        code = feature["properties"]["code"]
        levels.setdefault(4 if code.endswith("00") and len(code) == 6 else len(code), []).append(
            shape(feature["geometry"])
        )
    assert {k: len(v) for k, v in levels.items()} == {4: 1, 6: 3, 9: 9, 12: 27, 15: 160}
    whole = levels[4][0]
    assert not whole.interiors
    for shapes in levels.values():
        assert shapely.coverage_is_valid(shapes)
        assert shapely.union_all(shapes).equals(whole)


def test_the_same_seed_gives_the_same_city(folder, tmp_path):
    again = generate(tmp_path / "a", seed=1)
    other = generate(tmp_path / "b", seed=2)
    files = sorted(p.name for p in folder.iterdir())
    assert filecmp.cmpfiles(folder, again, files, shallow=False)[0] == files
    assert not filecmp.cmp(folder / "areas.geojson", other / "areas.geojson", shallow=False)


def test_the_city_is_a_sound_pack_of_a_plausible_size(folder):
    found = read(folder)
    kinds = [item.split(":")[0] for item in found.items]
    assert kinds.count("identity/units") == 48
    assert kinds.count("identity/persons") > 100
    assert sum(k.startswith("responsibilities/") for k in kinds) == 3 * (len(common_matters()) + 3)


def test_people_and_places_are_invented(folder):
    persons = found = read(folder).sections["identity"][0].persons
    assert found
    assert all(p.phone.startswith("199") for p in persons)
    assert names()["city"]["code"].startswith("9999")


def test_texts_name_place_and_matter_and_are_the_same_for_a_seed():
    grids = [(shapely.box(118, 33, 118.01, 33.01), "澜山区")]
    first = [Author(grids, default_rng(5)).sighting() for _ in range(2)]
    assert first[0] == first[1]
    author = Author(grids, default_rng(6))
    made = [author.sighting() for _ in range(400)]
    assert len({s.text for s in made}) > 390
    assert all(s.address in s.text for s in made)
    assert {s.channel for s in made} >= {"hotline", "grid", "app"}
    assert 0 < sum(s.matter is None for s in made) < 40
    assert all((s.name is None) == (s.channel not in ("hotline", "app", "web")) for s in made)
