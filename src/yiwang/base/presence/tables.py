"""Tables of presence."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

latest = sa.Table(
    "presence_latest",
    metadata,
    sa.Column("actor", sa.Text, primary_key=True, comment="stable key of the person or account"),
    sa.Column("id", sa.Uuid, nullable=False, unique=True, comment="of this duty: what readers see"),
    sa.Column("person", sa.Uuid),
    sa.Column("label", sa.Text, nullable=False, comment="account name, for those without a person"),
    sa.Column("unit", sa.Text),
    sa.Column("roles", pg.ARRAY(sa.Text), nullable=False),
    sa.Column("home", pg.ARRAY(sa.Text), nullable=False, comment="area codes before the first position"),
    sa.Column("path", pg.ARRAY(sa.Text), nullable=False, comment="area codes of where the person is"),
    sa.Column("since", Timestamp, nullable=False),
    sa.Column("seen_at", Timestamp, nullable=False),
    sa.Column("lon", sa.Double),
    sa.Column("lat", sa.Double),
    sa.Column("accuracy_m", sa.Integer),
    sa.Index(None, "seen_at"),
    comment="personal data: who is on duty and the latest position only; deleted at going off duty",
)

look = sa.Table(
    "presence_look",
    metadata,
    sa.Column("reader", sa.Text, primary_key=True),
    sa.Column("area", sa.Text, primary_key=True, comment="empty: the whole city"),
    sa.Column("at", Timestamp, nullable=False),
    comment="when a look was last put on record, so that a map is not on record every few seconds",
)
