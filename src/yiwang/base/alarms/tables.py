"""Tables of alarms."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

rule = sa.Table(
    "alarms_rule",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False, comment="the newest"),
    sa.Column("running", sa.Integer, comment="the version that is switched on"),
    sa.Column("pack", sa.Text, comment="the pack that brought it"),
    sa.Column("raised", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("dropped", sa.BigInteger, nullable=False, server_default="0", comment="over the limit"),
    sa.Column("said_true", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("said_false", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("changed_at", Timestamp, nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
)

rule_version = sa.Table(
    "alarms_rule_version",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("body", pg.JSONB, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    comment="every version of a rule, immutable",
)

alarm = sa.Table(
    "alarms_alarm",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("fingerprint", sa.Text, nullable=False, comment="rule, subject and labels"),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("rule_version", sa.Integer, nullable=False),
    sa.Column("subject", sa.Text, nullable=False, comment="code of the device or place"),
    sa.Column("device", sa.Integer),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("labels", pg.JSONB, nullable=False),
    sa.Column("level", sa.SmallInteger, nullable=False, comment="1 blue … 4 red"),
    sa.Column("peak", sa.SmallInteger, nullable=False),
    sa.Column("value", sa.Double),
    sa.Column("area", sa.Text),
    sa.Column("path", pg.ARRAY(sa.Text), nullable=False),
    sa.Column("unit", sa.Text),
    sa.Column("lon", sa.Double),
    sa.Column("lat", sa.Double),
    sa.Column("raised_at", Timestamp, nullable=False),
    sa.Column("last_at", Timestamp, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("recurrences", pg.JSONB, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("flapping", sa.Boolean, nullable=False),
    sa.Column("hushed", sa.Text),
    sa.Column("parent", sa.Uuid),
    sa.Column("is_storm", sa.Boolean, nullable=False),
    sa.Column("confirmed_at", Timestamp),
    sa.Column("assignee", sa.Text),
    sa.Column("report", sa.Uuid),
    sa.Column("case", sa.Text),
    sa.Column("handled_at", Timestamp),
    sa.Column("verdict", sa.Text),
    sa.Column("cleared_at", Timestamp),
    sa.Column("settles_at", Timestamp),
    sa.Column("closed_at", Timestamp),
    sa.Column("version", sa.Integer, nullable=False, comment="lines of its journal"),
    sa.Column("entry", sa.LargeBinary, nullable=False, comment="hash of its last journal line"),
    sa.Index(
        "ix_alarms_alarm_open", "fingerprint", unique=True, postgresql_where=sa.text("closed_at IS NULL")
    ),
    sa.Index("ix_alarms_alarm_living", "raised_at", "id", postgresql_where=sa.text("closed_at IS NULL")),
    sa.Index(None, "raised_at", "id"),
    sa.Index(None, "rule", "raised_at"),
    sa.Index(None, "fingerprint", "raised_at"),
    sa.Index("ix_alarms_alarm_path", "path", postgresql_using="gin"),
    sa.Index("ix_alarms_alarm_case", "case", postgresql_where=sa.text('"case" IS NOT NULL')),
    sa.Index("ix_alarms_alarm_report", "report", postgresql_where=sa.text("report IS NOT NULL")),
    sa.Index("ix_alarms_alarm_parent", "parent", postgresql_where=sa.text("parent IS NOT NULL")),
)

silence = sa.Table(
    "alarms_silence",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("matchers", pg.JSONB, nullable=False),
    sa.Column("starts_at", Timestamp, nullable=False),
    sa.Column("ends_at", Timestamp, nullable=False),
    sa.Column("until_resolved", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("created_at", Timestamp, nullable=False),
    sa.Index(None, "ends_at"),
)

setting = sa.Table(
    "alarms_setting",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True, comment="inhibition or mute"),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("body", pg.JSONB, nullable=False),
    sa.Column("changed_at", Timestamp, nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
    comment="inhibitions and mute times",
)

gathered = sa.Table(
    "alarms_gathered",
    metadata,
    sa.Column("partition", sa.Integer, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, comment="the batch's in its partition"),
    sa.Column(
        "received", sa.BigInteger, nullable=False, comment="microseconds since 1970, of the newest parcel"
    ),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("turn", sa.BigInteger, comment="when it was judged; none: it waits"),
    sa.Index(
        "ix_alarms_gathered_waiting", "received", "partition", "seq", postgresql_where=sa.text("turn IS NULL")
    ),
    sa.Index("ix_alarms_gathered_turn", "turn", postgresql_where=sa.text("turn IS NOT NULL")),
    comment="readings that rules about places need, sent by partitions when there are several",
)

gathering = sa.Table(
    "alarms_gathering",
    metadata,
    sa.Column("no", sa.SmallInteger, primary_key=True, comment="always 0"),
    sa.Column("turn", sa.BigInteger, nullable=False, comment="the last one"),
    sa.Column("kept", sa.BigInteger, nullable=False, comment="the turn of the checkpoint"),
    sa.Column("memory", sa.LargeBinary),
    comment="how far rules about places have judged what was sent",
)
