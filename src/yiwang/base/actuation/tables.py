"""The table of commands to devices."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

command = sa.Table(
    "actuation_command",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("function", sa.Text, nullable=False),
    sa.Column("made_at", Timestamp, nullable=False),
    sa.Column("ready_at", Timestamp, comment="since when it may be sent"),
    sa.Column("expires_at", Timestamp, nullable=False),
    sa.Column("body", pg.JSONB, nullable=False, comment="Command"),
    sa.Index(None, "device", "made_at", "id"),
    sa.Index("ix_actuation_command_waiting", "ready_at", postgresql_where=sa.text("state = 'waiting'")),
    sa.Index(
        "ix_actuation_command_open",
        "expires_at",
        postgresql_where=sa.text("state IN ('asked', 'waiting', 'delivered')"),
    ),
)
