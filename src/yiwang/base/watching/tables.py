"""Tables of watch orders."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

order = sa.Table(
    "watching_order",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Text, nullable=False, unique=True),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("starts_at", Timestamp, nullable=False),
    sa.Column("ends_at", Timestamp, nullable=False),
    sa.Column(
        "path", pg.ARRAY(sa.Text), nullable=False, comment="area of the target and those above; or none"
    ),
    sa.Column("units", pg.ARRAY(sa.Text), nullable=False, comment="receivers"),
    sa.Column("persons", pg.ARRAY(sa.Uuid), nullable=False, comment="receivers"),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("body", pg.JSONB, nullable=False),
    sa.Column("entry", sa.LargeBinary, nullable=False, comment="hash of its last journal line"),
    sa.Index(None, "at", "id"),
    sa.Index("ix_watching_order_open", "stage", postgresql_where=sa.text("stage <> 'ended'")),
)

hit = sa.Table(
    "watching_hit",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True, comment="of the message that told of it"),
    sa.Column("order", sa.Uuid, sa.ForeignKey("watching_order.id"), nullable=False),
    sa.Column("alarm", sa.Uuid, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("level", sa.SmallInteger, nullable=False),
    sa.Column("hushed", sa.Boolean, nullable=False, comment="listed, but nobody was told"),
    sa.Column("at", Timestamp, nullable=False),
    sa.Index(None, "order", "at"),
)
