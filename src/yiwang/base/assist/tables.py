"""Tables of assistance."""

from __future__ import annotations

import sqlalchemy as sa

from yiwang.infra.schema import Timestamp, metadata

call = sa.Table(
    "assist_call",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("who", sa.Text, nullable=False, comment="stable key of the actor"),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("case", sa.Text),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("tokens_in", sa.Integer, nullable=False),
    sa.Column("tokens_out", sa.Integer, nullable=False),
    sa.Column("millis", sa.Integer, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False, comment="ok, or the code of what went wrong"),
    sa.Index(None, "who", "at"),
    comment="every call of the language model; no words of anybody",
)
