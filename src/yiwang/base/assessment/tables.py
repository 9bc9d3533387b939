"""Tables of assessment."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

definition = sa.Table(
    "assessment_definition",
    metadata,
    sa.Column("pack", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("section", pg.JSONB, nullable=False),
    comment="sections of packs that add schemes",
)

scheme = sa.Table(
    "assessment_scheme",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False, comment="of what decides a score"),
    sa.Column("since", Timestamp, nullable=False),
    sa.Column("data", pg.JSONB, nullable=False),
    comment="every version of a scheme that was ever in force: one is never changed under its number",
)
