"""Tables of language."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

words = sa.Table(
    "language_words",
    metadata,
    sa.Column("pack", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("section", pg.JSONB, nullable=False),
    sa.Column("changed_at", Timestamp, nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
    comment="sections of packs that change words and name subjects",
)
