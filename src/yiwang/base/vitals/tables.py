"""Tables of vitals."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

rule = sa.Table(
    "vitals_rule",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("data", pg.JSONB, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("by_name", sa.Text, nullable=False),
    sa.Column("rehearsed", pg.JSONB, comment="what it would have raised; null: never tried on the past"),
    sa.Column("on", sa.Boolean, nullable=False, comment="at most one version of a code"),
    comment="rules on indicators, every version",
)

alert = sa.Table(
    "vitals_alert",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False, comment="of the rule that raised it"),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("area", sa.Text, comment="null: the city"),
    sa.Column("since", sa.Text, nullable=False, comment="the piece of time that began it"),
    sa.Column("period", sa.Text, nullable=False, comment="the last piece judged"),
    sa.Column("level", sa.SmallInteger, nullable=False, comment="1 blue to 4 red, the gravest so far"),
    sa.Column("value", sa.Double, nullable=False),
    sa.Column("limit", sa.Double, comment="the mildest limit, in the unit of the indicator"),
    sa.Column("strength", sa.Double, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("closed_at", Timestamp),
    sa.Column("closed_by", sa.Text),
    sa.Column("result", sa.Text, comment="recovered, handled, false, known"),
    sa.Column("remark", sa.Text),
    sa.Column("report", sa.Uuid),
    sa.Column("case_number", sa.Text),
    sa.Column("history", pg.JSONB, nullable=False, comment="what happened with it, in order"),
    sa.Index("ix_vitals_alert_open", "rule", "area", unique=True, postgresql_nulls_not_distinct=True,
             postgresql_where=sa.text("closed_at IS NULL")),
    sa.Index(None, "at", "id"),
    comment="alerts on indicators",
)  # fmt: skip

scale = sa.Table(
    "vitals_scale",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("data", pg.JSONB, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("by_name", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    comment="scales of the stages of the city; the last version is in force, none: the one delivered",
)

stage = sa.Table(
    "vitals_stage",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("stage", sa.SmallInteger, nullable=False),
    sa.Column("scale", sa.Integer, nullable=False, comment="version it was declared by"),
    sa.Column("proposed", sa.SmallInteger, comment="what the machine proposed then"),
    sa.Column("criteria", pg.JSONB, nullable=False, comment="what was known then"),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("by_name", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    comment="stages of the city as persons declared them; the last is in force",
)

proposal = sa.Table(
    "vitals_proposal",
    metadata,
    sa.Column("one", sa.Boolean, primary_key=True, server_default=sa.true()),
    sa.Column("stage", sa.SmallInteger, comment="null: no criterion could be judged"),
    sa.Column("scale", sa.Integer, nullable=False),
    sa.Column("criteria", pg.JSONB, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.CheckConstraint("one", name="single"),
    comment="what the machine proposes now",
)
