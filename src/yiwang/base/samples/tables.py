"""Tables of samples."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

sample_set = sa.Table(
    "samples_set",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("body", pg.JSONB, nullable=False, comment="name, guide, labels"),
    sa.Column("made_at", Timestamp, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False, comment="stable key of the actor"),
)

item = sa.Table(
    "samples_item",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("set", sa.Text, sa.ForeignKey("samples_set.code"), nullable=False),
    sa.Column("text", sa.Text, nullable=False, comment="masked"),
    sa.Column("print", sa.LargeBinary, nullable=False, comment="SHA-256 of the text: each once per set"),
    sa.Column("salt", sa.LargeBinary, nullable=False, comment="of the commitment in versions; goes with it"),
    sa.Column("reports", pg.ARRAY(sa.Uuid), nullable=False, comment="erasing any of them erases the text"),
    sa.Column("source", sa.Text, nullable=False, comment="number of a case, or name of a file"),
    sa.Column("path", pg.ARRAY(sa.Text), nullable=False, comment="area of the case and those above it"),
    sa.Column("given", sa.Text, comment="what the file or the matter's class said; labellers do not see it"),
    sa.Column("added_at", Timestamp, nullable=False),
    sa.UniqueConstraint("set", "print"),
    sa.Index(None, "reports", postgresql_using="gin"),
)

judgement = sa.Table(
    "samples_judgement",
    metadata,
    sa.Column("item", sa.Uuid, sa.ForeignKey("samples_item.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("who", sa.Text, primary_key=True, comment="stable key of the actor"),
    sa.Column("label", sa.Text, nullable=False, comment="empty: cannot tell"),
    sa.Column("settles", sa.Boolean, nullable=False, comment="a third person's, where two differ"),
    sa.Column("at", Timestamp, nullable=False),
    comment="two labels a text by two persons, and a third where they differ",
)

version = sa.Table(
    "samples_version",
    metadata,
    sa.Column("set", sa.Text, sa.ForeignKey("samples_set.code"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("by", sa.Text, nullable=False, comment="stable key of the actor"),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("body", pg.JSONB, nullable=False, comment="the set as it was"),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("texts", sa.Integer, nullable=False),
    sa.Column("erased", sa.Integer, nullable=False, comment="of these: their report was erased since"),
    sa.Column("agreement", pg.JSONB, nullable=False),
)

kept = sa.Table(
    "samples_kept",
    metadata,
    sa.Column("set", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("item", sa.Uuid, primary_key=True, comment="stays when the text is erased"),
    sa.Column("mark", sa.LargeBinary, nullable=False, comment="salted hash of the text"),
    sa.Column("label", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["set", "number"], ["samples_version.set", "samples_version.number"]),
    sa.Index(None, "item"),
    comment="what a frozen version holds",
)
