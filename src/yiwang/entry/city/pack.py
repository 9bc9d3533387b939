"""The overlay pack of a fictional city: areas, people, duties, the ground of its map and a past.

The YAML files and ``areas.geojson`` are what a pack installs; the folder ``map`` is what ``yiwang map build``
reads, ``history.csv`` what was reported. Same seed and size, same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import yaml
from numpy.random import Generator, default_rng
from shapely.ops import unary_union

from yiwang.entry.city import blocks, history, nature, places, streets
from yiwang.entry.city.figures import collected
from yiwang.entry.city.frame import METRES_PER_DEGREE, Density, Features, Frame, Noise, geojson
from yiwang.entry.city.land import Plot, Size, draw, heart_of
from yiwang.entry.city.people import GRADES, people_of, responsibilities_of, units_of
from yiwang.entry.city.texts import Author
from yiwang.entry.city.words import example_plans, naming

PACK = "demo-city"
VERSION = "1.4.0"
_BUILT = 0.34  # density from which blocks are built up
_COMMUNITY = 12  # digits of its code


@dataclass(frozen=True, slots=True)
class Preset:
    """How large a city is and how much past it has."""

    size: Size
    days: int
    reports: int

    @property
    def reach(self) -> float:
        """Return how far the dense middle reaches, in metres."""
        return self.size.reach * METRES_PER_DEGREE


SIZES: dict[str, Preset] = {
    "small": Preset(Size(3, 3, 3, 160, 0.15, 0.11, 0.026), 60, 1500),
    "middle": Preset(Size(6, 6, 6, 1200, 0.24, 0.18, 0.056), 60, 20_000),
    "large": Preset(Size(10, 9, 10, 5000, 0.36, 0.27, 0.1), 60, 100_000),
}


@dataclass(slots=True)
class Land:
    """All areas of a city: (code, name, shape in degrees, grade), lower ones first within their upper."""

    areas: list[tuple[str, str, Any, str | None]]

    def level(self, digits: int) -> list[tuple[str, str, Any]]:
        """Return code, name and shape of the areas whose code has so many digits."""
        return [(code, name, shape) for code, name, shape, _ in self.areas if len(code) == digits]


def generate(
    out: Path, *, seed: int = 1, size: str = "small", reports: int | None = None, days: int | None = None
) -> Path:
    """Write the pack of a fictional city into ``out``/demo-city and return that folder.

    ``reports`` and ``days`` say how much past it has, where not what the size says.
    """
    preset = SIZES[size]
    called = naming(seed, preset.size.districts, preset.size.streets, preset.size.communities)
    rng = default_rng(seed)
    plots, river = draw(called["city"]["lon"], called["city"]["lat"], rng, preset.size)
    land = _areas(plots, called)
    folder = out / PACK
    (folder / "map").mkdir(parents=True, exist_ok=True)
    rows = [{"code": c, "name": n} | ({"grade": g} if g else {}) for c, n, _, g in land.areas]
    (folder / "areas.geojson").write_bytes(geojson([shape for _, _, shape, _ in land.areas], rows))
    frame = Frame(called["city"]["lon"], called["city"]["lat"])
    lon, lat = heart_of(river, called["city"]["lon"], called["city"]["lat"], preset.size)
    heart = frame.degrees(frame.metres(shapely.Point(lon, lat)))  # where maps open
    profile = called["city"] | {"lon": heart.x, "lat": heart.y, "timezone": "Asia/Shanghai", "crs": "wgs84"}
    _write(folder / "city.yaml", {"city": profile})
    units = units_of(called)
    communities = [code for code, _, _ in land.level(_COMMUNITY)]
    _write(folder / "people.yaml", {"units": units} | people_of(units, communities, rng))
    _write(folder / "responsibilities.yaml", responsibilities_of(called, units))
    _write(folder / "plans.yaml", example_plans())
    _write(folder / "indicators.yaml", collected(called))
    _write(folder / "pack.yaml", _manifest(called, seed, size))
    found = _ground(folder / "map", land, frame, river, preset, called, default_rng((seed, 1)))
    districts = [(name, shape) for code, name, shape in land.level(6) if not code.endswith("00")]
    author = Author(
        [(shape, "") for _, _, shape in land.level(15)],
        default_rng((seed, 2)),
        history.Spots(found, districts, frame),
    )
    count = preset.reports if reports is None else reports
    history.write(
        folder / "history.csv", author, default_rng((seed, 3)), days=days or preset.days, count=count
    )
    return folder


def _write(path: Path, data: Any) -> None:
    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(data, Dumper=_no_alias(dumper), allow_unicode=True, sort_keys=False, width=110)
    path.write_text(text, "utf-8")


def _no_alias(base: Any) -> Any:
    class Plain(base):  # type: ignore[misc]
        def ignore_aliases(self, data: Any) -> bool:
            del data
            return True

    return Plain


def _manifest(called: dict[str, Any], seed: int, size: str) -> dict[str, Any]:
    return {
        "id": PACK,
        "version": VERSION,
        "kind": "overlay",
        "title": {"zh": f"虚构城市{called['city']['name']}", "en": called["city"]["name_en"]},
        "description": f"由种子 {seed} 生成的虚构城市（{size}），用于演示与试用；人名、地名、代码均为虚构。",
        "owner": "Yiwang contributors",
        "licence": "Apache-2.0",
        "needs": {"base-catalogue": ">=1.0.0", "grid": ">=1.0.0"},
        "sections": {
            "geography": ["city.yaml", "areas.geojson"],
            "identity": ["people.yaml"],
            "responsibilities": ["responsibilities.yaml"],
            "plans": ["plans.yaml"],
            "indicators": ["indicators.yaml"],
        },
    }


def _areas(plots: list[Plot], called: dict[str, Any]) -> Land:
    """Return all areas of five levels; every upper one is the union of those right below it."""
    found: list[tuple[str, str, Any, str | None]] = []
    tree: dict[int, dict[int, dict[int, list[Plot]]]] = {}
    for plot in plots:
        below = tree.setdefault(plot.district, {}).setdefault(plot.street, {})
        below.setdefault(plot.community, []).append(plot)
    name = iter(called["communities"])
    wholes = []
    for d, rows in sorted(tree.items()):
        district = called["districts"][d]
        parts = []
        for s, (_, communities) in enumerate(sorted(rows.items()), start=1):
            code = f"{district['code']}{s:03d}"
            street: list[Any] = []
            for c, (_, grids) in enumerate(sorted(communities.items()), start=1):
                community, title = f"{code}{c:03d}", next(name)
                grids.sort(key=lambda p: (p.polygon.centroid.x, -p.polygon.centroid.y))
                for g, grid in enumerate(grids, start=1):
                    found.append((f"{community}{g:03d}", f"{title}第{g}网格", grid.polygon, None))
                street.append(unary_union([g.polygon for g in grids]))
                found.append((community, f"{title}社区", street[-1], None))
            parts.append(unary_union(street))
            found.append((code, called["streets"][d][s - 1], parts[-1], GRADES[(s - 1) % len(GRADES)]))
        wholes.append(unary_union(parts))
        found.append((district["code"], district["name"], wholes[-1], None))
    found.append((called["city"]["code"], called["city"]["name"], unary_union(wholes), None))
    return Land([(code, title, shapely.normalize(shape), grade) for code, title, shape, grade in found])


def _ground(
    folder: Path, land: Land, frame: Frame, river: Any, preset: Preset, called: dict[str, Any], rng: Generator
) -> list[streets.Way]:
    """Write the sources of the map and return the roads."""
    outline = frame.metres(next(shape for code, _, shape in land.level(6) if code.endswith("00")))
    stream = frame.metres(river)
    heart = frame.metres(shapely.Point(heart_of(river, frame.lon, frame.lat, preset.size)))
    middle = (float(heart.x), float(heart.y))
    density = _density(frame, land, middle, preset, rng)
    water, wet = nature.water(stream, outline, density, called, rng)
    grid = streets.lattice(outline, density, rng)
    found = streets.ways(grid, outline, wet, called["roads"])
    found += streets.ring(middle, preset.reach * 1.25, wet, rng)
    rail = streets.railway(outline, rng)
    corners, dense = streets.blocks(grid, outline, wet, _BUILT)
    buildings, green, inside = blocks.fill(corners, dense, middle[0], preset.reach, rng)
    wild = nature.wild(outline, wet, density, rng)
    green.shapes += wild.shapes
    green.rows += wild.rows
    upper = [
        (code, name, frame.metres(shape)) for n in (6, 9, _COMMUNITY) for code, name, shape in land.level(n)
    ]
    layers: dict[str, Features] = {
        "water": water,
        "green": green,
        "roads": streets.features(found, rail),
        "buildings": buildings,
        "poi": places.places(called, upper, inside, found, rail),
    }
    for name, layer in layers.items():
        shapes = frame.degrees(shapely.set_precision(layer.shapes, 0))
        (folder / f"{name}.geojson").write_bytes(geojson(list(shapes), layer.rows))
    return found


def _density(
    frame: Frame, land: Land, middle: tuple[float, float], preset: Preset, rng: Generator
) -> Density:
    """Return a dense centre and smaller ones at the seats of the streets."""
    seats = [blocks.middle_of(frame.metres(shape)) for _, _, shape in land.level(9)]
    x, y = (np.array(column) for column in zip(middle, *seats, strict=True))
    reach = np.r_[preset.reach, rng.uniform(700, 1150, len(seats))]
    return Density(x, y, reach, np.r_[1.0, rng.uniform(0.5, 0.72, len(seats))], Noise(rng, 1500))
