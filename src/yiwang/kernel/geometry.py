"""Places on the Earth: coordinate systems used in China, distances, and what counts as a coordinate.

Everything inside the system is longitude/latitude in degrees on WGS-84. CGCS2000 differs from it by
centimetres and is treated as equal. GCJ-02 (国测局坐标, used by Chinese mobile maps) and BD-09 (百度坐标)
are converted at the border.

The forward formulas of GCJ-02 and BD-09 were never published officially; these are the ones known from
the open ``eviltransform`` and ``coordtransform`` projects (both MIT). The way back is found by
fixed-point iteration on the forward formula, so that a round trip is exact to about a millimetre,
where the usual one-step inverse is off by one to two metres.
"""

from __future__ import annotations

import math
import re
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from yiwang.kernel.errors import YiwangError

Floats = npt.NDArray[np.float64]

#: Mean radius of the Earth in metres (IUGG R1), for distances on the sphere.
EARTH_RADIUS_M = 6_371_008.8

_KRASOVSKY_A = 6_378_245.0  # semi-major axis of the Krasovsky 1940 ellipsoid, metres
_KRASOVSKY_EE = 0.006_693_421_622_965_943  # its first eccentricity, squared
_X_PI = math.pi * 3000.0 / 180.0
_BD_SHIFT = (0.0065, 0.006)
#: Outside this box GCJ-02 equals WGS-84.
_CHINA = (72.004, 0.8293, 137.8347, 55.8271)
_ROUNDS = 5  # each round shrinks the error a hundredfold or more: 1e-9 degrees after four
_LON_LIMIT, _LAT_LIMIT = 180.0, 90.0


class Crs(StrEnum):
    """The coordinate systems that are understood at the border."""

    WGS84 = "wgs84"
    CGCS2000 = "cgcs2000"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class InvalidCoordinateError(YiwangError):
    """A longitude or latitude is not a number, out of range, or the null island (0, 0)."""

    code = "invalid_coordinate"
    status = 422
    zh = "坐标无效：{why_zh}"
    en = "Invalid coordinate: {why_en}"


class UnknownCrsError(YiwangError):
    """The named coordinate system is not one of :class:`Crs`."""

    code = "unknown_crs"
    status = 422
    zh = "不支持的坐标系“{crs}”，可用：wgs84、cgcs2000、gcj02、bd09。"
    en = "Unknown coordinate system {crs!r}; use wgs84, cgcs2000, gcj02 or bd09."


def check_position(lon: float, lat: float, *, field: str | None = None) -> tuple[float, float]:
    """Return ``(lon, lat)`` in degrees, or raise :class:`InvalidCoordinateError`.

    (0, 0) is refused: it is what empty fields become, and no city lies there.
    """
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise InvalidCoordinateError(field=field, why_zh="不是有限的数", why_en="not a finite number")
    if abs(lon) > _LON_LIMIT or abs(lat) > _LAT_LIMIT:
        hint = abs(lat) <= _LON_LIMIT and abs(lon) <= _LAT_LIMIT
        raise InvalidCoordinateError(
            field=field,
            why_zh="经度应在 ±180、纬度应在 ±90 之内" + ("（经纬度可能写反）" if hint else ""),
            why_en="longitude must be within ±180 and latitude within ±90"
            + (" (perhaps they are swapped)" if hint else ""),
        )
    if lon == 0 and lat == 0:
        raise InvalidCoordinateError(field=field, why_zh="(0, 0) 不是有效位置", why_en="(0, 0) is no place")
    return float(lon), float(lat)


def on_earth(lons: Floats, lats: Floats) -> npt.NDArray[np.bool_]:
    """Tell which of many pairs are degrees at all: finite, and within what longitude and latitude may be."""
    return (np.abs(lons) <= _LON_LIMIT) & (np.abs(lats) <= _LAT_LIMIT)


_NUMBER = r"\s*([+-]?\d{1,3}(?:\.\d{1,20})?)\s*"
_PAIR = re.compile(rf"^\s*[(（\[]?{_NUMBER}[,，;\s]{_NUMBER}[)）\]]?\s*$")
_WKT = re.compile(rf"^\s*POINT\s*\({_NUMBER}\s{_NUMBER}\)\s*$", re.IGNORECASE)
_FORMATS = {"(lat, lon)": False, "(lon, lat)": True, "lat,lon": False, "lon,lat": True}


def parse_point(text: str, form: str = "(lat, lon)", *, field: str | None = None) -> tuple[float, float]:
    """Return ``(lon, lat)`` from a text such as ``(42.36, -71.06)`` or ``POINT (-71.06 42.36)``.

    ``form`` says the order of the two numbers: ``(lat, lon)`` or ``(lon, lat)``, brackets optional.
    Well-known text has a fixed order and ignores ``form``. Raises :class:`InvalidCoordinateError`.
    """
    if form not in _FORMATS:
        raise InvalidCoordinateError(
            field=field, why_zh=f"未知的坐标格式 {form}", why_en=f"unknown point format {form}"
        )
    wkt = _WKT.match(text)
    found = wkt or _PAIR.match(text)
    if found is None:
        raise InvalidCoordinateError(field=field, why_zh="无法读出两个数", why_en="two numbers are expected")
    first, second = float(found[1]), float(found[2])
    lon_first = wkt is not None or _FORMATS[form]
    return check_position(*((first, second) if lon_first else (second, first)), field=field)


def distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the great-circle distance in metres (haversine on the mean sphere, error ≤ 0.5 %)."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_phi = (phi2 - phi1) / 2
    half_lambda = math.radians(lon2 - lon1) / 2
    h = math.sin(half_phi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, h)))


def distances_m(lon: float, lat: float, lons: Floats, lats: Floats) -> Floats:
    """Return the distances in metres from one point to many, shape ``(n,)``."""
    phi1, phi2 = math.radians(lat), np.radians(lats)
    h = (
        np.sin((phi2 - phi1) / 2) ** 2
        + math.cos(phi1) * np.cos(phi2) * np.sin(np.radians(lons - lon) / 2) ** 2
    )
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, h))), dtype=np.float64)


def _gcj_shift(lon: Any, lat: Any, m: Any) -> tuple[Any, Any]:
    """Return the shift in degrees that GCJ-02 adds; ``m`` is ``math`` for one point, ``numpy`` for many."""
    x, y = lon - 105.0, lat - 35.0
    root = m.sqrt(m.fabs(x))
    wave = 20.0 * m.sin(6.0 * x * m.pi) + 20.0 * m.sin(2.0 * x * m.pi)
    d_lat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    d_lat += (wave + 20.0 * m.sin(y * m.pi) + 40.0 * m.sin(y / 3.0 * m.pi)) * 2.0 / 3.0
    d_lat += (160.0 * m.sin(y / 12.0 * m.pi) + 320.0 * m.sin(y * m.pi / 30.0)) * 2.0 / 3.0
    d_lon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    d_lon += (wave + 20.0 * m.sin(x * m.pi) + 40.0 * m.sin(x / 3.0 * m.pi)) * 2.0 / 3.0
    d_lon += (150.0 * m.sin(x / 12.0 * m.pi) + 300.0 * m.sin(x / 30.0 * m.pi)) * 2.0 / 3.0
    phi = m.radians(lat)
    magic = 1.0 - _KRASOVSKY_EE * m.sin(phi) ** 2
    root_magic = m.sqrt(magic)
    d_lat = m.degrees(d_lat / ((_KRASOVSKY_A * (1.0 - _KRASOVSKY_EE)) / (magic * root_magic)))
    d_lon = m.degrees(d_lon / (_KRASOVSKY_A / root_magic * m.cos(phi)))
    return d_lon, d_lat


def _inside_china(lon: Any, lat: Any) -> Any:
    """Tell as 1 or 0 whether GCJ-02 differs from WGS-84 there."""
    west, south, east, north = _CHINA
    return 1.0 * ((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


def _wgs_to_gcj(lon: Any, lat: Any, m: Any) -> tuple[Any, Any]:
    inside = _inside_china(lon, lat)
    d_lon, d_lat = _gcj_shift(lon, lat, m)
    return lon + inside * d_lon, lat + inside * d_lat


def _gcj_to_wgs(lon: Any, lat: Any, m: Any) -> tuple[Any, Any]:
    inside = _inside_china(lon, lat)
    at_lon, at_lat = lon, lat
    for _ in range(_ROUNDS):
        d_lon, d_lat = _gcj_shift(at_lon, at_lat, m)
        at_lon, at_lat = lon - inside * d_lon, lat - inside * d_lat
    return at_lon, at_lat


def _gcj_to_bd(lon: Any, lat: Any, m: Any) -> tuple[Any, Any]:
    radius = m.hypot(lon, lat) + 0.00002 * m.sin(lat * _X_PI)
    angle = m.atan2(lat, lon) + 0.000003 * m.cos(lon * _X_PI)
    return radius * m.cos(angle) + _BD_SHIFT[0], radius * m.sin(angle) + _BD_SHIFT[1]


def _bd_to_gcj(lon: Any, lat: Any, m: Any) -> tuple[Any, Any]:
    at_lon, at_lat = lon - _BD_SHIFT[0], lat - _BD_SHIFT[1]
    for _ in range(_ROUNDS):
        back_lon, back_lat = _gcj_to_bd(at_lon, at_lat, m)
        at_lon, at_lat = at_lon + (lon - back_lon), at_lat + (lat - back_lat)
    return at_lon, at_lat


def _move(lon: Any, lat: Any, source: Crs | str, target: Crs | str, m: Any) -> tuple[Any, Any]:
    start, goal = crs(source), crs(target)
    if start is goal:
        return lon, lat
    if start is Crs.BD09:
        lon, lat = _bd_to_gcj(lon, lat, m)
    if start is Crs.WGS84:
        lon, lat = _wgs_to_gcj(lon, lat, m)
    if goal is Crs.WGS84:
        return _gcj_to_wgs(lon, lat, m)
    return _gcj_to_bd(lon, lat, m) if goal is Crs.BD09 else (lon, lat)


def convert_many(lons: Floats, lats: Floats, source: Crs | str, target: Crs | str) -> tuple[Floats, Floats]:
    """Return the positions moved from ``source`` to ``target``; arrays in degrees, shape ``(n,)``.

    Raises :class:`UnknownCrsError`. Positions outside China are left as they are between WGS-84 and
    GCJ-02, as the formula demands.
    """
    lon, lat = np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64)
    moved: tuple[Floats, Floats] = _move(lon, lat, source, target, np)
    return moved


def convert(lon: float, lat: float, source: Crs | str, target: Crs | str) -> tuple[float, float]:
    """Return one position moved from ``source`` to ``target``, as :func:`convert_many` does."""
    moved: tuple[float, float] = _move(float(lon), float(lat), source, target, math)
    return moved


def crs(name: Crs | str) -> Crs:
    """Return the system named ``name`` (CGCS2000 counts as WGS-84), or raise :class:`UnknownCrsError`."""
    try:
        found = Crs(str(name).strip().lower().replace("-", ""))
    except ValueError:
        raise UnknownCrsError(crs=str(name)[:20]) from None
    return Crs.WGS84 if found is Crs.CGCS2000 else found
