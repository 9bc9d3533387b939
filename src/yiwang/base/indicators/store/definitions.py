"""SQL of definitions, and the book that is read from them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import datetime
from importlib import resources
from typing import Any, Final

from yiwang.base.indicators.definition import IndicatorsSection
from yiwang.base.indicators.model.book import Book
from yiwang.infra.database import Row, Tx
from yiwang.infra.snapshots import Snapshot, bump

_NAME: Final = "indicators"


def standard() -> IndicatorsSection:
    """Return the definitions that the module ships."""
    text = resources.files("yiwang.base.indicators").joinpath("standard.toml").read_text(encoding="utf-8")
    return IndicatorsSection.model_validate(tomllib.loads(text))


async def sections(tx: Tx) -> dict[str, Any]:
    """Return the sections of packs, by pack."""
    rows = await tx.fetch("SELECT pack, section FROM indicators_definition ORDER BY pack")
    return {row["pack"]: row["section"] for row in rows}


async def _load(tx: Tx) -> Book:
    found = [standard(), *(IndicatorsSection.model_validate(s) for s in (await sections(tx)).values())]
    return joined(found)


def joined(sections: Sequence[IndicatorsSection]) -> Book:
    """Return the book of several sections; raises ``indicator_definition``."""
    return Book(
        (m for s in sections for m in s.measures),
        (i for s in sections for i in s.indicators),
        (one for s in sections for one in s.sources),
        (t for s in sections for t in s.topics),
    )


BOOK: Final = Snapshot(_NAME, _load)


async def save_section(tx: Tx, pack: str, version: str, section: dict[str, Any]) -> None:
    """Store what a pack brings, in place of what it brought before."""
    await tx.execute(
        "INSERT INTO indicators_definition (pack, version, section) VALUES ($1, $2, $3) "
        "ON CONFLICT (pack) DO UPDATE SET version = $2, section = $3",
        pack,
        version,
        section,
    )
    await bump(tx, _NAME)


async def calibers(tx: Tx) -> list[Row]:
    """Return code, version, digest and since when of every indicator that was ever in force."""
    return await tx.fetch("SELECT code, version, digest, since FROM indicators_caliber")


async def keep_calibers(tx: Tx, rows: Sequence[tuple[str, int, str, datetime, dict[str, Any]]]) -> None:
    """Keep versions that come into force now."""
    await tx.executemany(
        "INSERT INTO indicators_caliber (code, version, digest, since, data) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT DO NOTHING",
        rows,
    )
