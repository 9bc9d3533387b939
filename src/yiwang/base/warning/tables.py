"""Tables of warnings."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

warning = sa.Table(
    "warning_warning",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Text, nullable=False, unique=True),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("level", sa.SmallInteger, nullable=False, comment="1 blue … 4 red, of what is shown"),
    sa.Column("path", pg.ARRAY(sa.Text), nullable=False, comment="its areas and those above them"),
    sa.Column("areas", pg.ARRAY(sa.Text), nullable=False),
    sa.Column("valid_until", Timestamp, nullable=False),
    sa.Column("at", Timestamp, nullable=False, comment="when it was drafted"),
    sa.Column("body", pg.JSONB, nullable=False),
    sa.Column("entry", sa.LargeBinary, nullable=False, comment="hash of its last journal line"),
    sa.Index(None, "at", "id"),
    sa.Index("ix_warning_warning_open", "valid_until", postgresql_where=sa.text("stage = 'published'")),
    sa.Index("ix_warning_warning_path", "path", postgresql_using="gin"),
)

receipt = sa.Table(
    "warning_receipt",
    metadata,
    sa.Column("warning", sa.Uuid, sa.ForeignKey("warning_warning.id"), primary_key=True),
    sa.Column("edition", sa.Integer, primary_key=True),
    sa.Column("receiver", sa.Text, primary_key=True, comment="unit:CODE or person:ID"),
    sa.Column("unit", sa.Text),
    sa.Column("person", sa.Uuid),
    sa.Column("told_at", Timestamp, nullable=False),
    sa.Column("reminders", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("reminded_at", Timestamp),
    sa.Column("confirmed_at", Timestamp),
    sa.Column("confirmed_by", sa.Text, comment="stable key of the actor"),
    sa.Index("ix_warning_receipt_unit", "unit", postgresql_where=sa.text("confirmed_at IS NULL")),
    sa.Index("ix_warning_receipt_person", "person", postgresql_where=sa.text("confirmed_at IS NULL")),
    comment="who was told of each edition, and who confirmed",
)

template = sa.Table(
    "warning_template",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("body", pg.JSONB, nullable=False),
    sa.Column("changed_at", Timestamp, nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
)

template_version = sa.Table(
    "warning_template_version",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("body", pg.JSONB, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("by", sa.Text, nullable=False, comment="stable key of the actor"),
    comment="every version of a template as it was saved",
)
