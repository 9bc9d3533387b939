"""Rules of intake that packs bring."""

from __future__ import annotations

from yiwang.base.cases.definition import CasesSection
from yiwang.base.cases.store import rules as store
from yiwang.infra.database import Work


async def apply_section(work: Work, section: CasesSection, pack_id: str, version: str) -> None:
    """Bring the section ``cases`` of a pack into force; what it leaves out stays as it is."""
    await store.save(
        work, pack_id, version, section.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    )
