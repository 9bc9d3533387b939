"""Tables of edge nodes."""

from __future__ import annotations

import sqlalchemy as sa

from yiwang.infra.schema import Timestamp, metadata

node = sa.Table(
    "edges_node",
    metadata,
    sa.Column("device", sa.Integer, primary_key=True, comment="number of the node as a device"),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("stage", sa.Text, nullable=False, comment="waiting enrolled revoked"),
    sa.Column("enrol_digest", sa.LargeBinary, unique=True, comment="SHA-256 of the one-time key"),
    sa.Column("enrol_until", Timestamp),
    sa.Column("digest", sa.LargeBinary, unique=True, comment="SHA-256 of the node's secret"),
    sa.Column("enrolled_at", Timestamp),
    sa.Column("seen_at", Timestamp),
    sa.Column("journal", sa.Uuid, comment="of the node: a new one begins at entry 1"),
    sa.Column("taken", sa.BigInteger, nullable=False, server_default="0", comment="entries up to here"),
    sa.Column("missed", sa.BigInteger, nullable=False, server_default="0", comment="entries never seen"),
    sa.Column("bundle", sa.Text, comment="what the node has taken over"),
    sa.Column("program", sa.Text, comment="version of the node's program"),
    sa.Column("waiting", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("oldest_at", Timestamp, comment="of what waits"),
    sa.Column("alarms", sa.Integer, nullable=False, server_default="0", comment="that stand at the node"),
    sa.Column("judges", sa.Boolean, nullable=False, server_default=sa.false(), comment="rules run there"),
    sa.Column("reason", sa.Text, nullable=False, server_default="", comment="why it was revoked"),
    sa.Column("created_at", Timestamp, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
)

served = sa.Table(
    "edges_served",
    metadata,
    sa.Column("node", sa.Integer, primary_key=True),
    sa.Column("device", sa.Integer, primary_key=True),
    sa.Column("since", Timestamp, nullable=False),
    comment="devices that a node was ever given: of these it may speak, also late",
)
