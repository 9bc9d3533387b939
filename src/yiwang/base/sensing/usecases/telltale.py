"""Smaller questions about what devices say: tracks, happenings, what is doubtful, how fresh feeds are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from yiwang.base.sensing.model.quality import REASONS, Verdict
from yiwang.base.sensing.model.wanted import DeviceFilter
from yiwang.base.sensing.store import answers
from yiwang.base.sensing.store import devices as device_store
from yiwang.base.sensing.store.products import PRODUCTS
from yiwang.infra.database import Work
from yiwang.kernel.errors import InvalidInputError, NotFoundError

_FIRST = 2**62


async def _number(work: Work, code: str) -> int:
    found = (await device_store.refs(work.tx, [code])).get(code)
    if found is None:
        raise NotFoundError(what_zh="设备", what_en="device", key=code)
    return found.no


async def track(work: Work, code: str, span: tuple[datetime, datetime], limit: int) -> list[dict[str, Any]]:
    """Return positions of a device by instant; raises ``not_found``."""
    rows = await answers.track(work.tx, await _number(work, code), span, None, limit)
    return [dict(row) for row in rows]


async def happenings(
    work: Work, code: str, span: tuple[datetime, datetime], limit: int
) -> list[dict[str, Any]]:
    """Return what a device said has happened, newest first; raises ``not_found``."""
    rows = await answers.occurrences(work.tx, await _number(work, code), span, limit)
    return [dict(row) for row in rows]


async def doubtful(
    work: Work, wanted: DeviceFilter, reasons: Sequence[str], before: int | None, limit: int
) -> list[dict[str, Any]]:
    """Return values kept apart, newest first, below the id ``before``; ``reasons`` are names of verdicts."""
    known = {verdict.name.lower(): verdict for verdict in Verdict}
    if unknown := set(reasons) - set(known):
        raise InvalidInputError(
            field="reason", why_zh=f"没有原因“{min(unknown)}”", why_en=f"no reason {min(unknown)!r}"
        )
    products = await PRODUCTS.get(work.tx)
    numbers = [int(known[name]) for name in reasons]
    rows = await answers.doubtful(work.tx, wanted, numbers, _FIRST if before is None else before, limit)
    made = []
    for row in rows:
        verdict = Verdict(row["reason"])
        prop = products.props.get(row["prop"])
        made.append(
            {
                "id": row["id"],
                "device": row["device"],
                "property": prop[1] if prop else None,
                "at": row["at"],
                "received_at": row["received_at"],
                "value": row["value"],
                "reason": verdict.name.lower(),
                "zh": REASONS[verdict][0],
                "en": REASONS[verdict][1],
            }
        )
    return made


async def feeds(work: Work) -> list[dict[str, Any]]:
    """Return per product: source, how often values are due, newest value, devices with fresh values."""
    products = await PRODUCTS.get(work.tx)
    rows = {row["product"]: row for row in await answers.freshness(work.tx, work.now)}
    made = []
    for product in products.by_code.values():
        row = rows.get(product.no)
        due = [p.every_s for p in product.draft.model.properties if p.every_s]
        newest = row["newest_at"] if row else None
        limit = 3 * min(due) if due else product.draft.offline_s
        made.append(
            {
                "product": product.code,
                "name": product.draft.name,
                "name_en": product.draft.name_en,
                "maker": product.draft.maker,
                "source": product.draft.source,
                "every_s": min(due) if due else None,
                "devices": row["devices"] if row else 0,
                "online": row["online"] if row else 0,
                "newest_at": newest,
                "stale": newest is None or (work.now - newest).total_seconds() > limit,
            }
        )
    return made
