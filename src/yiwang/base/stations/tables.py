"""The table of boards."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import metadata

board = sa.Table(
    "stations_board",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("pack", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("body", pg.JSONB, nullable=False),
)
