"""SQL of cases as they were: their facts, read as the published view reads those of today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from yiwang.base.cases.model.dispatches import Outcome
from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.readmodel import facts_query
from yiwang.base.cases.store.cases import columns
from yiwang.infra.database import Tx

#: What the view reads of each row.
_CASE: Final = (
    "id", "number", "version", "source", "channel", "matter", "unit", "urgency", "stage", "side", "opened_at",
    "final_due_at", "on_time", "reports", "satisfaction", "state",
)  # fmt: skip
_TASK: Final = ("id", "kind", "unit", "opened_at", "signed_at")
_QUERY: Final = f"""
WITH past_case AS MATERIALIZED (SELECT * FROM jsonb_populate_recordset(NULL::cases_case, $1::jsonb)),
past_task AS MATERIALIZED (SELECT * FROM jsonb_populate_recordset(NULL::cases_task, $2::jsonb)),
past_dispatch AS MATERIALIZED (SELECT * FROM jsonb_populate_recordset(NULL::cases_dispatch, $3::jsonb))
{facts_query("past_case", "past_task", "past_dispatch")}
"""


async def facts(
    tx: Tx, states: Sequence[tuple[CaseState, str | None]], imports: dict[UUID, UUID]
) -> list[dict[str, Any]]:
    """Return rows of ``cases_facts_v1`` for states (each with the kind of its final clock)."""
    cases = []
    for state, final in states:
        row = columns(state, final)
        cases.append(
            {name: row[name] for name in _CASE}
            | {"path": list(state.place.path), "import_id": imports.get(state.id)}
        )
    tasks = [
        {name: getattr(task, name) for name in _TASK} | {"case_id": state.id}
        for state, _ in states
        for task in state.tasks.values()
    ]
    given = [one for state, _ in states if (one := Outcome.of(state)) is not None]
    dispatches = [{"case_id": one.case_id, "unit": one.unit, "at": one.at} for one in given]
    return [dict(row) for row in await tx.fetch(_QUERY, cases, tasks, dispatches)]


async def imports_of(tx: Tx, cases: Sequence[UUID]) -> dict[UUID, UUID]:
    """Return by which import each of ``cases`` came, those of today left out."""
    rows = await tx.fetch(
        "SELECT id, import_id FROM cases_case WHERE id = ANY ($1) AND import_id IS NOT NULL", list(cases)
    )
    return {row["id"]: row["import_id"] for row in rows}
