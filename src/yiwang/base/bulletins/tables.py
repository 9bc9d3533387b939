"""Tables of bulletins."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

template = sa.Table(
    "bulletins_template",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("body", pg.JSONB, nullable=False, comment="the template whole; a version never changes"),
    sa.Column("author", sa.Text, nullable=False, comment="key of a person, or pack:ID"),
    sa.Column("at", Timestamp, nullable=False),
    comment="versions of templates that a city or its packs added to those shipped",
)
