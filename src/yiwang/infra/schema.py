"""The one metadata object that all ``tables`` modules attach to, and the tables of ``infra`` itself."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Timestamp = sa.DateTime(timezone=True)

outbox = sa.Table(
    "infra_outbox",
    metadata,
    sa.Column("seq", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("id", sa.Uuid, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("version", sa.SmallInteger, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("payload", pg.JSONB, nullable=False),
)

subscription = sa.Table(
    "infra_subscription",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("paused", sa.Boolean, nullable=False, server_default=sa.false()),
    comment="how far each subscriber has read the outbox",
)

parked = sa.Table(
    "infra_parked",
    metadata,
    sa.Column("subscriber", sa.Text, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("payload", pg.JSONB, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("next_attempt_at", Timestamp, comment="null: parked until an operator replays it"),
    sa.Index("ix_infra_parked_due", "next_attempt_at"),
    comment="messages a subscriber failed on: retried with growing pauses, then shown to operators",
)

periodic = sa.Table(
    "infra_periodic",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("started_at", Timestamp, nullable=False),
    sa.Column("finished_at", Timestamp),
    sa.Column("error", sa.Text, comment="why the last run failed"),
    comment="when each periodic job last ran, whichever worker ran it",
)

revision = sa.Table(
    "infra_revision",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("revision", sa.BigInteger, nullable=False),
    comment="bumped by every change of reference data, so that processes reload their snapshots",
)
