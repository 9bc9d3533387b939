"""Published views: what other modules' reports and a GIS may read."""

from __future__ import annotations

VIEWS: list[str] = [
    """
    CREATE VIEW geography_areas_v1 AS
    SELECT code, name, level, parent, grade, lon, lat, area_m2, polygon AS wkb, valid_from
    FROM geography_area WHERE valid_to IS NULL
    """,
]
