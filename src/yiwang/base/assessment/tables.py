"""Tables of assessment."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

definition = sa.Table(
    "assessment_definition",
    metadata,
    sa.Column("pack", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("section", pg.JSONB, nullable=False),
    comment="sections of packs that add schemes",
)

scheme = sa.Table(
    "assessment_scheme",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False, comment="of what decides a score"),
    sa.Column("since", Timestamp, nullable=False),
    sa.Column("data", pg.JSONB, nullable=False),
    comment="every version of a scheme that was ever in force: one is never changed under its number",
)

edition = sa.Table(
    "assessment_edition",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("scheme", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False, comment="1, and one more each time it is frozen anew"),
    sa.Column("state", sa.Text, nullable=False, comment="frozen, asked (to be opened again), reopened"),
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("body", pg.JSONB, nullable=False, comment="who, when, digests; words of reasons"),
    sa.Column("payload", sa.Text, nullable=False, comment="scheme, inputs and rows as JSON: what was sealed"),
    sa.Column("entry", sa.LargeBinary, nullable=False, comment="hash of the last journal entry"),
    sa.UniqueConstraint("scheme", "period", "number"),
    comment="frozen results, never changed: opening a period again makes room for another edition",
)

basis = sa.Table(
    "assessment_basis",
    metadata,
    sa.Column("edition", sa.Uuid, primary_key=True),
    sa.Column("case_id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False, comment="of its journal when the period was frozen"),
    comment="from which cases, as they were, a frozen result was counted",
)

appeal = sa.Table(
    "assessment_appeal",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("scheme", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("object", sa.Text, nullable=False, comment="unit or area whose score is contested"),
    sa.Column("state", sa.Text, nullable=False, comment="filed, accepted, refused, withdrawn"),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("cases", pg.ARRAY(sa.Text), nullable=False, comment="numbers of the cases to be left out"),
    sa.Column("body", pg.JSONB, nullable=False, comment="the whole appeal with its words"),
    sa.Column("entry", sa.LargeBinary, nullable=False, comment="hash of the last journal entry"),
    sa.Index(None, "at", "id"),
    sa.Index("ix_assessment_appeal_filed", "scheme", "period", postgresql_where=sa.text("state = 'filed'")),
    comment="appeals 申诉 against scores: which cases are left out, why, who decided",
)
