"""Tables of matters."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

matter = sa.Table(
    "matters_matter",
    metadata,
    sa.Column("key", sa.Text, primary_key=True, comment="kind:code"),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("scope_area", sa.Text, comment="null: common to the city"),
    sa.Column("status", sa.Text, nullable=False, comment="draft, published, retired"),
    sa.Column("data", pg.JSONB, nullable=False, comment="the whole entry"),
    sa.Column("source", sa.Text, nullable=False, comment="pack@version or manual"),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    comment="catalogue entries; a change adds a version, the highest one counts",
)

mapping = sa.Table(
    "matters_mapping",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("matter", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False, comment="pack@version or manual"),
    comment="what foreign codes mean",
)

unmapped = sa.Table(
    "matters_unmapped",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("count", sa.BigInteger, nullable=False),
    sa.Column("first_seen", Timestamp, nullable=False),
    sa.Column("last_seen", Timestamp, nullable=False),
    comment="foreign codes that no mapping knows",
)

responsibility = sa.Table(
    "matters_responsibility",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("matter", sa.Text, nullable=False),
    sa.Column("area", sa.Text, nullable=False),
    sa.Column("scene", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("status", sa.Text, nullable=False, comment="draft, approved, ended"),
    sa.Column("lead_unit", sa.Text, nullable=False),
    sa.Column("assist_units", pg.ARRAY(sa.Text), nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_to", sa.Date, comment="first day on which it no longer holds"),
    sa.Column("data", pg.JSONB, nullable=False, comment="limits, standards, legal basis"),
    sa.Column("change_basis", sa.Text, nullable=False),
    sa.Column("applicant", sa.Text, nullable=False),
    sa.Column("applied_at", Timestamp, nullable=False),
    sa.Column("approver", sa.Text),
    sa.Column("approved_at", Timestamp),
    sa.Column("source", sa.Text, nullable=False),
    sa.UniqueConstraint("matter", "area", "scene", "version"),
    sa.Index("ix_matters_responsibility_unit", "lead_unit"),
    comment="the responsibility list; approved versions never change except for their end",
)
