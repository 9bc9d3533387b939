"""Tables of the library of hard matters."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

knot = sa.Table(
    "knots_knot",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("state", sa.Text, nullable=False, comment="open, solved, dropped"),
    sa.Column("matter", sa.Text, nullable=False),
    sa.Column("deadline", sa.Date, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("body", pg.JSONB, nullable=False, comment="the whole entry; words are masked"),
    sa.Index(None, "matter", "state"),
    sa.Index(None, "at", "id"),
    comment="hard matters: how they are handled, by whom, until when, what came of it",
)

candidate = sa.Table(
    "knots_candidate",
    metadata,
    sa.Column("case_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("matter", sa.Text),
    sa.Column("unit", sa.Text),
    sa.Column("path", pg.ARRAY(sa.Text), nullable=False),
    sa.Column("at", Timestamp, nullable=False, comment="first found"),
    sa.Column("reasons", pg.JSONB, nullable=False, comment="criteria that hold, with what was counted"),
    sa.Column("state", sa.Text, nullable=False, comment="found, admitted, dismissed"),
    sa.Column("remark", sa.Text, nullable=False, comment="why it was dismissed"),
    sa.Index(None, "state", "at"),
    comment="cases that meet a criterion of a hard matter",
)

criteria = sa.Table(
    "knots_criteria",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("body", pg.JSONB, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    comment="by which criteria cases are found; the highest version counts",
)
