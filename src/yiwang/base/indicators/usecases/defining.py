"""Definitions: what there is, and what a pack adds."""

from __future__ import annotations

from typing import Any

from yiwang.base.indicators.definition import IndicatorsSection
from yiwang.base.indicators.errors import DefinitionError
from yiwang.base.indicators.model.book import Book
from yiwang.base.indicators.model.fields import BASES
from yiwang.base.indicators.store import definitions as store
from yiwang.infra.database import Tx, Work


async def book(tx: Tx) -> Book:
    """Return all definitions in force, checked; from memory while they are fresh."""
    return await store.BOOK.get(tx)


async def apply_section(work: Work, section: IndicatorsSection, pack: str, version: str) -> None:
    """Bring the definitions of a pack into force.

    Raises ``indicator_definition`` if they do not hold together with all others, or if something else
    would be counted under a version that was in force before: a changed 口径 is a new version.
    """
    others = await store.sections(work.tx)
    others.pop(pack, None)
    found = store.joined(
        [store.standard(), *(IndicatorsSection.model_validate(s) for s in others.values()), section]
    )
    known = {(row["code"], row["version"]): row["digest"] for row in await store.calibers(work.tx)}
    for (code, number), indicator in found.versions.items():
        if known.get((code, number), found.digest(indicator)) != found.digest(indicator):
            raise DefinitionError(
                name=code,
                why_zh=f"第 {number} 版已在用，口径改变须用新的版本号",
                why_en=f"version {number} is in force: another way of counting needs another version",
            )
    await store.save_section(work.tx, pack, version, section.model_dump(mode="json"))
    await keep_calibers(work, found)


async def keep_calibers(work: Work, found: Book) -> None:
    """Keep since when each version has been in force."""
    known = {(row["code"], row["version"]) for row in await store.calibers(work.tx)}
    rows = [
        (code, number, found.digest(one), work.now, one.data.model_dump(mode="json"))
        for (code, number), one in found.versions.items()
        if (code, number) not in known
    ]
    if rows:
        await store.keep_calibers(work.tx, rows)


async def catalogue(tx: Tx) -> list[dict[str, Any]]:
    """Return every indicator in force with its 口径, measures and versions."""
    found = await book(tx)
    since = {(row["code"], row["version"]): row["since"] for row in await store.calibers(tx)}
    return [described(found, code, since) for code in found.indicators]


async def definition(tx: Tx, code: str) -> dict[str, Any]:
    """Return one indicator in force; raises ``indicator_not_found``."""
    since = {(row["code"], row["version"]): row["since"] for row in await store.calibers(tx)}
    return described(await book(tx), code, since)


def described(book: Book, code: str, since: dict[tuple[str, int], Any]) -> dict[str, Any]:
    """Return one indicator as pages and programs read it."""
    indicator = book.get(code)
    data = indicator.data.model_dump(mode="json", exclude_defaults=False)
    measures = [
        {"code": m.data.code, "zh": m.data.zh, "en": m.data.en, "on": m.data.on,
         "source": m.data.source, "on_zh": BASES[m.data.on].zh if m.of_cases else "日期",
         "on_en": BASES[m.data.on].en if m.of_cases else "day", "where": m.data.where,
         "aggregate": m.data.aggregate,
         "value": m.data.value, "needs": list(m.data.needs), "unit": m.data.unit}
        for m in book.measures_of(indicator).values()
    ]  # fmt: skip
    versions = [
        {"version": v, "since": since.get((c, v)), "caliber_zh": one.data.caliber_zh,
         "caliber_en": one.data.caliber_en}
        for (c, v), one in sorted(book.versions.items()) if c == code
    ]  # fmt: skip
    return data | {
        "measures": measures, "versions": versions, "drill": list(book.drill_of(indicator)),
        "sources": book.sources_of(indicator),
    }  # fmt: skip
