from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

city = sa.Table(
    "geography_city",
    metadata,
    sa.Column("only", sa.Boolean, primary_key=True, server_default=sa.true()),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("timezone", sa.Text, nullable=False),
    sa.Column("crs", sa.Text, nullable=False),
    sa.Column("lon", sa.Double),
    sa.Column("lat", sa.Double),
    sa.CheckConstraint('"only"', name="one_row"),
    comment="the one city that this installation serves",
)

area = sa.Table(
    "geography_area",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("parent", sa.Text),
    sa.Column("grade", sa.Text),
    sa.Column("polygon", sa.LargeBinary, comment="WKB, degrees on WGS-84"),
    sa.Column("lon", sa.Double, comment="a point inside the polygon"),
    sa.Column("lat", sa.Double),
    sa.Column("area_m2", sa.Double, comment="on the WGS-84 ellipsoid"),
    sa.Column("valid_from", Timestamp, nullable=False),
    sa.Column("valid_to", Timestamp, comment="null: in force"),
    sa.Column("changed_by", sa.Text, nullable=False),
    sa.CheckConstraint("level IN ('city', 'district', 'street', 'community', 'grid')", name="level"),
    sa.CheckConstraint("grade IN ('A', 'B', 'C')", name="grade"),
    sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
    sa.Index("uq_geography_area_current", "code", unique=True, postgresql_where=sa.text("valid_to IS NULL")),
    sa.Index(None, "code", "valid_from"),
    comment="areas by version: a change closes the old row and opens a new one",
)

place = sa.Table(
    "geography_place",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("word", sa.Text, nullable=False, comment="the name folded, without spaces: what is searched"),
    sa.Column("grams", pg.ARRAY(sa.Text), nullable=False, comment="pairs of characters of the word"),
    sa.Column("kind", sa.Text, nullable=False, comment="road, water, school … as in the base map"),
    sa.Column("area", sa.Text, comment="deepest area above grids; null: outside"),
    sa.Column("lon", sa.Double, nullable=False),
    sa.Column("lat", sa.Double, nullable=False),
    sa.Column("rank", sa.SmallInteger, nullable=False, comment="1 what everybody knows … 4"),
    sa.Column(
        "aliases", pg.ARRAY(sa.Text), nullable=False, server_default="{}", comment="old and other names"
    ),
    sa.Index(None, "word"),
    sa.Index(None, "grams", postgresql_using="gin"),
    comment="the gazetteer: named places of the base map, replaced as a whole with it",
)

gazetteer = sa.Table(
    "geography_gazetteer",
    metadata,
    sa.Column("only", sa.Boolean, primary_key=True, server_default=sa.true()),
    sa.Column(
        "digest", sa.LargeBinary, nullable=False, comment="of the list and of the areas it was placed in"
    ),
    sa.Column("places", sa.Integer, nullable=False),
    sa.Column("loaded_at", Timestamp, nullable=False),
    sa.CheckConstraint('"only"', name="one_row"),
    comment="which list of places is loaded",
)

address = sa.Table(
    "geography_address",
    metadata,
    sa.Column("code", sa.Text, primary_key=True, comment="as the city's register of addresses has it"),
    sa.Column("name", sa.Text, nullable=False, comment="as it is written, without the areas above"),
    sa.Column("carrier", sa.Text, nullable=False, comment="road, estate or place that the number belongs to"),
    sa.Column("sort", sa.Text, nullable=False),
    sa.Column("number", sa.Text, nullable=False, comment="12 or 12-3; empty for a place"),
    sa.Column("aliases", pg.ARRAY(sa.Text), nullable=False, comment="other names of the carrier"),
    sa.Column("area", sa.Text, comment="deepest area above grids; null: outside"),
    sa.Column("lon", sa.Double, nullable=False),
    sa.Column("lat", sa.Double, nullable=False),
    sa.Column("changed_at", Timestamp, nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
    sa.CheckConstraint("sort IN ('no', 'building', 'place')", name="sort"),
    comment="standard addresses: where a house number or a building is",
)
