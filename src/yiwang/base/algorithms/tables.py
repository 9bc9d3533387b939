"""Tables of the registry."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

version = sa.Table(
    "algorithms_version",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("task", sa.Text, nullable=False),
    sa.Column("scope", sa.Text, nullable=False, comment="area code; empty: the whole city"),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("card", pg.JSONB, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False, comment="SHA-256 of the artefact"),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("artefact", sa.LargeBinary, nullable=False, comment="arrays and JSON, never code"),
    sa.Column("made_at", Timestamp, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("changed_at", Timestamp, nullable=False),
    sa.UniqueConstraint("task", "scope", "number"),
    sa.Index(
        "ix_algorithms_version_published",
        "task",
        "scope",
        unique=True,
        postgresql_where=sa.text("stage = 'published'"),
    ),
)

step = sa.Table(
    "algorithms_step",
    metadata,
    sa.Column("version", sa.Uuid, sa.ForeignKey("algorithms_version.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("by", sa.Text, nullable=False, comment="stable key of the actor"),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("stage", sa.Text, nullable=False, comment="stage after it"),
    sa.Column("reason", sa.Text, nullable=False),
    comment="who moved a version when and why; the audit trail has the same, hash-chained",
)

tally = sa.Table(
    "algorithms_tally",
    metadata,
    sa.Column("version", sa.Uuid, sa.ForeignKey("algorithms_version.id"), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("calls", sa.BigInteger, nullable=False),
    sa.Column("acted", sa.BigInteger, nullable=False),
    sa.Column("right", sa.BigInteger, nullable=False),
    sa.Column("wrong", sa.BigInteger, nullable=False),
    comment="how often a version was asked, acted, and was right, per UTC day",
)

use = sa.Table(
    "algorithms_use",
    metadata,
    sa.Column("client", sa.Text, primary_key=True, comment="stable key of the actor"),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("version", sa.Uuid, sa.ForeignKey("algorithms_version.id"), primary_key=True),
    sa.Column("calls", sa.BigInteger, nullable=False),
    sa.Column("failed", sa.BigInteger, nullable=False),
    sa.Column("millis", sa.BigInteger, nullable=False, comment="of answered calls"),
    comment="calls by tensors: whose, of which version, per UTC day",
)

limit = sa.Table(
    "algorithms_limit",
    metadata,
    sa.Column("client", sa.Text, primary_key=True, comment="stable key of an actor; empty: of all others"),
    sa.Column("per_day", sa.Integer, nullable=False),
    sa.Column("price", sa.Numeric(12, 4), nullable=False, comment="per answered call"),
)

turn = sa.Table(
    "algorithms_turn",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("client", sa.Text, nullable=False, comment="stable key of the actor"),
    sa.Column("task", sa.Text, nullable=False),
    sa.Column("priority", sa.SmallInteger, nullable=False),
    sa.Column("rank", sa.Double, nullable=False, comment="who has less goes first"),
    sa.Column("since", Timestamp, nullable=False),
    sa.Column("until", Timestamp, nullable=False, comment="an answer after it is of no use"),
    sa.Column("started_at", Timestamp, comment="null: it waits"),
    sa.Column("heard_at", Timestamp, nullable=False, comment="its process was alive then"),
    comment="calls of slow models that wait or run, of all processes; a handful of rows",
)

DDL: tuple[str, ...] = ("ALTER TABLE algorithms_version ALTER COLUMN artefact SET STORAGE EXTERNAL",)
