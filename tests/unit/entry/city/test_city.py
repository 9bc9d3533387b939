import filecmp
import json
import os
import subprocess
import sys

import pytest
import shapely
from numpy.random import default_rng
from shapely.geometry import shape

from yiwang.entry.city import generate, history
from yiwang.entry.city.texts import Author
from yiwang.entry.city.words import common_matters, names
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


def test_the_same_seed_gives_the_same_bytes(folder, tmp_path):
    again = generate(tmp_path / "a", seed=1)
    other = generate(tmp_path / "b", seed=2)
    files = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
    assert len(files) == 13
    assert filecmp.cmpfiles(folder, again, files, shallow=False)[0] == files
    same = filecmp.cmpfiles(folder, other, files, shallow=False)[0]
    assert same == ["indicators.yaml", "plans.yaml"]  # examples and codes name no place of a city


def test_two_processes_give_the_same_bytes(folder, tmp_path):
    """Nothing may hang on the order of a set, the hash of a text, or the time."""
    code = "import sys; from pathlib import Path; from yiwang.entry.city import generate; generate(Path(sys.argv[1]))"
    environment = os.environ | {"PYTHONHASHSEED": "77", "TZ": "America/Lima"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=environment)
    files = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
    assert filecmp.cmpfiles(folder, tmp_path / "demo-city", files, shallow=False)[0] == files


def layer(folder, name):
    found = json.loads((folder / "map" / f"{name}.geojson").read_text())["features"]
    return [f["properties"] for f in found], [shape(f["geometry"]) for f in found]


def test_the_ground_has_everything_a_city_has(folder):
    rows, _ = layer(folder, "roads")
    assert {r["class"] for r in rows} == {"motorway", "primary", "secondary", "tertiary", "local", "rail"}
    assert any(r.get("bridge") for r in rows)
    assert {r["kind"] for r in layer(folder, "water")[0]} == {"river", "lake", "canal"}
    assert {r["kind"] for r in layer(folder, "green")[0]} == {"forest", "farmland", "park", "grass"}
    assert {r["class"] for r in layer(folder, "poi")[0]} >= {
        "government",
        "hospital",
        "school",
        "bus",
        "station",
    }
    rows, shapes = layer(folder, "buildings")
    assert len(rows) > 5000
    assert all(2 < r["height"] < 250 for r in rows)
    assert max(r["height"] for r in rows) > 100
    assert all(s.is_valid for s in shapes)


def test_nobody_builds_in_the_water_and_nothing_lies_outside(folder):
    wet = shapely.union_all(layer(folder, "water")[1])
    shapely.prepare(wet)
    buildings = layer(folder, "buildings")[1]
    assert not shapely.intersects(wet, buildings).any()
    city = json.loads((folder / "areas.geojson").read_text())["features"][-1]
    outline = shape(city["geometry"])
    assert outline.buffer(1e-6).contains(shapely.union_all(buildings))


def test_the_past_is_sixty_days_of_reports_along_the_streets(folder):
    past = list(history.read(folder / "history.csv"))
    assert len(past) == 1500
    assert {p.day for p in past} == set(range(61))
    keys = [(-p.day, p.second) for p in past]
    assert keys == sorted(keys)
    rows, shapes = layer(folder, "roads")
    tree = shapely.STRtree(shapes)
    names = {r["name"] for r in rows}
    for one in past[:200]:
        if one.seen.lon is None or one.seen.lon > 118.4:
            continue
        near = tree.query(shapely.Point(one.seen.lon, one.seen.lat), predicate="dwithin", distance=0.0005)
        assert any(rows[n]["name"] in one.seen.address for n in near)
    assert any(name in past[0].seen.address for name in names)


@pytest.mark.slow
def test_a_larger_city_of_another_seed_is_sound_too(tmp_path):
    found = read(generate(tmp_path, seed=8, size="middle", reports=10))
    kinds = [item.split(":")[0] for item in found.items]
    assert kinds.count("identity/units") == 9 + 6 * (10 + 6)
    assert names()["city"]["name"] not in (tmp_path / "demo-city" / "people.yaml").read_text()


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
