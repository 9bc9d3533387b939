"""All SQL of flows and calendars."""

from __future__ import annotations

from typing import Any

from yiwang.infra.database import Tx, Work


async def flow_definitions(tx: Tx) -> list[dict[str, Any]]:
    """Return the definitions of all published versions."""
    return [r["definition"] for r in await tx.fetch("SELECT definition FROM workflow_flow")]


async def flow_definition(tx: Tx, flow: str, version: int) -> dict[str, Any] | None:
    """Return one published definition, if it exists."""
    found: dict[str, Any] | None = await tx.fetchval(
        "SELECT definition FROM workflow_flow WHERE id = $1 AND version = $2", flow, version
    )
    return found


async def insert_flow(work: Work, flow: str, version: int, definition: dict[str, Any]) -> None:
    """Store a new version."""
    await work.tx.execute(
        "INSERT INTO workflow_flow (id, version, definition, published_at, published_by) "
        "VALUES ($1, $2, $3, $4, $5)",
        flow,
        version,
        definition,
        work.now,
        work.actor.key,
    )


async def calendar_definitions(tx: Tx) -> list[dict[str, Any]]:
    """Return all calendars."""
    return [r["definition"] for r in await tx.fetch("SELECT definition FROM workflow_calendar")]


async def save_calendar(work: Work, code: str, definition: dict[str, Any]) -> None:
    """Store a calendar, replacing an older one of this code."""
    await work.tx.execute(
        "INSERT INTO workflow_calendar (code, definition, changed_at, changed_by) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (code) DO UPDATE SET definition = $2, changed_at = $3, changed_by = $4",
        code,
        definition,
        work.now,
        work.actor.key,
    )
