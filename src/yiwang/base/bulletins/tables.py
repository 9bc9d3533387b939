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

bulletin = sa.Table(
    "bulletins_bulletin",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("state", sa.Text, nullable=False, comment="drafted, returned, approved, published, withdrawn"),
    sa.Column("public", sa.Boolean, nullable=False, comment="citizens see it when it is published"),
    sa.Column("at", Timestamp, nullable=False, comment="when it was made"),
    sa.Column("published_at", Timestamp),
    sa.Column("occasion", sa.Text, unique=True, comment="schedule and period: made once"),
    sa.Column("body", pg.JSONB, nullable=False, comment="what it is of, who did what with it"),
    sa.Column("document", pg.JSONB, nullable=False, comment="what it says, as it was made and edited"),
    sa.Index(None, "at", "id"),
    sa.Index(
        "ix_bulletins_bulletin_open",
        "published_at",
        postgresql_where=sa.text("state = 'published' AND public"),
    ),
    comment="bulletins that were made: the archive",
)

receipt = sa.Table(
    "bulletins_receipt",
    metadata,
    sa.Column("bulletin", sa.Uuid, sa.ForeignKey("bulletins_bulletin.id"), primary_key=True),
    sa.Column("reader", sa.Text, primary_key=True, comment="key of a person or account"),
    sa.Column("unit", sa.Text),
    sa.Column("at", Timestamp, nullable=False),
    comment="who has confirmed to have read a published bulletin",
)

schedule = sa.Table(
    "bulletins_schedule",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("next_at", Timestamp, comment="none: it rests"),
    sa.Column("body", pg.JSONB, nullable=False),
    sa.Index(None, "next_at"),
    comment="bulletins made by the clock",
)
