"""Tables of signs."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

sign = sa.Table(
    "signs_sign",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column(
        "kind", sa.Text, nullable=False, comment="burst, hot, group, again, unsolved, sensitive, key_area"
    ),
    sa.Column(
        "object", sa.Text, nullable=False, comment="what it is about; of callers a hash, never a number"
    ),
    sa.Column(
        "period", sa.Text, nullable=False, comment="ISO week, month or day: once per object and period"
    ),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("matter", sa.Text),
    sa.Column("path", pg.ARRAY(sa.Text), nullable=False, comment="area and those above it; or none"),
    sa.Column(
        "size", sa.Double, nullable=False, comment="times the expected, people, cases or days, by kind"
    ),
    sa.Column("words", pg.JSONB, nullable=False, comment="what is seen, in zh and en"),
    sa.Column("numbers", pg.ARRAY(sa.Text), nullable=False, comment="cases behind it, at most 200"),
    sa.Column("cases", sa.Integer, nullable=False),
    sa.Column("closed_at", Timestamp),
    sa.Column("closed_by", sa.Text),
    sa.Column("result", sa.Text, comment="confirmed, false, known"),
    sa.Column("remark", sa.Text),
    sa.Column("entry", sa.LargeBinary, nullable=False, comment="hash of its last journal line"),
    sa.UniqueConstraint("kind", "object", "period"),
    sa.Index(None, "at", "id"),
    sa.Index("ix_signs_sign_open", "kind", "at", postgresql_where=sa.text("closed_at IS NULL")),
    comment="early signs that people should look at, each told once per object and period",
)

limits = sa.Table(
    "signs_limits",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("limits", pg.JSONB, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("by_name", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("entry", sa.LargeBinary, nullable=False, comment="hash of its journal line"),
    comment="limits of signs as they were set; the last version is in force",
)
