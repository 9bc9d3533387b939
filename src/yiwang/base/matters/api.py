"""The door of matters: the catalogue (事项目录), responsibilities (权责清单), foreign codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from yiwang.base.matters import store
from yiwang.base.matters.definition import (
    MatterData,
    MattersSection,
    ResponsibilitiesSection,
    ResponsibilityData,
)
from yiwang.base.matters.model.catalogue import Catalogue
from yiwang.base.matters.model.records import (
    Candidate,
    Gap,
    Kind,
    Limits,
    Matter,
    Resolution,
    Responsibility,
    Stand,
    Status,
    Suggestion,
    Unmapped,
    limit_for,
)
from yiwang.base.matters.usecases import entries, responsibilities, sheets
from yiwang.base.matters.usecases.snapshot import CATALOGUE
from yiwang.infra.database import Row, Tx, Work
from yiwang.kernel.rows import ChangeSummary

__all__ = [
    "Candidate",
    "Catalogue",
    "Gap",
    "Kind",
    "Limits",
    "Matter",
    "MatterData",
    "Resolution",
    "Responsibility",
    "ResponsibilityData",
    "Stand",
    "Status",
    "Suggestion",
    "Unmapped",
    "apply_responsibilities",
    "apply_section",
    "approve_responsibility",
    "catalogue",
    "count_unmapped",
    "count_unmapped_many",
    "draft_responsibility",
    "end_responsibility",
    "export_responsibilities",
    "find_responsibilities",
    "gaps",
    "import_responsibilities",
    "limit_for",
    "map_code",
    "mappings",
    "matter_versions",
    "responsibility",
    "save_matters",
    "set_matter_status",
    "unmapped",
]


async def catalogue(tx: Tx) -> Catalogue:
    """Return matters, responsibilities and mappings in memory (no SQL while it is fresh)."""
    return await CATALOGUE.get(tx)


async def apply_section(work: Work, section: MattersSection, pack_id: str, version: str) -> ChangeSummary:
    """Bring a pack's catalogue and mappings into force; announces ``matters.catalogue_changed``.

    Raises ``matter_scope`` where a lower level redefines a higher code, ``invalid_input`` for parents
    and mapping targets that do not exist.
    """
    return await entries.apply_section(work, section, pack_id, version)


async def apply_responsibilities(
    work: Work, section: ResponsibilitiesSection, pack_id: str, version: str
) -> ChangeSummary:
    """Bring an overlay's responsibility list into force; raises ``rows_refused`` with every problem."""
    return await responsibilities.apply_section(work, section, pack_id, version)


async def save_matters(work: Work, data: Sequence[MatterData], *, source: str = "manual") -> ChangeSummary:
    """Create entries of the catalogue or give them a new version; see :func:`apply_section`."""
    return await entries.save_manually(work, data, source=source)


async def set_matter_status(work: Work, key: str, status: Status) -> Matter:
    """Publish or retire an entry; raises ``matter_not_found``. Running cases are not touched."""
    return await entries.set_status(work, key, status)


async def matter_versions(tx: Tx, key: str) -> list[Matter]:
    """Return all versions of one entry, newest first; empty if there is none."""
    return await store.versions(tx, key)


async def map_code(work: Work, source: str, code: str, key: str) -> None:
    """Say what a foreign code means from now on; raises ``matter_not_found``."""
    await entries.map_code(work, source, code, key)


async def mappings(tx: Tx, source: str | None = None, limit: int = 1000) -> list[Row]:
    """Return what foreign codes mean: rows of source, code, matter, origin."""
    return await store.mapping_rows(tx, source, limit)


async def count_unmapped(work: Work, source: str, code: str, n: int = 1, name: str = "") -> None:
    """Count a foreign code that no mapping knew (C004)."""
    await entries.count_unmapped(work, [(source, code, name, n)])


async def count_unmapped_many(work: Work, codes: Iterable[tuple[str, str, str, int]]) -> None:
    """Count many at once: (source, code, name, how often), each code at most once."""
    await entries.count_unmapped(work, codes)


async def unmapped(tx: Tx, source: str | None = None, limit: int = 1000) -> list[Unmapped]:
    """Return codes that no mapping knows, the most frequent first."""
    return await store.unmapped(tx, source, limit)


async def draft_responsibility(work: Work, data: ResponsibilityData, *, change_basis: str) -> Responsibility:
    """Store the draft of an entry with its applicant and the basis of the change.

    Raises ``rows_refused`` for an unknown matter, area or unit.
    """
    return await responsibilities.draft(work, data, change_basis=change_basis)


async def approve_responsibility(work: Work, entry: UUID) -> Responsibility:
    """Approve a draft of somebody else; announces ``matters.responsibility_approved``.

    Raises ``responsibility_not_found``, ``responsibility_state``, ``self_approval``, ``conflict``.
    """
    return await responsibilities.approve(work, entry)


async def end_responsibility(work: Work, entry: UUID, valid_to: date) -> Responsibility:
    """End an entry from ``valid_to`` on; announces ``matters.responsibility_ended``."""
    return await responsibilities.end(work, entry, valid_to)


async def responsibility(tx: Tx, entry: UUID) -> Responsibility | None:
    """Return one entry, whatever its version and status."""
    return await store.responsibility(tx, entry)


async def find_responsibilities(
    tx: Tx, wanted: dict[str, Any], after: Sequence[Any] | None, limit: int
) -> list[Responsibility]:
    """Return entries of all versions by ``matter``, ``area``, ``unit`` (lead or assist), ``status``."""
    return await store.find_responsibilities(tx, wanted, after, limit)


async def gaps(tx: Tx, on: date, *, area: str | None = None) -> list[Gap]:
    """Return the leaves for which nobody is responsible on the day, per district or in ``area``."""
    return await responsibilities.gaps(tx, on, area=area)


async def import_responsibilities(
    work: Work, name: str, content: bytes, *, change_basis: str
) -> ChangeSummary:
    """Bring a CSV or Excel sheet of responsibilities into force, all or nothing.

    Raises ``rows_refused`` with sheet, row and column of every problem.
    """
    return await sheets.import_sheet(work, name, content, change_basis=change_basis)


async def export_responsibilities(tx: Tx, *, as_excel: bool) -> bytes:
    """Return the entries in force and to come as CSV (UTF-8 with BOM) or Excel; importable again."""
    return await sheets.export_sheet(tx, as_excel=as_excel)
