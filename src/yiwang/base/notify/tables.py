"""Tables of notify."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

notice = sa.Table(
    "notify_notice",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("audience", sa.Text, nullable=False, comment="unit:CODE, person:ID or role:NAME"),
    sa.Column("within", sa.Text, comment="role that readers of the unit must hold"),
    sa.Column("path", pg.ARRAY(sa.Text), nullable=False, comment="area codes; empty: wherever"),
    sa.Column("kind", sa.Text, nullable=False, comment="template of the catalogue"),
    sa.Column("level", sa.Text, nullable=False, comment="info, warn, urgent"),
    sa.Column("subject", sa.Text, nullable=False, comment="what it is about, e.g. a case number"),
    sa.Column("params", pg.JSONB, nullable=False, comment="of the template: codes and dates, no free text"),
    sa.Column("dedupe", sa.Uuid, nullable=False, unique=True, comment="target, kind, subject, period"),
    sa.Index("ix_notify_notice_audience", "audience", sa.text("at DESC"), sa.text("id DESC")),
    sa.Index(None, "at"),
)

read = sa.Table(
    "notify_read",
    metadata,
    sa.Column("reader", sa.Text, primary_key=True, comment="stable key of the actor"),
    sa.Column("notice", sa.Uuid, sa.ForeignKey("notify_notice.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("read_at", Timestamp, nullable=False),
    sa.Index(None, "notice"),
)

mark = sa.Table(
    "notify_mark",
    metadata,
    sa.Column("reader", sa.Text, primary_key=True),
    sa.Column("upto", Timestamp, nullable=False, comment="everything up to here was read at once"),
    sa.Column("read_at", Timestamp, nullable=False),
)

sms = sa.Table(
    "notify_sms",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("params", pg.JSONB, nullable=False),
    sa.Column("urgent", sa.Boolean, nullable=False),
    sa.Column("number", sa.Text, comment="personal data: only while the message is queued"),
    sa.Column("masked", sa.Text, nullable=False),
    sa.Column("ref", sa.Uuid, comment="whose number: lets it be taken back"),
    sa.Column("dedupe", sa.Uuid, nullable=False, unique=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("next_at", Timestamp, nullable=False),
    sa.Column("sent_at", Timestamp),
    sa.Column("day_key", sa.LargeBinary, comment="number under the salt of the local day: the daily cap"),
    sa.Column("error", sa.Text, comment="why the last attempt failed"),
    sa.CheckConstraint("state IN ('queued', 'sent', 'failed')", name="state"),
    sa.CheckConstraint("state = 'queued' OR number IS NULL", name="erased"),
    sa.Index("ix_notify_sms_due", "next_at", postgresql_where=sa.text("state = 'queued'")),
    sa.Index("ix_notify_sms_day_key", "day_key", postgresql_where=sa.text("day_key IS NOT NULL")),
    sa.Index("ix_notify_sms_ref", "ref", postgresql_where=sa.text("number IS NOT NULL")),
    sa.Index(None, "at"),
    comment="text messages on their way out; the number is erased when the message has left",
)

day = sa.Table(
    "notify_day",
    metadata,
    sa.Column("day", sa.Date, primary_key=True, comment="local day of the city"),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    comment="salts of day_key, deleted with their day: afterwards nobody can test a number against it",
)
