"""Tables of the wall: a slim copy of what is counted, and the counts. All of it can be made again."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

case = sa.Table(
    "wall_case",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False, comment="version of the case that was counted"),
    sa.Column("shown", sa.Boolean, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("live", sa.Boolean, nullable=False),
    sa.Column("important", sa.Boolean, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("matter", sa.Text),
    sa.Column("unit", sa.Text),
    sa.Column("path", pg.ARRAY(sa.Text), nullable=False),
    sa.Column("place", sa.BigInteger, comment="Morton key at 2^26 columns of web Mercator; null: unplaced"),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("opened_day", sa.Date, nullable=False, comment="in the city's time"),
    sa.Column("due_at", Timestamp),
    sa.Column("closed_day", sa.Date),
    sa.Column("on_time", sa.Boolean),
    sa.Column("satisfaction", sa.SmallInteger),
    sa.Column("changed_at", Timestamp, nullable=False),
    sa.Index(
        "ix_wall_case_live",
        "place",
        postgresql_include=["stage", "due_at", "channel", "matter", "unit", "path"],
        postgresql_where=sa.text("live"),
    ),
    sa.Index("ix_wall_case_important", "changed_at", postgresql_where=sa.text("important")),
    sa.Index(
        "ix_wall_case_place", "place", "opened_day", postgresql_where=sa.text("shown AND place IS NOT NULL")
    ),
    sa.Index(
        "ix_wall_case_opened",
        "opened_day",
        "place",
        postgresql_include=["matter"],
        postgresql_where=sa.text("shown"),
    ),
    sa.Index("ix_wall_case_community", sa.text("(path[4])"), "opened_day"),
    sa.Index("ix_wall_case_closed", "closed_day", postgresql_where=sa.text("closed_day IS NOT NULL")),
    comment="what was counted of each case: the next change is the difference to it",
)

cell = sa.Table(
    "wall_cell",
    metadata,
    sa.Column("zoom", sa.SmallInteger, primary_key=True, comment="zoom of the tiles that show the cell"),
    sa.Column("bucket", sa.Integer, primary_key=True, comment="month of opening, 202603; 0: all time"),
    sa.Column("cell", sa.BigInteger, primary_key=True, comment="Morton key, 32 by 32 cells to a tile"),
    sa.Column("n", sa.Integer, nullable=False),
)

day = sa.Table(
    "wall_day",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True, comment="a:AREA down to streets, u:UNIT, m:MATTER"),
    sa.Column("opened", sa.Integer, nullable=False),
    sa.Column("reports", sa.Integer, nullable=False, comment="of the cases opened that day"),
    sa.Column("closed", sa.Integer, nullable=False),
    sa.Column("on_time", sa.Integer, nullable=False),
    sa.Column("late", sa.Integer, nullable=False),
    sa.Column("rated", sa.Integer, nullable=False),
    sa.Column("stars", sa.Integer, nullable=False),
)

state = sa.Table(
    "wall_state",
    metadata,
    sa.Column("one", sa.Boolean, primary_key=True, server_default=sa.true()),
    sa.Column("seq", sa.BigInteger, nullable=False, comment="of the last announced change"),
    sa.Column("swept", sa.Uuid, nullable=False, comment="how far the sweep for missed cases has come"),
    sa.Column("imports", sa.Text, nullable=False, comment="which imports the last whole round has seen"),
    sa.Column("resting", sa.Boolean, nullable=False, comment="a whole round found nothing more to count"),
    sa.Column("latest", pg.JSONB, nullable=False, comment="the newest changes, for the ticker"),
    sa.CheckConstraint("one", name="single"),
)

scene = sa.Table(
    "wall_scene",
    metadata,
    sa.Column("pack", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("section", pg.JSONB, nullable=False),
    comment="scenes and plans that packs bring",
)

screen = sa.Table(
    "wall_screen",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("scene", sa.Text, comment="null: the plan decides"),
    sa.Column("area", sa.Text, comment="null: the whole city"),
    sa.Column("plan", pg.JSONB, comment="null: the plan of the packs"),
    sa.Column(
        "month", sa.Text, comment="2026-03: history of that month; play: one after the other; null: now"
    ),
    sa.Column("changed_at", Timestamp, nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
)

#: Counts are written again and again in place: room in the page keeps their indexes untouched.
DDL: tuple[str, ...] = (
    "ALTER TABLE wall_cell SET (fillfactor = 80)",
    "ALTER TABLE wall_day SET (fillfactor = 80)",
)
