"""Reading sources of the map: GeoJSON by ourselves; GeoPackage, Shapefile and OSM PBF through GDAL.

Whatever comes in leaves as shapes in degrees on WGS-84 with plain tags. Two steps lead there: the file's own
reference system brings coordinates to degrees; then degrees that are declared as GCJ-02 or BD-09 are moved.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import shapely

from yiwang.connectors.basemap.errors import MapReaderMissingError, MapSourceError
from yiwang.connectors.basemap.tiler import Geometries
from yiwang.kernel.geometry import Crs, convert_many

JSON = (".geojson", ".json")
OSM = (".pbf", ".osm")
FORMATS = (*JSON, ".gpkg", ".shp", ".zip", *OSM)
_WIDEST = 20.0  # degrees; a city that seems wider has a slip in its coordinates
_OSM_TABLES = ("points", "lines", "multipolygons")
_TAG = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
#: Names that our own exports give in ``crs``.
_OWN = frozenset(str(one.value) for one in Crs)
#: Datums whose degrees are those of WGS-84 to within decimetres.
_SAME = ("4326", "4490", "4979", "9057")


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are to be read. ``crs``: what degrees mean, where not what the file says or WGS-84."""

    crs: Crs | str | None = None
    epsg: str | None = None
    encoding: str | None = None


@dataclass(slots=True)
class Table:
    """One table of a file: shapes in degrees on WGS-84, a row of tags for each, and what was noticed."""

    name: str
    shapes: Geometries
    rows: list[dict[str, Any]]
    osm: bool = False
    skipped: int = 0
    notes: list[str] = field(default_factory=list)


class _GeoFeature(msgspec.Struct):
    geometry: msgspec.Raw = msgspec.Raw(b"null")
    properties: dict[str, Any] | None = None


class _GeoFile(msgspec.Struct):
    type: str
    features: list[_GeoFeature] = []
    crs: dict[str, Any] | None = None


def read(path: Path, how: Reading) -> Iterator[Table]:
    """Yield the tables of a file; raises :class:`MapSourceError` with what is wrong and what to do."""
    suffix = path.suffix.lower()
    if not path.exists():
        raise _refused(path, "文件不存在", "there is no such file")
    if suffix not in FORMATS:
        known = " ".join(FORMATS)
        raise _refused(path, f"不认识的格式；可用：{known}", f"unknown format; known are {known}")
    if path.stat().st_size == 0:
        raise _refused(path, "文件是空的", "the file is empty")
    tables = _geojson(path) if suffix in JSON else _through_gdal(path, how)
    for table, reference in tables:
        if how.epsg is not None:
            reference = how.epsg  # noqa: PLW2901 - what the operator says overrules the file
        yield _settled(path, table, reference, how)


def _geojson(path: Path) -> Iterator[tuple[Table, str | None]]:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_GeoFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _refused(path, f"不是有效的 GeoJSON：{error}", f"not sound GeoJSON: {error}") from None
    if found.type != "FeatureCollection":
        raise _refused(path, "应为 FeatureCollection", "a FeatureCollection is expected")
    raw = [bytes(one.geometry) for one in found.features]
    texts = [None if one == b"null" else one.decode() for one in raw]
    shapes = np.asarray(shapely.from_geojson(texts, on_invalid="ignore"), dtype=object).reshape(-1)
    rows = [one.properties or {} for one in found.features]
    named = ((found.crs or {}).get("properties") or {}).get("name")
    yield Table(path.stem, shapes, rows), str(named) if named else "OGC:CRS84"


def _through_gdal(path: Path, how: Reading) -> Iterator[tuple[Table, str | None]]:
    try:
        import pyogrio  # noqa: PLC0415 - large, and not needed for GeoJSON
        import pyogrio.raw  # noqa: PLC0415
    except ImportError:
        raise MapReaderMissingError(format=path.suffix) from None
    osm = path.suffix.lower() in OSM
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL tells of oddities; what matters raises
        try:
            names = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
            for name in names:
                if osm and name not in _OSM_TABLES:
                    continue
                yield _table(pyogrio, path, name, how, osm=osm)
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, RuntimeError) as error:
            why = str(error).removeprefix(f"{path}: ")[:300]
            raise _refused(path, f"无法读取（{why}）", why) from None
    if not names:
        raise _refused(path, "文件里没有图层", "the file holds no layer")


def _table(pyogrio: Any, path: Path, name: str, how: Reading, *, osm: bool) -> tuple[Table, str | None]:
    encodings = [how.encoding] if how.encoding else [None]
    if how.encoding is None and path.suffix.lower() == ".shp" and not path.with_suffix(".cpg").exists():
        encodings = ["utf-8", "gb18030"]  # such files say nothing of their encoding; both are common here
    for number, encoding in enumerate(encodings):
        try:
            told, _, wkb, columns = pyogrio.raw.read(path, layer=name, force_2d=True, encoding=encoding)
        except UnicodeDecodeError:
            if number + 1 < len(encodings):
                continue
            raise _refused(
                path, "文字编码不对，请用 --encoding 指明", "wrong encoding of texts; give --encoding"
            ) from None
        break
    keys = [str(key) for key in told["fields"]]
    rows = [dict(zip(keys, row, strict=True)) for row in zip(*columns, strict=True)] if columns else []
    if not columns:
        rows = [{} for _ in wkb]
    if osm:
        rows = [_osm_tags(row) for row in rows]
    shapes = np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object).reshape(-1)
    crs = told["crs"]
    return Table(name, shapes, rows, osm=osm), str(crs) if crs else None


def _osm_tags(row: dict[str, Any]) -> dict[str, Any]:
    tags = {key: value for key, value in row.items() if value is not None and key != "other_tags"}
    for key, value in _TAG.findall(str(row.get("other_tags") or "")):
        tags[re.sub(r"\\(.)", r"\1", key)] = re.sub(r"\\(.)", r"\1", value)
    return tags


def _settled(path: Path, table: Table, reference: str | None, how: Reading) -> Table:
    """Bring a table to degrees on WGS-84, leave out what is no place, mend what crosses itself."""
    filled = ~shapely.is_missing(table.shapes) & ~shapely.is_empty(table.shapes)
    box = shapely.bounds(table.shapes)
    filled &= np.isfinite(box).all(axis=1) & ~(box == 0).all(axis=1)
    table.skipped = int((~filled).sum())
    table.shapes = shapely.force_2d(table.shapes[filled])
    table.rows = [row for row, kept in zip(table.rows, filled, strict=True) if kept]
    if not len(table.shapes):
        return table
    declared = Crs(reference) if reference in _OWN else None
    table.shapes = _degrees(path, table, None if declared else reference)
    table.shapes = moved(table.shapes, how.crs or declared or Crs.WGS84, Crs.WGS84)
    _check_range(path, table.shapes)
    bad = ~shapely.is_valid(table.shapes)
    if bad.any():
        table.notes.append(f"{path.name}/{table.name}: {int(bad.sum())} mended")
        table.shapes[bad] = shapely.make_valid(table.shapes[bad])
    return table


def _degrees(path: Path, table: Table, reference: str | None) -> Geometries:
    box = shapely.total_bounds(table.shapes)
    if reference is None:
        if np.abs(box).max() > 360:  # noqa: PLR2004 - no degrees
            raise _refused(
                path,
                "没有坐标系说明（缺 .prj），而坐标不是经纬度；请用 --epsg 指明，例如 --epsg 4547",
                "it does not name its reference system (no .prj) and its coordinates are no degrees; "
                "give --epsg, for instance --epsg 4547",
            )
        return table.shapes
    import pyproj  # noqa: PLC0415 - heavy, and only where a map is built
    from pyproj.exceptions import CRSError, ProjError  # noqa: PLC0415

    try:
        source = pyproj.CRS.from_user_input(reference)
        geodetic = source.geodetic_crs or source
        if str(geodetic.to_epsg() or "") not in _SAME and "CRS84" not in reference:
            table.notes.append(
                f"{path.name}: {geodetic.name} → WGS 84 without local parameters; tens of metres are possible"
            )
        if source.is_geographic:
            return table.shapes  # degrees already; stored in this axis order by all these formats
        forth = pyproj.Transformer.from_crs(source, 4326, always_xy=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return np.asarray(
                shapely.transform(table.shapes, lambda p: np.column_stack(forth.transform(p[:, 0], p[:, 1])))
            )
    except (CRSError, ProjError) as error:
        raise _refused(
            path, f"坐标系无法使用：{error}", f"its reference system is not usable: {error}"
        ) from None


def moved(shapes: Geometries, source: Crs | str, target: Crs | str) -> Geometries:
    """Return the shapes in degrees of ``target`` instead of ``source``."""
    if Crs(source) is Crs(target) or {Crs(source), Crs(target)} <= {Crs.WGS84, Crs.CGCS2000}:
        return shapes
    return np.asarray(
        shapely.transform(shapes, lambda p: np.column_stack(convert_many(p[:, 0], p[:, 1], source, target)))
    )


def _check_range(path: Path, shapes: Geometries) -> None:
    west, south, east, north = (float(v) for v in shapely.total_bounds(shapes))
    if not np.isfinite([west, south, east, north]).all() or max(abs(west), abs(east)) > 180:  # noqa: PLR2004
        raise _refused(path, "经度超出 ±180 度", "longitudes are beyond ±180 degrees")
    if max(abs(south), abs(north)) > 90:  # noqa: PLR2004
        raise _refused(
            path,
            "纬度超出 ±90 度，经纬度可能写反",
            "latitudes are beyond ±90; perhaps lon and lat are swapped",
        )
    if max(east - west, north - south) > _WIDEST:
        raise _refused(
            path,
            f"范围宽达 {max(east - west, north - south):.0f} 度，不像一座城市；坐标可能有误",
            f"it spans {max(east - west, north - south):.0f} degrees: no city; some coordinates are wrong",
        )


def _refused(path: Path, why_zh: str, why_en: str) -> MapSourceError:
    return MapSourceError(file=path.name, why_zh=why_zh, why_en=why_en)
