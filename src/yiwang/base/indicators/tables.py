"""Tables of indicators: definitions, a slim copy of the facts, roll-ups that can be made again."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.base.indicators.model.fields import BASES
from yiwang.infra.schema import Timestamp, metadata

definition = sa.Table(
    "indicators_definition",
    metadata,
    sa.Column("pack", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("section", pg.JSONB, nullable=False),
    comment="sections of packs that add measures and indicators",
)

caliber = sa.Table(
    "indicators_caliber",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False, comment="of what is computed"),
    sa.Column("since", Timestamp, nullable=False),
    sa.Column("data", pg.JSONB, nullable=False),
    comment="every version of an indicator that was ever in force: one is never changed under its number",
)


def _days() -> list[sa.Column[Any]]:
    return [sa.Column(f"{name}_day", sa.Date, comment="in the city's time") for name in BASES]


fact = sa.Table(
    "indicators_fact",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False, comment="of the case that was read"),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("matter", sa.Text),
    sa.Column("unit", sa.Text),
    sa.Column("first_unit", sa.Text),
    sa.Column("path", pg.ARRAY(sa.Text), nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("urgency", sa.SmallInteger, nullable=False),
    sa.Column("imported", sa.Boolean, nullable=False),
    sa.Column("excluded", sa.Boolean, nullable=False),
    sa.Column("filing_known", sa.Boolean, nullable=False),
    sa.Column("contact_known", sa.Boolean, nullable=False),
    *_days(),
    sa.Column("on_time", sa.Boolean),
    sa.Column("returned", sa.Integer),
    sa.Column("returned_liable", sa.Integer),
    sa.Column("dispatches", sa.Integer, nullable=False),
    sa.Column("feedbacks", sa.Integer, nullable=False),
    sa.Column("reworks", sa.Integer),
    sa.Column("extended", sa.Integer),
    sa.Column("suspended", sa.Integer),
    sa.Column("urged", sa.Integer),
    sa.Column("supervised", sa.Integer),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("resolved", sa.Boolean),
    sa.Column("satisfaction", sa.SmallInteger),
    sa.Column("dispatch_time", sa.BigInteger, comment="microseconds"),
    sa.Column("contact_time", sa.BigInteger, comment="microseconds"),
    sa.Column("handle_time", sa.BigInteger, comment="microseconds"),
    sa.Column("owner_time", sa.BigInteger, comment="microseconds"),
    *(
        sa.Index(
            f"ix_indicators_fact_{name}", f"{name}_day", postgresql_where=sa.text(f"{name}_day IS NOT NULL")
        )
        for name in BASES
    ),
    sa.Index("ix_indicators_fact_excluded", "id", postgresql_where=sa.text("excluded")),
    comment="cases_facts_v1 with the city's days and durations: what is counted, one row per case",
)

total = sa.Table(
    "indicators_sum",
    metadata,
    sa.Column("basis", sa.Text, primary_key=True),
    sa.Column("grain", sa.Text, primary_key=True, comment="day, month"),
    sa.Column("dimension", sa.Text, primary_key=True, comment="'' (none), unit, matter, channel"),
    sa.Column("level", sa.SmallInteger, primary_key=True, comment="of the area; 0: everything"),
    sa.Column("start", sa.Date, primary_key=True),
    sa.Column("area", sa.Text, primary_key=True, comment="'CODE-': no deeper than CODE; '-': nowhere"),
    sa.Column("key", sa.Text, primary_key=True, comment="of the dimension; '-': none"),
    sa.Column(
        "totals",
        pg.ARRAY(sa.Numeric),
        nullable=False,
        comment="of the measures of the basis, in the order of their keys; null: nothing known was counted",
    ),
    sa.Column("missing", pg.ARRAY(sa.Integer), comment="in the same order; null: nothing is missing"),
    comment="sums per day and per month; right for those that are not dirty",
)

dirty = sa.Table(
    "indicators_dirty",
    metadata,
    sa.Column("basis", sa.Text, primary_key=True),
    sa.Column("grain", sa.Text, primary_key=True),
    sa.Column("start", sa.Date, primary_key=True),
    comment="days and months whose facts changed since they were rolled up: sums of others are right",
)

state = sa.Table(
    "indicators_state",
    metadata,
    sa.Column("one", sa.Boolean, primary_key=True, server_default=sa.true()),
    sa.Column("timezone", sa.Text, nullable=False, comment="in which the days of the facts are"),
    sa.Column(
        "rolled",
        pg.JSONB,
        nullable=False,
        comment="per basis the layout of its sums: a digest of the measures rolled up",
    ),
    sa.Column("as_of", Timestamp, comment="the facts are of this instant, or newer; null: never compared"),
    sa.Column("compared_at", Timestamp, comment="when all cases were last held against the facts"),
    sa.Column("took_s", sa.Double, nullable=False, comment="and how long that took"),
    sa.CheckConstraint("one", name="single"),
)

reading = sa.Table(
    "indicators_reading",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True, comment="first day of the time it is about"),
    sa.Column("series", sa.Text, primary_key=True, comment="area and keys: what tells rows of a day apart"),
    sa.Column("path", pg.ARRAY(sa.Text), nullable=False, comment="area codes from the city down"),
    sa.Column("unit", sa.Text, comment="who is responsible for it"),
    sa.Column("said", pg.JSONB, comment="columns in force; null: nothing yet"),
    sa.Column("proposed", pg.JSONB, comment="columns that wait for approval"),
    sa.Column("batch", sa.Uuid, comment="import it came with"),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("account", sa.Uuid, comment="of who brought it: another one approves"),
    sa.Column("at", Timestamp, nullable=False),
    sa.CheckConstraint("said IS NOT NULL OR proposed IS NOT NULL", name="something"),
    comment="what other sources than cases say: handed in, imported, gathered of devices",
)

reading_log = sa.Table(
    "indicators_reading_log",
    metadata,
    sa.Column("no", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("series", sa.Text, nullable=False),
    sa.Column(
        "act", sa.Text, nullable=False, comment="enter, correct, submit, approve, return, import, withdraw"
    ),
    sa.Column("before", pg.JSONB),
    sa.Column("after", pg.JSONB),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("batch", sa.Uuid),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Index("ix_indicators_reading_log_row", "source", "day", "series", "no"),
    sa.Index("ix_indicators_reading_log_batch", "batch", postgresql_where=sa.text("batch IS NOT NULL")),
    comment="every change of a figure that people brought: from what to what, by whom, why; never changed",
)

imported = sa.Table(
    "indicators_import",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False, comment="1, 2, … of its source"),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False, comment="rows that were there with other figures"),
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("last", sa.Date, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("withdrawn_at", Timestamp),
    sa.UniqueConstraint("source", "number"),
    comment="files that brought figures of a source, version after version",
)

draft = sa.Table(
    "indicators_draft",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column(
        "section", pg.JSONB, nullable=False, comment="the measures and the indicator, as a pack would bring"
    ),
    sa.Column("state", sa.Text, nullable=False, comment="draft, submitted, returned"),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("by_account", sa.Uuid),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    comment="indicators on the desk, not in force: a second person publishes them",
)


file = sa.Table(
    "indicators_file",
    metadata,
    sa.Column("month", sa.Date, primary_key=True, comment="of the first registration"),
    sa.Column("path", sa.Text, nullable=False, comment="below the folder of facts"),
    sa.Column("rows", sa.BigInteger, nullable=False),
    sa.Column("made_at", Timestamp, nullable=False),
    comment="facts of a month as a Parquet file; a file is never changed, only followed by another",
)

stale = sa.Table(
    "indicators_stale",
    metadata,
    sa.Column("month", sa.Date, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    comment="facts that changed since the file of their month was made: read from here until the next",
)
