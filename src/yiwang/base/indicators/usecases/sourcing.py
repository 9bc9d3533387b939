"""The register of sources 一数一源: who answers for what, how fresh it is, what has two sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from yiwang.base.geography import api as geography
from yiwang.base.indicators.errors import SourceNotFoundError
from yiwang.base.indicators.model.book import Book
from yiwang.base.indicators.model.cuts import Cut
from yiwang.base.indicators.model.periods import start_of
from yiwang.base.indicators.model.rights import MANAGE_FIGURES, SEE_INDICATORS
from yiwang.base.indicators.model.sources import Source
from yiwang.base.indicators.store import readings as store
from yiwang.base.indicators.usecases.defining import book
from yiwang.base.indicators.usecases.freshness import of_source
from yiwang.infra.database import Work
from yiwang.kernel.permissions import allowed

#: Rows in which two sources disagree, as listed.
_LISTED: Final = 50


async def sources(work: Work) -> list[dict[str, Any]]:
    """Return all sources with owner, columns, duties, freshness; to a unit those it reports to."""
    found = await book(work.tx)
    newest = await store.newest(work.tx)
    everything = allowed(work.actor, SEE_INDICATORS) or allowed(work.actor, MANAGE_FIGURES)
    items = []
    for one in found.sources.values():
        mine = [duty for duty in one.data.duties if duty.unit == work.actor.unit]
        if everything or mine:
            items.append(await _described(work, found, one, newest.get(one.data.code)) | {"mine": len(mine)})
    return items


async def source_page(work: Work, code: str) -> dict[str, Any]:
    """Return one of :func:`sources`; raises ``indicator_source_not_found``."""
    for item in await sources(work):
        if item["code"] == code:
            return item
    raise SourceNotFoundError(name=code)


async def _described(work: Work, found: Book, one: Source, newest: Any) -> dict[str, Any]:
    tree = await geography.areas(work.tx)
    today = work.now.astimezone(ZoneInfo(tree.city.timezone)).date()
    first = start_of(today, one.grain)
    while one.due(first) >= today:
        first = start_of(first - timedelta(days=1), one.grain)
    fresh = await of_source(work, one, Cut(first=first, end=one.after(first)), tree, today)
    uses = sorted(i.data.code for i in found.indicators.values() if one.data.code in found.sources_of(i))
    return one.data.model_dump(mode="json", exclude={"columns"}) | {
        "columns": [c.model_dump(mode="json") for c in one.columns.values()],
        "indicators": uses, "last": None if newest is None else newest["last"],
        "as_of": None if newest is None else newest["at"],
        "waiting": 0 if newest is None else newest["waiting"],
        "fresh": {"state": fresh.state, "zh": fresh.zh, "en": fresh.en,
                  "expected": fresh.expected, "delivered": fresh.delivered},
    }  # fmt: skip


async def topics(work: Work) -> list[dict[str, Any]]:
    """Return the topics 专题 that the caller may see, with their indicators."""
    actor = work.actor
    return [
        topic.model_dump(mode="json")
        for topic in (await book(work.tx)).topics.values()
        if actor.is_system
        or (not topic.roles and not topic.units)
        or actor.roles & set(topic.roles)
        or actor.unit in topic.units
    ]


async def conflicts(work: Work) -> list[dict[str, Any]]:
    """Return what is not of one owner and one source: who says so, and for values which one holds.

    ``item``: two sources claim a data element, or have it and none claims it; ``owner``: an indicator that
    nobody answers for; ``name`` and ``outlet``: two indicators of one name, or that count the same;
    ``values``: sources that say different things of one day and area, with the one that holds.
    """
    found = await book(work.tx)
    listed = [*_claims(found), *_twins(found)]
    for code, holds, others in _copies(found):
        for other in others:
            rows = await store.disagreements(work.tx, code, holds, other, _LISTED)
            if rows:
                listed.append({
                    "kind": "values", "what": code, "of": [holds, other], "holds": holds,
                    "rows": [dict(row) for row in rows],
                    "zh": f"“{code}”在两个来源不一致，以“{found.sources[holds].data.zh}”为准",
                    "en": f"two sources differ in {code!r}; {found.sources[holds].data.en} holds",
                })  # fmt: skip
    return listed


def _holders(found: Book) -> dict[str, tuple[list[str], list[str]]]:
    """Return per column the sources that have it, and those that claim to be the one."""
    known: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for code, one in found.sources.items():
        if one.data.kind == "devices":
            continue
        for column in one.columns.values():
            if not column.key:
                known[column.code][0].append(code)
        for item in one.data.items:
            known[item][1].append(code)
    return known


def _claims(found: Book) -> Iterator[dict[str, Any]]:
    for item, (having, claiming) in sorted(_holders(found).items()):
        if len(claiming) > 1:
            yield {
                "kind": "item", "what": item, "of": claiming, "zh": f"“{item}”有 {len(claiming)} 个权威来源",
                "en": f"{len(claiming)} sources claim {item!r}",
            }  # fmt: skip
        elif len(having) > 1 and not claiming:
            yield {
                "kind": "item", "what": item, "of": having,
                "zh": f"“{item}”有 {len(having)} 个来源，没定哪个为准",
                "en": f"{len(having)} sources have {item!r} and none is the one that holds",
            }  # fmt: skip


def _copies(found: Book) -> Iterator[tuple[str, str, list[str]]]:
    for item, (having, claiming) in sorted(_holders(found).items()):
        if len(claiming) == 1 and claiming[0] in having and len(having) > 1:
            yield item, claiming[0], [code for code in having if code != claiming[0]]


def _twins(found: Book) -> Iterator[dict[str, Any]]:
    names: dict[str, list[str]] = defaultdict(list)
    counts: dict[str, list[str]] = defaultdict(list)
    for code, one in sorted(found.indicators.items()):
        names[one.data.zh].append(code)
        counts[found.digest(one)].append(code)
        if not one.data.owner:
            yield {
                "kind": "owner", "what": code, "of": [code], "zh": f"“{one.data.zh}”没有责任单位",
                "en": f"nobody answers for {one.data.en!r}",
            }  # fmt: skip
    for kind, groups in (("name", names), ("outlet", counts)):
        for codes in groups.values():
            if len(codes) > 1:
                zh = "同名" if kind == "name" else "口径相同，一个数有两个出口"
                en = "have one name" if kind == "name" else "count the same: one number, two outlets"
                yield {"kind": kind, "what": codes[0], "of": codes, "zh": f"{'、'.join(codes)} {zh}",
                       "en": f"{', '.join(codes)} {en}"}  # fmt: skip
