"""Tables of plans."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

plan = sa.Table(
    "plans_plan",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("state", sa.Text, nullable=False, comment="drafted, approved, refused, retired"),
    sa.Column("body", pg.JSONB, nullable=False, comment="the version whole; what is approved never changes"),
    sa.Index("ix_plans_plan_approved", "code", unique=True, postgresql_where=sa.text("state = 'approved'")),
    comment="versions of plans, written by one person and approved by another",
)

run = sa.Table(
    "plans_run",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("case_id", sa.Uuid, nullable=False),
    sa.Column("plan", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("level", sa.SmallInteger, nullable=False),
    sa.Column("matter", sa.Text),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("body", pg.JSONB, nullable=False, comment="codes and times; words are notes of the case"),
    sa.UniqueConstraint("case_id", "plan", "level"),
    sa.Index(None, "plan", "version", "at"),
    sa.Index(None, "matter", "at"),
    comment="plans put into effect on cases, and how they differ from what the plan says",
)
