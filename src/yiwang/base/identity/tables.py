from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from yiwang.infra.schema import Timestamp, metadata

_CURRENT = sa.text("valid_to IS NULL")


def _validity() -> list[sa.Column[object]]:
    return [
        sa.Column("valid_from", Timestamp, nullable=False),
        sa.Column("valid_to", Timestamp, comment="null: in force"),
        sa.Column("changed_by", sa.Text, nullable=False),
    ]


unit = sa.Table(
    "identity_unit",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("parent", sa.Text),
    sa.Column("area", sa.Text, comment="code of the area it serves"),
    *_validity(),
    sa.Index("uq_identity_unit_current", "code", unique=True, postgresql_where=_CURRENT),
    sa.Index(None, "code", "valid_from"),
    comment="units by version",
)

post = sa.Table(
    "identity_post",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("duty", sa.Text, nullable=False),
    sa.Column("roles", pg.ARRAY(sa.Text), nullable=False, comment="roles that its holders need"),
    *_validity(),
    sa.Index("uq_identity_post_current", "code", unique=True, postgresql_where=_CURRENT),
    sa.Index(None, "code", "valid_from"),
    comment="posts (岗位) with their duties, by version",
)

person = sa.Table(
    "identity_person",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("person", sa.Uuid, nullable=False, comment="the same through all versions"),
    sa.Column("code", sa.Text, nullable=False, comment="staff number"),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("posts", pg.ARRAY(sa.Text), nullable=False),
    *_validity(),
    sa.Index("uq_identity_person_current", "code", unique=True, postgresql_where=_CURRENT),
    sa.Index(None, "person"),
    comment="where a person works and in which posts, by version; no personal data here",
)

person_data = sa.Table(
    "identity_person_data",
    metadata,
    sa.Column("person", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    sa.Column("email", sa.Text, nullable=False),
    comment="personal data: erasable without touching anything else",
)

account = sa.Table(
    "identity_account",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True, comment="sign-in name, folded"),
    sa.Column("roles", pg.ARRAY(sa.Text), nullable=False),
    sa.Column("person", sa.Uuid),
    sa.Column("unit", sa.Text),
    sa.Column("area", sa.Text),
    sa.Column("password", sa.Text, comment="argon2id; null: signs in by link only"),
    sa.Column("password_at", Timestamp),
    sa.Column("created_at", Timestamp, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("disabled_at", Timestamp),
    sa.Column("signed_in_at", Timestamp),
    sa.Index(None, "person"),
)

credential = sa.Table(
    "identity_credential",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False, unique=True, comment="SHA-256 of the secret"),
    sa.Column("account", sa.Uuid, sa.ForeignKey("identity_account.id", ondelete="CASCADE")),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("roles", pg.ARRAY(sa.Text), nullable=False),
    sa.Column("person", sa.Uuid),
    sa.Column("unit", sa.Text),
    sa.Column("area", sa.Text),
    sa.Column("by_link", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("created_at", Timestamp, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("expires_at", Timestamp, nullable=False),
    sa.Column("used_at", Timestamp, nullable=False, comment="to the minute"),
    sa.Column("revoked_at", Timestamp),
    sa.CheckConstraint("kind IN ('token', 'session', 'link')", name="kind"),
    sa.Index(None, "account"),
    sa.Index(None, "expires_at"),
    comment="bearer tokens, sessions and one-time links; the secrets themselves are nowhere stored",
)

attempt = sa.Table(
    "identity_attempt",
    metadata,
    sa.Column("key", sa.Text, primary_key=True, comment="hash of an account name or an address"),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("started_at", Timestamp, nullable=False),
    sa.Column("locked_until", Timestamp),
    comment="failed sign-ins in the running window, for known and unknown names alike",
)
