"""Tables of the journal and the ledger."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

_AUDIT = sa.text("stream = 'audit'")

journal = sa.Table(
    "audit_journal",
    metadata,
    sa.Column("position", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column(
        "xact",
        sa.BigInteger,
        nullable=False,
        server_default=sa.text("(pg_current_xact_id()::text)::bigint"),
        comment="transaction that wrote the row: the sealer stops before the oldest one still running",
    ),
    sa.Column("stream", sa.Text, nullable=False, comment="which family of subjects: case, audit, …"),
    sa.Column("subject", sa.Uuid, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False, comment="1, 2, 3 … within the subject"),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("actor", sa.Text, nullable=False, comment="stable key of who acted"),
    sa.Column("actor_name", sa.Text, comment="null: erased"),
    sa.Column("actor_salt", sa.LargeBinary, comment="null: erased with the name"),
    sa.Column("actor_mark", sa.LargeBinary, nullable=False, comment="salted commitment to the name"),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, comment="stage before"),
    sa.Column("target", sa.Text, comment="stage after"),
    sa.Column("data", pg.JSONB, nullable=False, comment="what was decided; never personal data"),
    sa.Column("algorithm", sa.Text, nullable=False, comment="sha256 or sm3"),
    sa.Column("prev", sa.LargeBinary, nullable=False, comment="hash of the subject's entry before"),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("subject", "seq"),
    sa.Index("ix_audit_journal_order", "xact", "position"),
    sa.Index("ix_audit_journal_trail", "position", postgresql_where=_AUDIT),
    sa.Index("ix_audit_journal_trail_actor", "actor", "position", postgresql_where=_AUDIT),
    sa.Index(
        "ix_audit_journal_trail_object",
        sa.text("(data ->> 'object_id')"),
        "position",
        postgresql_where=_AUDIT,
    ),
    comment="append-only record of every step; rows are chained per subject and sealed in a Merkle tree",
)

log = sa.Table(
    "audit_log",
    metadata,
    sa.Column("id", sa.SmallInteger, primary_key=True, comment="always 1: one log per installation"),
    sa.Column("origin", sa.Text, nullable=False, comment="first line of every checkpoint"),
    sa.Column("algorithm", sa.Text, nullable=False, comment="digest of the tree, fixed for its life"),
    sa.Column("size", sa.BigInteger, nullable=False, comment="sealed leaves"),
    sa.Column("xact", sa.BigInteger, nullable=False, comment="sealed up to here, with position"),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column(
        "floor", sa.BigInteger, nullable=False, comment="positions up to here are sealed whatever xact"
    ),
    comment="the Merkle tree over the journal: its identity and how far it has been sealed",
)

tile = sa.Table(
    "audit_tile",
    metadata,
    sa.Column("level", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("hashes", sa.LargeBinary, nullable=False, comment="up to 256 hashes of 32 bytes"),
    sa.Column("manifest", sa.LargeBinary, comment="level 0: position, subject, seq of each leaf, 28 bytes"),
    sa.Column("low", sa.BigInteger, comment="level 0: smallest position"),
    sa.Column("high", sa.BigInteger, comment="level 0: largest position"),
    sa.Index("ix_audit_tile_high", "high", postgresql_where=sa.text("level = 0")),
    comment="the Merkle tree in tiles of 256 hashes; level L holds the roots of full tiles of level L - 1",
)

checkpoint = sa.Table(
    "audit_checkpoint",
    metadata,
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("root", sa.LargeBinary, nullable=False),
    sa.Column("at", Timestamp, nullable=False),
    sa.Column("note", sa.Text, nullable=False, comment="the signed text as published"),
    comment="signed statements of size and root of the tree",
)

key = sa.Table(
    "audit_key",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("line", sa.Text, nullable=False, comment="verifier line: name, key id, public key"),
    sa.Column("at", Timestamp, nullable=False, comment="first used"),
    comment="public keys that have signed checkpoints or receipts; private ones are files, never rows",
)

#: Statements beyond tables and indexes: the journal refuses changes, except that a name may be erased.
DDL: tuple[str, ...] = (
    """
CREATE OR REPLACE FUNCTION audit_journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.actor_name IS NULL AND NEW.actor_salt IS NULL
        AND (NEW.position, NEW.xact, NEW.stream, NEW.subject, NEW.seq, NEW.at, NEW.actor, NEW.actor_mark,
             NEW.action, NEW.data, NEW.algorithm, NEW.prev, NEW.hash)
          = (OLD.position, OLD.xact, OLD.stream, OLD.subject, OLD.seq, OLD.at, OLD.actor, OLD.actor_mark,
             OLD.action, OLD.data, OLD.algorithm, OLD.prev, OLD.hash)
        AND NEW.origin IS NOT DISTINCT FROM OLD.origin AND NEW.target IS NOT DISTINCT FROM OLD.target
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit_journal is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$body$
""",
    """
CREATE OR REPLACE TRIGGER audit_journal_append_only BEFORE UPDATE OR DELETE ON audit_journal
FOR EACH ROW EXECUTE FUNCTION audit_journal_refuse()
""",
    # pglz takes four times as long for an entry as all the rest of writing it (docs/performance.md)
    "ALTER TABLE audit_journal ALTER COLUMN data SET STORAGE EXTERNAL",
    # hashes do not compress: do not spend time trying
    "ALTER TABLE audit_tile ALTER COLUMN hashes SET STORAGE EXTERNAL",
    "ALTER TABLE audit_tile ALTER COLUMN manifest SET STORAGE EXTERNAL",
)
