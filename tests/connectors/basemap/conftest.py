"""Small sources of a map, written for each test."""

import gzip
import json
import struct
import zlib
from pathlib import Path

import pytest

from yiwang.connectors.basemap import mvt, pmtiles
from yiwang.connectors.basemap.export import degrees
from yiwang.kernel import protobuf

LON, LAT = 118.02, 33.01


def feature(shape: str, coordinates, /, **properties) -> dict:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape, "coordinates": coordinates},
    }


def square(lon: float, lat: float, side: float) -> list:
    return [[[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]]


def write(path: Path, *features: dict) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False))
    return path


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    """One GeoJSON file per layer of a very small town."""
    road = [[LON - 0.02 + 0.001 * i, LAT + 0.0003 * (i % 3)] for i in range(40)]
    return [
        write(tmp_path / "roads.geojson", feature("LineString", road, name="临江路", highway="primary")),
        write(
            tmp_path / "buildings.geojson",
            feature("Polygon", square(LON + 0.001, LAT + 0.001, 0.0004), height=45.5, name="钟楼"),
            feature("Polygon", square(LON + 0.003, LAT + 0.001, 0.0004), **{"building:levels": "6"}),
        ),
        write(tmp_path / "water.geojson", feature("Polygon", square(LON, LAT - 0.01, 0.006), kind="lake")),
        write(tmp_path / "green.geojson", feature("Polygon", square(LON, LAT, 0.0009), leisure="park")),
        write(tmp_path / "grids.geojson", feature("Polygon", square(LON, LAT, 0.01), code="999901001001001")),
        write(
            tmp_path / "areas.geojson", feature("Polygon", square(LON, LAT, 0.02), code="999901", name="一区")
        ),
        write(tmp_path / "poi.geojson", feature("Point", [LON, LAT], name="人民医院", amenity="hospital")),
    ]


def drawn(path: Path, zoom: int = 14) -> dict[str, list[tuple[dict, list]]]:
    """Return layer → (tags, parts in degrees) of everything on one zoom of a map."""
    found: dict[str, list] = {}
    with pmtiles.Map(path) as opened:
        side = 1 << zoom
        west, _, east, _ = opened.frame.bounds
        for x in range(int((west / 360 + 0.5) * side) - 1, int((east / 360 + 0.5) * side) + 2):
            for y in range(int(0.39 * side), int(0.43 * side)):  # about 33 degrees north
                packed = opened.get(zoom, x, y)
                for layer in mvt.decode(gzip.decompress(packed)) if packed else ():
                    for one in layer.features:
                        parts = [[degrees(px, py, x, y, side) for px, py in part] for part in one.parts]
                        found.setdefault(layer.name, []).append((one.tags, parts))
    return found


def pbf(path: Path) -> Path:
    """Write an OSM PBF file by hand: a road, a building, a hospital, a lake."""
    words = ["", "highway", "primary", "name", "临江路", "building", "yes", "height", "30", "amenity",
             "hospital", "人民医院", "natural", "water"]  # fmt: skip
    nodes = [(LON, LAT), (LON + 0.004, LAT + 0.001), *[tuple(p) for p in square(LON + 0.001, LAT, 0.0005)[0][:4]],
             *[tuple(p) for p in square(LON + 0.005, LAT, 0.002)[0][:4]]]  # fmt: skip

    def packed(values):
        return protobuf.varints(values)

    def deltas(values):
        last, out = 0, []
        for value in values:
            out.append(protobuf.zigzag(value - last))
            last = value
        return packed(out)

    tags = [9, 10, 3, 11, 0] + [0] * (len(nodes) - 1)
    dense = protobuf.field(1, deltas(range(1, len(nodes) + 1)))
    dense += protobuf.field(8, deltas([round(lat * 1e7) for _, lat in nodes]))
    dense += protobuf.field(9, deltas([round(lon * 1e7) for lon, _ in nodes])) + protobuf.field(
        10, packed(tags)
    )

    def way(number, keys, values, refs):
        body = (
            protobuf.number_field(1, number)
            + protobuf.field(2, packed(keys))
            + protobuf.field(3, packed(values))
        )
        return protobuf.field(3, body + protobuf.field(8, deltas(refs)))

    table = protobuf.field(1, b"".join(protobuf.field(1, w.encode()) for w in words))
    block = table + protobuf.field(2, protobuf.field(2, dense))
    ways = way(1, [1, 3], [2, 4], [1, 2]) + way(2, [5, 7], [6, 8], [3, 4, 5, 6, 3])
    block += protobuf.field(2, ways + way(3, [12], [13], [7, 8, 9, 10, 7]))
    header = protobuf.field(4, b"OsmSchema-V0.6") + protobuf.field(4, b"DenseNodes")
    out = b""
    for kind, content in (("OSMHeader", header), ("OSMData", block)):
        blob = protobuf.number_field(2, len(content)) + protobuf.field(3, zlib.compress(content))
        head = protobuf.field(1, kind.encode()) + protobuf.number_field(3, len(blob))
        out += struct.pack(">I", len(head)) + head + blob
    path.write_bytes(out)
    return path
