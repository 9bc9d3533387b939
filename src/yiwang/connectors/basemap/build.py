"""From files to a map: each feature finds its layer, each layer its tiles, all of them one PMTiles file."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from yiwang.connectors.basemap import places, pmtiles, tiler
from yiwang.connectors.basemap.errors import MapLayerUnknownError, MapSourceError
from yiwang.connectors.basemap.mvt import LINE, POINT, POLYGON, Value
from yiwang.connectors.basemap.schema import KINDS, LEAST_ZOOM, MOST_ZOOM, layer_of_name, layers_of_tags
from yiwang.connectors.basemap.sources import Reading, Table, read
from yiwang.connectors.basemap.tiler import Drawn

SCHEMA_VERSION = 1
_KIND_OF = {0: POINT, 1: LINE, 3: POLYGON, 4: POINT, 5: LINE, 6: POLYGON}

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A file and the layer it is for; without one it is told by its name or, in OSM, by tags."""

    path: Path
    layer: str | None = None

    @classmethod
    def parse(cls, word: str) -> Source:
        """Return the source that a word of the command line names: ``FILE`` or ``LAYER=FILE``."""
        layer, equals, rest = word.partition("=")
        if equals and layer in KINDS:
            return cls(Path(rest), layer)
        if equals and not Path(word).exists() and "/" not in layer:
            raise MapLayerUnknownError(file=word, known="、".join(KINDS))
        return cls(Path(word))


@dataclass(slots=True)
class Summary:
    """What was built."""

    file: str
    bytes: int = 0
    tiles: int = 0
    different: int = 0
    seconds: float = 0.0
    places: int = 0
    features: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    left_out: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Heap:
    """Features by layer and kind while they come in."""

    shapes: dict[tuple[str, int], list[Any]] = field(default_factory=dict)
    tags: dict[tuple[str, int], list[dict[str, Value]]] = field(default_factory=dict)

    def add(self, layer: str, shape: Any, row: dict[str, Any], kind: int) -> bool:
        """Take a feature; answers whether the layer has a place for it."""
        known = KINDS[layer]
        tags = known.tags(row)
        if layer == "areas" and tags is not None and tags["level"] == "grid":
            layer = "grids"  # whatever file they come in: grids are not for everybody
        if layer == "poi" and kind != POINT:
            shape, kind = shapely.point_on_surface(shape), POINT
        if tags is None or kind not in known.kinds:
            return False
        self.shapes.setdefault((layer, kind), []).append(shape)
        self.tags.setdefault((layer, kind), []).append(tags)
        return True

    def drawn(self) -> list[Drawn]:
        """Return the groups of features."""
        return [
            Drawn(layer, kind, np.array(shapes, dtype=object), self.tags[layer, kind])
            for (layer, kind), shapes in sorted(self.shapes.items())
        ]


def build(
    sources: Sequence[Source],
    out: Path,
    *,
    how: Reading | None = None,
    name: str = "",
    attribution: str = "",
    private: Sequence[str] = ("grids",),
    most_zoom: int = MOST_ZOOM,
    told: Told | None = None,
) -> Summary:
    """Write the map of ``sources`` to ``out`` and the list of its named places beside it.

    The same sources give the same bytes.

    ``private`` layers are in the file, but the server hands them only to people who signed in. ``told``
    hears the step's name, what is done and what there is. Raises ``map_source_invalid``,
    ``map_layer_unknown``, ``map_reader_missing``.
    """
    began = time.perf_counter()
    summary = Summary(str(out))
    heap = _Heap()
    for number, source in enumerate(sources):
        for table in read(source.path, how or Reading()):
            _take(heap, table, source, summary)
        if told is not None:
            told("read", number + 1, len(sources))
    groups = heap.drawn()
    if not groups:
        names = ", ".join(s.path.name for s in sources)
        raise MapSourceError(
            file=names, why_zh="里面没有可以画的东西", why_en="there is nothing to draw in it"
        )
    for group in groups:
        summary.features[group.layer] = summary.features.get(group.layer, 0) + len(group.tags)
    tiles = list(
        tiler.cut(groups, most_zoom=most_zoom, told=(lambda d, n: told("cut", d, n)) if told else None)
    )
    frame = pmtiles.Frame(LEAST_ZOOM, most_zoom, tiler.bounds(groups))
    metadata = _metadata(groups, name, attribution, private, summary, most_zoom)
    summary.different = pmtiles.write(out, tiles, frame, metadata)
    summary.tiles, summary.bytes = len(tiles), out.stat().st_size
    named = places.listed(groups)
    places.write(out, named)
    summary.places = len(named)
    summary.seconds = round(time.perf_counter() - began, 2)
    return summary


def _take(heap: _Heap, table: Table, source: Source, summary: Summary) -> None:
    """Sort the features of a table into layers."""
    summary.skipped += table.skipped
    summary.notes += table.notes
    fixed = source.layer or (
        None if table.osm else layer_of_name(table.name) or layer_of_name(source.path.stem)
    )
    types = shapely.get_type_id(table.shapes)
    for shape, row, type_id in zip(table.shapes, table.rows, types.tolist(), strict=True):
        for piece, kind in _pieces(shape, type_id):
            if fixed is not None:
                layers = [fixed]
            elif row.get("layer") in KINDS:
                layers = [str(row["layer"])]
            else:
                layers = layers_of_tags(row, kind)
                if not layers and not table.osm and not _speaks_osm(table):
                    raise MapLayerUnknownError(file=source.path.name, known="、".join(KINDS))
            taken = [heap.add(layer, piece, row, kind) for layer in layers]
            summary.left_out += not any(taken)


def _pieces(shape: Any, type_id: int) -> list[tuple[Any, int]]:
    if type_id in _KIND_OF:
        return [(shape, _KIND_OF[type_id])]
    parts = shapely.get_parts(shape)
    return [(part, _KIND_OF[t]) for part in parts if (t := int(shapely.get_type_id(part))) in _KIND_OF]


_OSM_KEYS = frozenset(
    ("highway", "building", "waterway", "natural", "landuse", "leisure", "amenity", "layer")
)


def _speaks_osm(table: Table) -> bool:
    return any(_OSM_KEYS & row.keys() for row in table.rows[:100])


def _metadata(
    groups: Sequence[Drawn],
    name: str,
    attribution: str,
    private: Sequence[str],
    summary: Summary,
    most_zoom: int,
) -> dict[str, Any]:
    layers: dict[str, Counter[str]] = {}
    kinds: dict[str, str] = {}
    first: dict[str, int] = {}
    for group in groups:
        fields = layers.setdefault(group.layer, Counter())
        zoom = KINDS[group.layer].zoom
        for tags in group.tags:
            fields.update(tags.keys())
            kinds |= {k: "Number" if isinstance(v, int | float) else "String" for k, v in tags.items()}
            first[group.layer] = min(first.get(group.layer, most_zoom), zoom(tags))
    return {
        "name": name,
        "attribution": attribution,
        "schema": SCHEMA_VERSION,
        "private": [layer for layer in private if layer in layers],
        "features": summary.features,
        "vector_layers": [
            {
                "id": layer,
                "fields": {f: kinds[f] for f in sorted(fields)},
                "minzoom": max(first[layer], LEAST_ZOOM),
                "maxzoom": most_zoom,
            }
            for layer, fields in sorted(layers.items())
        ],
    }
