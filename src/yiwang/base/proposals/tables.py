"""Tables of proposals."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

proposal = sa.Table(
    "proposals_proposal",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column(
        "state", sa.Text, nullable=False, comment="drafted, sent, accepted, refused, withdrawn, applied"
    ),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("body", pg.JSONB, nullable=False, comment="the whole proposal; codes and figures, no names"),
    sa.Index(None, "at", "id"),
    comment="change requests that follow from analysis, with figures before and what came of them",
)
