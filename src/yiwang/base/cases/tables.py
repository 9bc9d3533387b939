"""Tables of cases. Reports are immutable; a case's row is a projection of its journal."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

report = sa.Table(
    "cases_report",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("source", sa.Text, nullable=False, comment="registered source, e.g. hotline, open311"),
    sa.Column("external_id", sa.Text, comment="the source's own id"),
    sa.Column("body_hash", sa.LargeBinary, nullable=False, comment="salted commitment to the body as given"),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("received_at", Timestamp, nullable=False),
    sa.Column("reported_at", Timestamp),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("matter_hint", sa.Text, comment="matter or foreign code as given"),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("lon", sa.Double),
    sa.Column("lat", sa.Double),
    sa.Column("media", pg.ARRAY(sa.Uuid), nullable=False),
    sa.Column("attributes", pg.JSONB, nullable=False),
    sa.Column("salt", sa.LargeBinary, comment="of body_hash; erased with the text"),
    sa.Column("receipt_hash", sa.LargeBinary, nullable=False, comment="SHA-256 of the receipt secret"),
    sa.Column("case_id", sa.Uuid, comment="set once, when the report was prepared; moves on un-merge"),
    sa.Column("state", sa.Text, nullable=False, comment="received, joined, refused"),
    sa.Column("import_id", sa.Uuid),
    sa.UniqueConstraint("source", "external_id"),
    sa.Index(None, "case_id", postgresql_where=sa.text("case_id IS NOT NULL")),
    sa.Index(None, "received_at"),
    sa.Index("ix_cases_report_waiting", "received_at", postgresql_where=sa.text("state = 'received'")),
    sa.Index("ix_cases_report_import_id", "import_id", postgresql_where=sa.text("import_id IS NOT NULL")),
)

reporter = sa.Table(
    "cases_reporter",
    metadata,
    sa.Column("report_id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text),
    sa.Column("phone", sa.Text),
    sa.Column("email", sa.Text),
    sa.Column("phone_key", sa.LargeBinary, comment="keyed hash: earlier cases of the same caller"),
    sa.Column("salt", sa.LargeBinary, comment="of the commitment in the journal; erased with the rest"),
    sa.Column("erased_at", Timestamp),
    sa.Index(None, "phone_key", postgresql_where=sa.text("phone_key IS NOT NULL")),
    comment="personal data of reporters: the only place they are kept, erasable",
)

#: Columns that lists filter by most: each has an index in the order of lists that holds the others too,
#: so that counting and combining them does not touch the rows.
_LISTED = ("stage", "unit", "matter", "area", "channel")
#: Cases of an import that was taken back are shown nowhere.
_SHOWN = "side IS DISTINCT FROM 'withdrawn'"
_LIVE = "stage NOT IN ('closed', 'rated', 'archived', 'rejected', 'not_filed', 'void', 'merged')"

case = sa.Table(
    "cases_case",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Text, nullable=False, unique=True),
    sa.Column("version", sa.Integer, nullable=False, comment="sequence of the last journal entry"),
    sa.Column("head", sa.LargeBinary, nullable=False, comment="hash of the last journal entry"),
    sa.Column("flow", sa.Text, nullable=False),
    sa.Column("flow_version", sa.Integer, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("side", sa.Text),
    sa.Column("matter", sa.Text),
    sa.Column("urgency", sa.SmallInteger, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, comment="lead unit"),
    sa.Column("area", sa.Text, comment="deepest known area; null: unplaced"),
    sa.Column("path", pg.ARRAY(sa.Text), nullable=False, comment="area codes from city to deepest"),
    sa.Column("lon", sa.Double),
    sa.Column("lat", sa.Double),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False, comment="from the report; redacted with it"),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("opened_at", Timestamp, nullable=False),
    sa.Column("due_at", Timestamp, comment="nearest live deadline other than the total"),
    sa.Column("final_due_at", Timestamp, comment="deadline of handling that on-time is judged by"),
    sa.Column("fires_at", Timestamp, comment="next reminder or expiry of a clock; null when none is left"),
    sa.Column("filed_at", Timestamp),
    sa.Column("dispatched_at", Timestamp),
    sa.Column("closed_at", Timestamp),
    sa.Column("on_time", sa.Boolean, comment="set at closing where a final deadline exists"),
    sa.Column("satisfaction", sa.SmallInteger),
    sa.Column("supervised", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("brief", pg.JSONB, nullable=False, comment="next clock and counters: what lists show besides"),
    sa.Column("state", sa.Text, nullable=False, comment="CaseState as JSON: every act reads it whole"),
    sa.Column("import_id", sa.Uuid),
    *(
        sa.Index(
            f"ix_cases_case_{column}_opened",
            column,
            sa.text("opened_at DESC"),
            sa.text("id DESC"),
            postgresql_include=[c for c in _LISTED if c != column],
            postgresql_where=sa.text(_SHOWN),
        )
        for column in _LISTED
    ),
    sa.Index(
        "ix_cases_case_opened",
        sa.text("opened_at DESC"),
        sa.text("id DESC"),
        postgresql_where=sa.text(_SHOWN),
    ),
    sa.Index(
        "ix_cases_case_live_opened",
        sa.text("opened_at DESC"),
        sa.text("id DESC"),
        postgresql_where=sa.text(f"{_LIVE} AND {_SHOWN}"),
    ),
    sa.Index(
        "ix_cases_case_live_unit",
        "unit",
        sa.text("opened_at DESC"),
        sa.text("id DESC"),
        postgresql_include=["stage", "area", "matter", "channel"],
        postgresql_where=sa.text(f"{_LIVE} AND {_SHOWN}"),
    ),
    sa.Index(
        "ix_cases_case_closed",
        sa.text("closed_at DESC"),
        sa.text("id DESC"),
        postgresql_where=sa.text(f"closed_at IS NOT NULL AND {_SHOWN}"),
    ),
    sa.Index(
        "ix_cases_case_live_due",
        "due_at",
        "id",
        postgresql_where=sa.text("due_at IS NOT NULL AND closed_at IS NULL"),
    ),
    sa.Index(
        "ix_cases_case_open_place",
        "lat",
        "lon",
        postgresql_where=sa.text("closed_at IS NULL AND lon IS NOT NULL"),
    ),
    # of what is over: the newest of one matter in a square of about half a kilometre, however long the past
    sa.Index(
        "ix_cases_case_past_place",
        "matter",
        sa.text("(floor(lat * 200)::int)"),
        sa.text("(floor(lon * 200)::int)"),
        sa.text("closed_at DESC"),
        postgresql_where=sa.text("closed_at IS NOT NULL AND lon IS NOT NULL"),
    ),
    sa.Index("ix_cases_case_fires", "fires_at", postgresql_where=sa.text("fires_at IS NOT NULL")),
    sa.Index("ix_cases_case_import_id", "import_id", postgresql_where=sa.text("import_id IS NOT NULL")),
)

# Words never change while a case is worked, everything else of its row does at each step: apart, the
# inverted index is written once per case instead of once per step.
search = sa.Table(
    "cases_search",
    metadata,
    sa.Column("case_id", sa.Uuid, primary_key=True),
    sa.Column("opened_at", Timestamp, nullable=False, comment="that of the case"),
    sa.Column(
        "words", pg.TSVECTOR, nullable=False, comment="search words, and marks: a:AREA m:MATTER c:CHANNEL"
    ),
    sa.Index("ix_cases_search_words", "words", postgresql_using="gin"),
    sa.Index("ix_cases_search_opened", sa.text("opened_at DESC"), sa.text("case_id DESC")),
)

task = sa.Table(
    "cases_task",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("case_id", sa.Uuid, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("person", sa.Text),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("required", sa.Boolean, nullable=False),
    sa.Column("opened_at", Timestamp, nullable=False),
    sa.Column("signed_at", Timestamp),
    sa.Column("done_at", Timestamp),
    sa.Column("due_at", Timestamp),
    sa.Index(None, "case_id"),
    sa.Index(
        "ix_cases_task_live", "unit", "due_at", "id", postgresql_where=sa.text("status IN ('open', 'signed')")
    ),
)

dispatch = sa.Table(
    "cases_dispatch",
    metadata,
    sa.Column("case_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("at", Timestamp, nullable=False, comment="of the first dispatch"),
    sa.Column("unit", sa.Text, nullable=False, comment="that it was first given to"),
    sa.Column("by", sa.Text, nullable=False, comment="rule, model, person"),
    sa.Column("mode", sa.Text, nullable=False, comment="dispatch mode of the matter then"),
    sa.Column("matter", sa.Text),
    sa.Column("path", pg.ARRAY(sa.Text), nullable=False),
    sa.Column("model", sa.Uuid, comment="version that was asked"),
    sa.Column("named", sa.Text, comment="unit that it named first"),
    sa.Column("score", sa.Double),
    sa.Column("shadow", sa.Uuid),
    sa.Column("shadow_unit", sa.Text),
    sa.Column("wrong", sa.Boolean, nullable=False, comment="another unit had to take it over"),
    sa.Column("final", sa.Text, comment="unit that has it now, or had it at the end"),
    sa.Column("closed_at", Timestamp),
    sa.Column("waited_s", sa.Double, comment="from filing to the first dispatch"),
    sa.Column("reason", sa.Text, comment="of the first accepted return"),
    sa.Column("liable", sa.Text, comment="who answers for it: dispatcher, unit, none"),
    sa.Index(None, "at"),
    comment="first dispatch of each case and what came of it: a projection of the journal",
)

note = sa.Table(
    "cases_note",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("case_id", sa.Uuid, nullable=False),
    sa.Column("kind", sa.Text, nullable=False, comment="opinion, result, public_reply, demand …"),
    sa.Column("public", sa.Boolean, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("text", sa.Text, comment="null after erasure"),
    sa.Column("salt", sa.LargeBinary, comment="of the commitment in the journal; erased with the text"),
    sa.Index(None, "case_id"),
    sa.Index("ix_cases_note_public_at", "at", "id", postgresql_where=sa.text("public")),
    comment="words people wrote while handling: kept apart from the journal, erasable",
)

counter = sa.Table(
    "cases_counter",
    metadata,
    sa.Column("area", sa.Text, primary_key=True),
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
    comment="last serial of case numbers per area, source and day; taken in the case's transaction",
)

duplicate = sa.Table(
    "cases_duplicate",
    metadata,
    sa.Column("case_id", sa.Uuid, primary_key=True),
    sa.Column("other_id", sa.Uuid, primary_key=True),
    sa.Column("score", sa.Double, nullable=False),
    sa.Column("reasons", pg.JSONB, nullable=False),
    sa.Column(
        "signs", pg.ARRAY(sa.Double), nullable=False, server_default="{}", comment="what the matcher saw"
    ),
    sa.Column("verdict", sa.Text, comment="null: open; merged, different, ended (no longer a question)"),
    sa.Column("automatic", sa.Boolean, nullable=False, server_default=sa.false(), comment="merged by itself"),
    sa.Column("decided_at", Timestamp),
    sa.Column("decided_by", sa.Text),
    sa.Column("at", Timestamp, nullable=False),
    sa.Index(
        "ix_cases_duplicate_open",
        sa.text("score DESC"),
        "case_id",
        postgresql_where=sa.text("verdict IS NULL"),
    ),
)

sketch = sa.Table(
    "cases_sketch",
    metadata,
    sa.Column("case_id", sa.Uuid, primary_key=True),
    sa.Column("opened_at", Timestamp, nullable=False),
    sa.Column("sketch", sa.LargeBinary, nullable=False, comment="MinHash of the words of its first report"),
    comment="how the texts of open cases sound; gone once the case has ended",
)

#: Asked only through its key, newest first, so that however many share a band only a few are looked at. What
#: belongs to a case follows from its sketch: no second index.
band = sa.Table(
    "cases_band",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("opened_at", Timestamp, primary_key=True),
    sa.Column("case_id", sa.Uuid, primary_key=True),
    comment="bands of the sketches of open cases: two texts that sound alike share some",
)

media = sa.Table(
    "cases_media",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("case_id", sa.Uuid),
    sa.Column("report_id", sa.Uuid),
    sa.Column("task_id", sa.Uuid),
    sa.Column("role", sa.Text, nullable=False, comment="report, before, after, document"),
    sa.Column("sha256", sa.LargeBinary, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Index(None, "case_id"),
    sa.Index(None, "report_id"),
)

vote = sa.Table(
    "cases_vote",
    metadata,
    sa.Column("case_id", sa.Uuid, primary_key=True),
    sa.Column("voter", sa.LargeBinary, primary_key=True, comment="keyed hash of device and case"),
    sa.Column("at", Timestamp, nullable=False),
    comment="who wants a published case solved too: one per device; those of two cases cannot be linked",
)

imports = sa.Table(
    "cases_import",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False, comment="reports or cases"),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("mapping", pg.JSONB, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False, comment="of file and mapping: what is resumed"),
    sa.Column("started_at", Timestamp, nullable=False),
    sa.Column("finished_at", Timestamp),
    sa.Column("undone_at", Timestamp),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("counts", pg.JSONB, nullable=False),
)

hint = sa.Table(
    "cases_hint",
    metadata,
    sa.Column("report_id", sa.Uuid, primary_key=True),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("missing", pg.ARRAY(sa.Text), nullable=False, comment="elements (五要素) the report lacks"),
    sa.Column("matters", pg.JSONB, nullable=False, comment="suggested matters with scores and reasons"),
    sa.Column("urgent_words", pg.ARRAY(sa.Text), nullable=False),
    sa.Column("reading", pg.JSONB, comment="what the words say, masked; null: erased"),
    sa.Column("notes", pg.JSONB, nullable=False, comment="what preparing found odd, in zh and en"),
    comment="what preparing a report found besides the case: for the people who go on with it",
)

rules = sa.Table(
    "cases_rules",
    metadata,
    sa.Column("pack", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("section", pg.JSONB, nullable=False),
    sa.Column("changed_at", Timestamp, nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
    comment="sections of packs that set rules of intake",
)

secret = sa.Table(
    "cases_secret",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
    comment="random keys of this installation, made on first use",
)

#: Statements beyond tables and indexes. The state of a case goes out of line, so that lists read slim rows,
#: and uncompressed, because each step writes it anew. Statistics are kept for some thousand words and areas:
#: plans differ much between common and rare ones.
DDL: tuple[str, ...] = (
    "ALTER TABLE cases_case SET (toast_tuple_target = 512)",
    "ALTER TABLE cases_case ALTER COLUMN state SET STORAGE EXTERNAL",
    "ALTER TABLE cases_case ALTER COLUMN state SET STATISTICS 0",
    "ALTER TABLE cases_case ALTER COLUMN brief SET STATISTICS 0",
    "ALTER TABLE cases_case ALTER COLUMN path SET STATISTICS 300",
    "ALTER TABLE cases_search ALTER COLUMN words SET STATISTICS 500",
    "ALTER TABLE cases_search SET (toast_tuple_target = 4080)",
    # what waits to be sorted in is read by every search, and sorted in by one unlucky writer: a little
    "ALTER INDEX ix_cases_search_words SET (gin_pending_list_limit = 256)",
)

saved_view = sa.Table(
    "cases_saved_view",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("owner", sa.Text, nullable=False, comment="stable key of the actor who saved it"),
    sa.Column("unit", sa.Text, comment="set: everybody of the unit finds it"),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("query", pg.JSONB, nullable=False, comment="filters and order of a list, as in its address"),
    sa.Column("columns", pg.ARRAY(sa.Text), nullable=False),
    sa.Column("saved_at", Timestamp, nullable=False),
    sa.UniqueConstraint("owner", "name"),
    sa.Index(None, "unit", postgresql_where=sa.text("unit IS NOT NULL")),
    comment="lists of cases that people come back to; no personal data beyond the key of the owner",
)
