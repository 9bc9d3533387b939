"""Tables of flows and calendars."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

flow = sa.Table(
    "workflow_flow",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("definition", pg.JSONB, nullable=False),
    sa.Column("published_at", Timestamp, nullable=False),
    sa.Column("published_by", sa.Text, nullable=False),
    comment="published flow versions, immutable",
)

calendar = sa.Table(
    "workflow_calendar",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("definition", pg.JSONB, nullable=False),
    sa.Column("changed_at", Timestamp, nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
    comment="work calendars; deadlines already computed keep the value they have",
)
