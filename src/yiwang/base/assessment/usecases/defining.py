"""Schemes: what there is, and what a pack adds."""

from __future__ import annotations

from typing import Any

from yiwang.base.assessment.definition import AssessmentSection, SchemeData
from yiwang.base.assessment.errors import SchemeError
from yiwang.base.assessment.model.schemes import Schemes, digest
from yiwang.base.assessment.store import definitions as store
from yiwang.base.indicators import api as indicators
from yiwang.infra.database import Tx, Work


async def schemes(tx: Tx) -> Schemes:
    """Return all schemes, checked; from memory while they are fresh."""
    return await store.SCHEMES.get(tx)


async def apply_section(work: Work, section: AssessmentSection, pack: str, version: str) -> None:
    """Bring the schemes of a pack into force.

    Raises ``assessment_scheme`` if they do not hold together with all others, name an indicator that is not
    there or cannot be added up, or would change a version that was in force before.
    """
    others = await store.sections(work.tx)
    others.pop(pack, None)
    found = store.joined(
        [store.standard(), *(AssessmentSection.model_validate(s) for s in others.values()), section]
    )
    known = {(row["code"], row["version"]): row["digest"] for row in await store.kept(work.tx)}
    book = await indicators.book(work.tx)
    for (code, number), data in found.versions.items():
        if known.get((code, number), digest(data)) != digest(data):
            raise SchemeError(
                name=code,
                why_zh=f"第 {number} 版已在用，方案改变须用新的版本号",
                why_en=f"version {number} is in force: a changed scheme needs another version",
            )
        _check_indicators(data, book)
    await store.save_section(work.tx, pack, version, section.model_dump(mode="json"))
    await keep_versions(work, found)


def _check_indicators(data: SchemeData, book: indicators.Book) -> None:
    for part in data.parts:
        indicator = book.get(part.indicator, part.version)
        if not all(measure.additive for measure in book.measures_of(indicator).values()):
            raise SchemeError(
                name=data.code,
                why_zh=f"指标“{part.indicator}”不能相加，不能用于考核",
                why_en=f"indicator {part.indicator!r} does not add up and cannot be scored",
            )


async def keep_versions(work: Work, found: Schemes) -> None:
    """Keep since when each version has been in force."""
    known = {(row["code"], row["version"]) for row in await store.kept(work.tx)}
    rows = [
        (code, number, digest(data), work.now, data.model_dump(mode="json"))
        for (code, number), data in found.versions.items()
        if (code, number) not in known
    ]
    if rows:
        await store.keep(work.tx, rows)


async def listed(tx: Tx) -> list[dict[str, Any]]:
    """Return the highest version of every scheme, with the numbers of all its versions."""
    found = await schemes(tx)
    return [
        data.model_dump(mode="json")
        | {"versions": [number for code, number in found.versions if code == data.code]}
        for data in found.latest()
    ]
