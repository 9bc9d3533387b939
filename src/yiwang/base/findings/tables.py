"""Tables of findings."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

finding = sa.Table(
    "findings_finding",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True, comment="the source's own"),
    sa.Column("seq", sa.BigInteger, sa.Identity(always=True), nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False, comment="SHA-256 of its content"),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("site", sa.Text, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("received_at", Timestamp, nullable=False),
    sa.Column("client", sa.Text, nullable=False, comment="stable key of the actor"),
    sa.Column("confidence", sa.Double, nullable=False),
    sa.Column("box", pg.JSONB, comment="x, y, width, height as shares of the picture"),
    sa.Column("lon", sa.Double),
    sa.Column("lat", sa.Double),
    sa.Column("path", pg.ARRAY(sa.Text), nullable=False, comment="area codes of where it is; empty: unknown"),
    sa.Column("picture", sa.Text, nullable=False),
    sa.Column("model", sa.Uuid, comment="version in the registry of algorithms"),
    sa.Column("strategy", sa.Text),
    sa.Column("strategy_version", sa.Integer),
    sa.Column("outcome", sa.Text, nullable=False, comment="valid, or why it was dropped"),
    sa.Column("into", sa.BigInteger, comment="seq of the valid one that took it in"),
    sa.Column("report", sa.Uuid),
    sa.Column("case", sa.Text),
    sa.Column("note", sa.Text, comment="why no report could be made"),
    sa.Column("verdict", sa.Text, comment="true, false"),
    sa.Index(None, "seq", unique=True),
    sa.Index(None, "strategy", "at"),
    sa.Index(None, "at"),
    sa.Index("ix_findings_finding_case", "case", postgresql_where=sa.text('"case" IS NOT NULL')),
)

strategy = sa.Table(
    "findings_strategy",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("body", pg.JSONB, nullable=False),
    sa.Column("changed_at", Timestamp, nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
    comment="strategies as they are now; the audit trail has every version",
)

client = sa.Table(
    "findings_client",
    metadata,
    sa.Column("client", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("sent", sa.BigInteger, nullable=False),
    comment="findings that a client sent per UTC day",
)

limit = sa.Table(
    "findings_limit",
    metadata,
    sa.Column("client", sa.Text, primary_key=True, comment="stable key of an actor; empty: all others"),
    sa.Column("per_day", sa.Integer, nullable=False),
)
