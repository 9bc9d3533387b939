"""SQL of schemes, and what is read from them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import datetime
from importlib import resources
from typing import Any, Final

from yiwang.base.assessment.definition import AssessmentSection
from yiwang.base.assessment.model.schemes import Schemes
from yiwang.infra.database import Row, Tx
from yiwang.infra.snapshots import Snapshot, bump

_NAME: Final = "assessment"


def standard() -> AssessmentSection:
    """Return the schemes that the module ships."""
    text = resources.files("yiwang.base.assessment").joinpath("standard.toml").read_text(encoding="utf-8")
    return AssessmentSection.model_validate(tomllib.loads(text))


async def sections(tx: Tx) -> dict[str, Any]:
    """Return the sections of packs, by pack."""
    rows = await tx.fetch("SELECT pack, section FROM assessment_definition ORDER BY pack")
    return {row["pack"]: row["section"] for row in rows}


def joined(found: Sequence[AssessmentSection]) -> Schemes:
    """Return the schemes of several sections; raises ``assessment_scheme``."""
    return Schemes(scheme for section in found for scheme in section.schemes)


async def _load(tx: Tx) -> Schemes:
    return joined([standard(), *(AssessmentSection.model_validate(s) for s in (await sections(tx)).values())])


SCHEMES: Final = Snapshot(_NAME, _load)


async def save_section(tx: Tx, pack: str, version: str, section: dict[str, Any]) -> None:
    """Store what a pack brings, in place of what it brought before."""
    await tx.execute(
        "INSERT INTO assessment_definition (pack, version, section) VALUES ($1, $2, $3) "
        "ON CONFLICT (pack) DO UPDATE SET version = $2, section = $3",
        pack,
        version,
        section,
    )
    await bump(tx, _NAME)


async def kept(tx: Tx) -> list[Row]:
    """Return code, version, digest and since when of every scheme that was ever in force."""
    return await tx.fetch("SELECT code, version, digest, since FROM assessment_scheme")


async def keep(tx: Tx, rows: Sequence[tuple[str, int, str, datetime, dict[str, Any]]]) -> None:
    """Keep versions that come into force now."""
    await tx.executemany(
        "INSERT INTO assessment_scheme (code, version, digest, since, data) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT DO NOTHING",
        rows,
    )
