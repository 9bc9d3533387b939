import json

import numpy as np
import pytest
import shapely
from tests.connectors.basemap.conftest import LAT, LON, drawn, feature, pbf, square, write

from yiwang.connectors.basemap import export, pmtiles
from yiwang.connectors.basemap.build import Source, build
from yiwang.connectors.basemap.errors import MapLayerUnknownError, MapSourceError
from yiwang.connectors.basemap.sources import Reading
from yiwang.kernel.geometry import convert_many, distance_m


def made(sources, out, **options):
    return build([Source(path) for path in sources], out, **options)


def test_every_layer_comes_back_with_its_tags(sources, tmp_path):
    summary = made(sources, tmp_path / "m.pmtiles")
    assert summary.features == {
        "areas": 1, "buildings": 2, "green": 1, "grids": 1, "poi": 1, "roads": 1, "water": 1
    }  # fmt: skip
    found = drawn(tmp_path / "m.pmtiles")
    assert {tags["name"] for tags, _ in found["roads"]} == {"临江路"}
    assert all(tags["class"] == "primary" for tags, _ in found["roads"])
    assert {(t["height"], t.get("floors")) for t, _ in found["buildings"]} == {(45.5, None), (18.0, 6)}
    assert {tags["kind"] for tags, _ in found["water"]} == {"lake"}
    assert {tags["level"] for tags, _ in found["areas"]} == {"district"}
    assert found["poi"][0][0] == {"name": "人民医院", "class": "hospital", "rank": 1}


def test_named_places_lie_in_a_list_beside_the_map(sources, tmp_path):
    summary = made(sources, tmp_path / "m.pmtiles")
    lines = [json.loads(line) for line in (tmp_path / "m.places.jsonl").read_text("utf-8").splitlines()]
    assert summary.places == len(lines)
    assert {(one["name"], one["kind"]) for one in lines} >= {
        ("临江路", "road"),
        ("人民医院", "hospital"),
        ("钟楼", "building"),
    }
    assert not [one for one in lines if one["kind"] in ("area", "grid")]
    hospital = next(one for one in lines if one["kind"] == "hospital")
    assert (hospital["lon"], hospital["lat"], hospital["rank"]) == (LON, LAT, 1)
    made(
        [
            write(
                tmp_path / "roads.geojson",
                feature("LineString", [[LON, LAT], [LON + 0.03, LAT]], highway="primary"),
            )
        ],
        tmp_path / "m.pmtiles",
    )
    assert (tmp_path / "m.places.jsonl").read_text() == ""


def test_a_long_road_is_listed_where_it_passes(tmp_path):
    ways = [
        feature(
            "LineString",
            [[LON + i * 0.01, LAT], [LON + i * 0.01 + 0.009, LAT]],
            highway="primary",
            name="长路",
        )
        for i in range(4)
    ]
    made([write(tmp_path / "roads.geojson", *ways)], tmp_path / "m.pmtiles")
    apart = len((tmp_path / "m.places.jsonl").read_text("utf-8").splitlines())
    whole = feature("LineString", [[LON, LAT], [LON + 0.039, LAT]], highway="primary", name="长路")
    made([write(tmp_path / "roads.geojson", whole)], tmp_path / "m.pmtiles")
    assert len((tmp_path / "m.places.jsonl").read_text("utf-8").splitlines()) == apart >= 4


def test_where_roads_of_two_names_cross_there_is_a_crossing(tmp_path):
    def road(name, *points):
        return feature("LineString", [list(p) for p in points], highway="primary", name=name)

    ways = [
        road("人民路", (LON, LAT), (LON + 0.01, LAT)),
        road("人民路", (LON, LAT + 0.0002), (LON + 0.01, LAT + 0.0002)),  # the other carriageway
        road("科创路", (LON + 0.0051, LAT - 0.005), (LON + 0.0051, LAT + 0.005)),
        road("科创路", (LON + 0.0051, LAT + 0.005), (LON + 0.0051, LAT + 0.009)),
        road("远路", (LON + 0.05, LAT), (LON + 0.06, LAT)),
    ]
    made([write(tmp_path / "roads.geojson", *ways)], tmp_path / "m.pmtiles")
    lines = [json.loads(line) for line in (tmp_path / "m.places.jsonl").read_text("utf-8").splitlines()]
    (crossing,) = [one for one in lines if one["kind"] == "crossing"]
    assert crossing["name"] == "人民路与科创路路口"
    assert crossing["lon"] == pytest.approx(LON + 0.0051)
    assert crossing["lat"] == pytest.approx(LAT, abs=0.0003)


def test_coordinates_stay_within_a_metre(sources, tmp_path):
    made(sources, tmp_path / "m.pmtiles")
    found = drawn(tmp_path / "m.pmtiles")
    tower = next(parts[0] for tags, parts in found["buildings"] if tags.get("name") == "钟楼")
    corners = [(LON + 0.001 + dx, LAT + 0.001 + dy) for dx in (0, 0.0004) for dy in (0, 0.0004)]
    for corner in corners:
        assert min(distance_m(*corner, *point) for point in tower) < 1
    put_in = [(LON - 0.02 + 0.001 * i, LAT + 0.0003 * (i % 3)) for i in range(40)]
    road = [point for _, parts in found["roads"] for part in parts for point in part]
    assert all(min(distance_m(*p, *q) for q in road) < 1 for p in put_in)
    (spot,) = (parts[0][0] for _, parts in found["poi"])
    assert distance_m(LON, LAT, *spot) < 1


def test_the_same_sources_give_the_same_bytes(sources, tmp_path):
    made(sources, tmp_path / "a.pmtiles")
    made(sources, tmp_path / "b.pmtiles")
    assert (tmp_path / "a.pmtiles").read_bytes() == (tmp_path / "b.pmtiles").read_bytes()


def test_roads_of_low_rank_wait_for_a_closer_look(tmp_path):
    lane = feature("LineString", [[LON, LAT], [LON + 0.01, LAT]], highway="residential")
    main = feature("LineString", [[LON, LAT], [LON, LAT + 0.01]], highway="primary")
    made([write(tmp_path / "roads.geojson", lane, main)], tmp_path / "m.pmtiles")
    assert {t["class"] for t, _ in drawn(tmp_path / "m.pmtiles", 10)["roads"]} == {"primary"}
    assert {t["class"] for t, _ in drawn(tmp_path / "m.pmtiles", 14)["roads"]} == {"primary", "local"}


def test_a_surface_across_tiles_keeps_its_size_and_its_hole(tmp_path):
    outer, hole = square(LON, LAT, 0.08)[0], square(LON + 0.03, LAT + 0.03, 0.01)[0]
    lake = feature("Polygon", [outer, hole[::-1]], name="大湖")
    made([write(tmp_path / "water.geojson", lake)], tmp_path / "m.pmtiles")
    export.layer(tmp_path / "m.pmtiles", "water", tmp_path / "out.geojson", target="wgs84")
    shapes = shapely.from_geojson((tmp_path / "out.geojson").read_text())
    whole = shapely.union_all(shapely.buffer(shapely.get_parts(shapes), 0))
    assert whole.area == pytest.approx(0.08**2 - 0.01**2, rel=1e-3)


@pytest.mark.parametrize("crs", ["gcj02", "bd09", "cgcs2000"])
def test_foreign_degrees_are_brought_home(sources, tmp_path, crs):
    lon, lat = convert_many(np.array([LON]), np.array([LAT]), "wgs84", crs)
    spot = feature("Point", [float(lon[0]), float(lat[0])], name="这里", amenity="school")
    made([write(tmp_path / "poi2.geojson", spot)], tmp_path / "m.pmtiles", how=Reading(crs=crs))
    (found,) = (parts[0][0] for _, parts in drawn(tmp_path / "m.pmtiles")["poi"])
    assert distance_m(LON, LAT, *found) < 1


@pytest.mark.parametrize("crs", ["gcj02", "bd09", "cgcs2000"])
def test_a_conversion_there_and_back_is_the_same_to_a_centimetre(sources, tmp_path, crs):
    road = sources[0]
    export.convert(road, tmp_path / "there.geojson", how=Reading(), target=crs)
    export.convert(
        tmp_path / "there.geojson", tmp_path / "back.geojson", how=Reading(crs=crs), target="wgs84"
    )
    first, there, back = (
        shapely.get_coordinates(shapely.from_geojson(p.read_text()))
        for p in (road, tmp_path / "there.geojson", tmp_path / "back.geojson")
    )
    assert max(distance_m(*a, *b) for a, b in zip(first, back, strict=True)) < 0.01
    shift = distance_m(*first[0], *there[0])
    assert shift == 0 if crs == "cgcs2000" else 100 < shift < 2000


def test_openstreetmap_is_sorted_by_its_tags(tmp_path):
    summary = made([pbf(tmp_path / "town.osm.pbf")], tmp_path / "m.pmtiles")
    assert summary.features == {"buildings": 1, "poi": 1, "roads": 1, "water": 1}
    found = drawn(tmp_path / "m.pmtiles")
    assert found["buildings"][0][0]["height"] == 30
    assert found["roads"][0][0] == {"name": "临江路", "class": "primary"}
    assert distance_m(LON, LAT, *found["poi"][0][1][0][0]) < 1


@pytest.mark.parametrize("suffix", ["gpkg", "shp"])
def test_projected_files_of_a_survey_office_are_read(tmp_path, suffix):
    pyogrio = pytest.importorskip("pyogrio")
    import pyproj

    forth = pyproj.Transformer.from_crs(4326, 4548, always_xy=True)
    corners = [forth.transform(*c) for c in square(LON, LAT, 0.0005)[0]]
    pyogrio.raw.write(
        tmp_path / f"建筑物.{suffix}",
        np.array([shapely.to_wkb(shapely.Polygon(corners))], dtype=object),
        [np.array([12.0]), np.array(["钟楼"], dtype=object)],
        ["height", "名称"],
        geometry_type="Polygon",
        crs="EPSG:4548",
        driver={"gpkg": "GPKG", "shp": "ESRI Shapefile"}[suffix],
        encoding="gb18030" if suffix == "shp" else None,
    )
    (tmp_path / "建筑物.cpg").unlink(missing_ok=True)  # offices often forget it
    made([tmp_path / f"建筑物.{suffix}"], tmp_path / "m.pmtiles")
    tags, parts = drawn(tmp_path / "m.pmtiles")["buildings"][0]
    assert tags == {"height": 12, "name": "钟楼"}
    assert min(distance_m(LON, LAT, *point) for point in parts[0]) < 1


def test_a_file_may_be_told_its_layer(tmp_path):
    write(tmp_path / "dlzx.geojson", feature("LineString", [[LON, LAT], [LON + 0.01, LAT]], 等级="主干路"))
    summary = build([Source.parse(f"roads={tmp_path}/dlzx.geojson")], tmp_path / "m.pmtiles")
    assert summary.features == {"roads": 1}
    with pytest.raises(MapLayerUnknownError):
        build([Source.parse(f"{tmp_path}/dlzx.geojson")], tmp_path / "m.pmtiles")
    with pytest.raises(MapLayerUnknownError):
        Source.parse("streets=x.geojson")


def test_features_without_a_place_are_counted_not_drawn(tmp_path):
    good = feature("Point", [LON, LAT], name="这里", amenity="school")
    void = {"type": "Feature", "properties": {"name": "无"}, "geometry": None}
    island = feature("Point", [0, 0], name="零", amenity="school")
    summary = made([write(tmp_path / "poi.geojson", good, void, island)], tmp_path / "m.pmtiles")
    assert (summary.features, summary.skipped) == ({"poi": 1}, 2)


def _points(*places):
    return [feature("Point", list(p), name="x", amenity="school") for p in places]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("poi.geojson", b"", "empty"),
        ("poi.geojson", b"{", "GeoJSON"),
        ("poi.geojson", b'{"type":"Feature"}', "FeatureCollection"),
        ("poi.geojson", b'{"type":"FeatureCollection","features":[]}', "nothing to draw"),
        ("poi.csv", b"a,b\n", "unknown format"),
        ("poi.gpkg", b"not a database at all", "not recognized"),
        ("poi.shp", b"\x00\x00\x27\x0a" + b"\0" * 20, ""),
        ("town.osm.pbf", b"\xff" * 64, ""),
        ("poi.geojson", _points((33.01, 118.02)), "swapped"),
        ("poi.geojson", _points((500000, 3650000)), "beyond"),
        ("poi.geojson", _points((118, 33), (10, 33)), "spans"),
    ],
)
def test_a_bad_file_is_refused_by_name(tmp_path, name, content, said):
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        write(path, *content)
    with pytest.raises(MapSourceError) as refusal:
        made([path], tmp_path / "m.pmtiles")
    sentence = refusal.value.sentence("en")
    assert name in sentence
    assert said in sentence
    assert not (tmp_path / "m.pmtiles").exists()


def test_a_missing_file_and_a_missing_reference_system_say_what_to_do(tmp_path):
    with pytest.raises(MapSourceError, match="no such file"):
        made([tmp_path / "poi.geojson"], tmp_path / "m.pmtiles")
    pyogrio = pytest.importorskip("pyogrio")
    spot = np.array([shapely.to_wkb(shapely.Point(500000, 3650000))], dtype=object)
    names = np.array(["x"], dtype=object)
    path = tmp_path / "poi.shp"
    with pytest.warns(UserWarning, match="crs"):
        pyogrio.raw.write(path, spot, [names], ["name"], geometry_type="Point", driver="ESRI Shapefile")
    with pytest.raises(MapSourceError, match="--epsg"):
        made([path], tmp_path / "m.pmtiles")
    made([path], tmp_path / "m.pmtiles", how=Reading(epsg="EPSG:4548"))
    assert drawn(tmp_path / "m.pmtiles")["poi"]


def test_progress_is_told(sources, tmp_path):
    heard = []
    made(sources, tmp_path / "m.pmtiles", told=lambda *step: heard.append(step))
    assert heard[0] == ("read", 1, 7)
    assert heard[-1] == ("cut", 9, 9)


def test_metadata_name_layers_fields_and_who_may_see(sources, tmp_path):
    made(sources, tmp_path / "m.pmtiles", name="小镇", attribution="测绘院")
    with pmtiles.Map(tmp_path / "m.pmtiles") as opened:
        told = opened.metadata
    assert (told["name"], told["attribution"], told["private"]) == ("小镇", "测绘院", ["grids"])
    layers = {one["id"]: one for one in told["vector_layers"]}
    assert layers["buildings"]["fields"] == {"floors": "Number", "height": "Number", "name": "String"}
    assert layers["buildings"]["minzoom"] == 13
