"""Tables of sensing. What comes in masses lies in partitions by day (UTC), named after the day."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

product = sa.Table(
    "sensing_product",
    metadata,
    sa.Column("no", sa.Integer, sa.Identity(always=True), primary_key=True),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("body", pg.JSONB, nullable=False, comment="ProductDraft: thing model, limits, retention"),
    sa.Column("changed_at", Timestamp, nullable=False),
)

product_version = sa.Table(
    "sensing_product_version",
    metadata,
    sa.Column("product", sa.Integer, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("body", pg.JSONB, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    comment="every version of a product as it was in force",
)

prop = sa.Table(
    "sensing_property",
    metadata,
    sa.Column("no", sa.Integer, sa.Identity(always=True), primary_key=True),
    sa.Column("product", sa.Integer, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.UniqueConstraint("product", "code"),
    comment="numbers of properties: given once, never reused",
)

device = sa.Table(
    "sensing_device",
    metadata,
    sa.Column("no", sa.Integer, primary_key=True, comment="dense, for columns of readings"),
    sa.Column("id", sa.Uuid, nullable=False),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("product", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("lon", sa.Double),
    sa.Column("lat", sa.Double),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("area", sa.Text, comment="deepest known area"),
    sa.Column("path", pg.ARRAY(sa.Text), nullable=False, comment="area codes from city to deepest"),
    sa.Column("unit", sa.Text, comment="owner"),
    sa.Column("keeper", sa.Text, comment="unit that keeps it working"),
    sa.Column("state", sa.Text, nullable=False, comment="registered in_service suspended repair scrapped"),
    sa.Column("source", sa.Text, nullable=False, comment="air space ground mobile"),
    sa.Column("means", sa.Text, nullable=False, comment="fixed mobile active passive"),
    sa.Column("city_state", sa.Text, nullable=False),
    sa.Column("tags", pg.ARRAY(sa.Text), nullable=False),
    sa.Column("attributes", pg.JSONB, nullable=False),
    sa.Column("gateway", sa.Integer, comment="device through which it speaks"),
    sa.Column(
        "judges",
        sa.Boolean,
        nullable=False,
        server_default=sa.false(),
        comment="rules of the devices behind it run there",
    ),
    sa.Column("online", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("online_at", Timestamp, comment="since when it is online or not"),
    sa.Column("revision", sa.BigInteger, nullable=False, comment="of the registry at its last change"),
    sa.Column("created_at", Timestamp, nullable=False),
    sa.Column("changed_at", Timestamp, nullable=False),
    sa.Index(None, "revision"),
    sa.Index(None, "product", "no"),
    sa.Index(None, "unit", "no"),
    sa.Index(None, "area", "no"),
    sa.Index("ix_sensing_device_path", "path", postgresql_using="gin"),
    sa.Index("ix_sensing_device_tags", "tags", postgresql_using="gin"),
    sa.Index(None, "gateway", postgresql_where=sa.text("gateway IS NOT NULL")),
    sa.Index("ix_sensing_device_judges", "no", postgresql_where=sa.text("judges")),
    sa.Index("ix_sensing_device_place", "lat", "lon", postgresql_where=sa.text("lon IS NOT NULL")),
)

device_life = sa.Table(
    "sensing_device_life",
    metadata,
    sa.Column("device", sa.Integer, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, comment="responsible unit"),
    sa.Column("reason", sa.Text, nullable=False),
    comment="life of a device: 登记 启用 停用 维修 报废",
)

registry = sa.Table(
    "sensing_registry",
    metadata,
    sa.Column("one", sa.Boolean, primary_key=True, server_default=sa.true()),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("devices", sa.Integer, nullable=False, comment="the last number given"),
    sa.CheckConstraint("one", name="single"),
    comment="locked by whoever changes devices: revisions follow each other as commits do",
)

key = sa.Table(
    "sensing_key",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("digest", sa.LargeBinary, nullable=False, unique=True, comment="SHA-256 of the key"),
    sa.Column("hint", sa.Text, nullable=False, comment="its first characters"),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("scope", sa.Text, nullable=False, comment="device, product or gateway"),
    sa.Column("subject", sa.Integer, nullable=False, comment="number of the device or product"),
    sa.Column("created_at", Timestamp, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("expires_at", Timestamp),
    sa.Column("revoked_at", Timestamp),
    sa.Column("used_at", Timestamp),
    sa.Index(None, "scope", "subject"),
)

grant = sa.Table(
    "sensing_grant",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("unit", sa.Text, nullable=False, comment="that asks"),
    sa.Column("owner", sa.Text, comment="that decides"),
    sa.Column("devices", pg.ARRAY(sa.Integer), nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, comment="asked granted refused ended"),
    sa.Column("asked_at", Timestamp, nullable=False),
    sa.Column("asked_by", sa.Text, nullable=False),
    sa.Column("decided_at", Timestamp),
    sa.Column("decided_by", sa.Text),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("until", Timestamp),
    sa.Index(None, "unit", "state"),
    sa.Index(None, "owner", "state"),
    sa.Index("ix_sensing_grant_devices", "devices", postgresql_using="gin"),
    comment="requests to use devices of another unit, and what was decided",
)

use = sa.Table(
    "sensing_use",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("device", sa.Integer, primary_key=True),
    sa.Column("unit", sa.Text, primary_key=True, comment="that used it; empty: the centre"),
    sa.Column("n", sa.BigInteger, nullable=False, comment="how often it was asked for"),
)

partition = sa.Table(
    "sensing_partition",
    metadata,
    sa.Column("no", sa.SmallInteger, primary_key=True),
    sa.Column("head", sa.BigInteger, nullable=False, comment="number of the last parcel"),
    sa.Column("readings", sa.BigInteger, nullable=False, comment="in all parcels so far"),
    comment="counters of the inbox: written by whoever appends, in the order of commits",
)

cursor = sa.Table(
    "sensing_cursor",
    metadata,
    sa.Column("no", sa.SmallInteger, primary_key=True),
    sa.Column("settled", sa.BigInteger, nullable=False, comment="parcels up to here are settled"),
    sa.Column("readings", sa.BigInteger, nullable=False, comment="in the parcels settled"),
    sa.Column("renewed", sa.BigInteger, nullable=False, comment="latest values hold parcels up to here"),
    sa.Column("kept", sa.BigInteger, nullable=False, comment="checkpoints hold parcels up to here"),
    sa.Column("duplicates", sa.BigInteger, nullable=False),
    sa.Column("doubtful", sa.BigInteger, nullable=False),
    sa.Column("settled_at", Timestamp),
)

inbox = sa.Table(
    "sensing_inbox",
    metadata,
    sa.Column("partition", sa.SmallInteger, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, comment="without gaps"),
    sa.Column("at", Timestamp, nullable=False, comment="when it came in"),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

settled = sa.Table(
    "sensing_settled",
    metadata,
    sa.Column("partition", sa.SmallInteger, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, comment="the last parcel of the batch"),
    sa.Column("first", sa.BigInteger, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("verdicts", sa.LargeBinary, nullable=False, comment="one byte per reading, then per fix"),
    comment="what was decided of each reading, so that a replay decides the same",
)

checkpoint = sa.Table(
    "sensing_checkpoint",
    metadata,
    sa.Column("partition", sa.SmallInteger, primary_key=True),
    sa.Column("observer", sa.Text, primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("memory", sa.LargeBinary, nullable=False),
)

observation = sa.Table(
    "sensing_observation",
    metadata,
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("value", sa.Double, nullable=False),
    sa.Column("device", sa.Integer, nullable=False),
    sa.Column("prop", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("device", "prop", "at"),
    postgresql_partition_by="RANGE (at)",
)

track = sa.Table(
    "sensing_track",
    metadata,
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("lon", sa.Double, nullable=False),
    sa.Column("lat", sa.Double, nullable=False),
    sa.Column("speed", sa.REAL, nullable=False, comment="km/h, NaN: not said"),
    sa.Column("heading", sa.REAL, nullable=False, comment="degrees from north, NaN: not said"),
    sa.Column("device", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("device", "at"),
    postgresql_partition_by="RANGE (at)",
)

occurrence = sa.Table(
    "sensing_occurrence",
    metadata,
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("device", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("data", pg.JSONB, nullable=False),
    sa.PrimaryKeyConstraint("device", "name", "at"),
    postgresql_partition_by="RANGE (at)",
)

doubtful = sa.Table(
    "sensing_doubtful",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("received_at", Timestamp, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("value", sa.Double, nullable=False),
    sa.Column("device", sa.Integer, nullable=False),
    sa.Column("prop", sa.Integer, nullable=False, comment="0: no property, or a position"),
    sa.Column("reason", sa.SmallInteger, nullable=False),
    sa.Index(None, "device", "id"),
    sa.Index(None, "received_at"),
    comment="values set apart, never mixed with the good ones",
)

latest = sa.Table(
    "sensing_latest",
    metadata,
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("value", sa.Double, nullable=False),
    sa.Column("since", Timestamp, nullable=False, comment="the first reading of this same value"),
    sa.Column("received_at", Timestamp, nullable=False),
    sa.Column("device", sa.Integer, nullable=False),
    sa.Column("prop", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("device", "prop"),
)

place = sa.Table(
    "sensing_place",
    metadata,
    sa.Column("device", sa.Integer, primary_key=True),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("lon", sa.Double, nullable=False),
    sa.Column("lat", sa.Double, nullable=False),
    sa.Column("speed", sa.REAL, nullable=False),
    sa.Column("heading", sa.REAL, nullable=False),
    sa.Index("ix_sensing_place_place", "lat", "lon"),
    comment="where moving devices are now",
)

tally = sa.Table(
    "sensing_tally",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("device", sa.Integer, primary_key=True),
    sa.Column("n", sa.BigInteger, nullable=False),
    sa.Column("doubtful", sa.BigInteger, nullable=False),
    comment="readings per device and day (UTC), counted from the partitions",
)

closed = sa.Table(
    "sensing_closed",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True),
    sa.Column("path", sa.Text, nullable=False, comment="below the folder of observations"),
    sa.Column("n", sa.BigInteger, nullable=False),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("coarse", sa.Boolean, nullable=False),
    sa.Column("closed_at", Timestamp, nullable=False),
    comment="days whose observations lie in Parquet",
)

#: Rows written again and again in place; parcels are columns of numbers that compress badly.
DDL: tuple[str, ...] = (
    "ALTER TABLE sensing_partition SET (fillfactor = 10)",
    "ALTER TABLE sensing_cursor SET (fillfactor = 10)",
    "ALTER TABLE sensing_latest SET (fillfactor = 70)",
    "ALTER TABLE sensing_place SET (fillfactor = 70)",
    "ALTER TABLE sensing_inbox ALTER COLUMN body SET STORAGE EXTERNAL",
)
