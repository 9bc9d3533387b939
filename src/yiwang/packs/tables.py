"""The one table of the pack engine."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

installed = sa.Table(
    "packs_installed",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("hash", sa.LargeBinary, nullable=False, comment="SHA-256 of all definitions"),
    sa.Column("manifest", pg.JSONB, nullable=False),
    sa.Column("items", pg.JSONB, nullable=False, comment="digest of each definition, for comparing"),
    sa.Column("current", sa.Boolean, nullable=False),
    sa.Column("installed_at", Timestamp, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Index("ux_packs_installed_current", "id", unique=True, postgresql_where=sa.text("current")),
    comment="versions of packs ever installed; the current one of each",
)
