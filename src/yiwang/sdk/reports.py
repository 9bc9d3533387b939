"""Reports for connectors: handing one in, and learning which case it became."""

from __future__ import annotations

from yiwang.base.cases.api import (
    REPORT,
    Received,
    ReporterInput,
    ReportInput,
    case_of_report,
    intake,
)
from yiwang.infra.database import Database
from yiwang.kernel.actor import Actor

__all__ = ["REPORT", "Received", "ReportInput", "ReporterInput", "case_of_report", "receive"]


async def receive(database: Database, report: ReportInput, actor: Actor) -> Received:
    """Store ``report`` durably, once per (source, external id), and return the answer with its receipt.

    Raises the named errors of checking, ``report_conflict``, ``unavailable``, ``disk_full``.
    """
    return await intake(database).receive(report, actor)
