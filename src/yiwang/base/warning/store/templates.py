"""SQL of templates and their versions."""

from __future__ import annotations

from typing import Any

import msgspec

from yiwang.base.warning.model.template import Template
from yiwang.infra.database import Row, Tx, Work


def template_of(row: Row) -> Template:
    """Return a row as a template."""
    return msgspec.convert(row["body"], Template)


async def templates(tx: Tx) -> list[Row]:
    """Return all templates with version and last change, by code."""
    return await tx.fetch(
        "SELECT code, version, body, changed_at, changed_by FROM warning_template ORDER BY code"
    )


async def hold(tx: Tx, code: str) -> Row | None:
    """Return one template, held; whoever makes the same at this moment waits, too."""
    await tx.execute("SELECT pg_advisory_xact_lock(hashtextextended('yiwang.warning.template', 0))")
    return await tx.fetchrow("SELECT version, body FROM warning_template WHERE code = $1", code)


async def save(work: Work, template: Template, version: int) -> None:
    """Store a template as its next version."""
    body: dict[str, Any] = msgspec.to_builtins(template)
    await work.tx.execute(
        "INSERT INTO warning_template (code, version, body, changed_at, changed_by) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (code) DO UPDATE "
        "SET version = $2, body = $3, changed_at = $4, changed_by = $5",
        template.code,
        version,
        body,
        work.now,
        work.actor.key,
    )
    await work.tx.execute(
        "INSERT INTO warning_template_version (code, version, body, at, by) VALUES ($1, $2, $3, $4, $5)",
        template.code,
        version,
        body,
        work.now,
        work.actor.key,
    )


async def versions(tx: Tx, code: str) -> list[Row]:
    """Return the versions of a template, newest first."""
    return await tx.fetch(
        "SELECT version, body, at, by FROM warning_template_version WHERE code = $1 ORDER BY version DESC",
        code,
    )
