"""A strategy tried on findings that are stored: what it would have let through, before it is in force."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from yiwang.base.findings import store
from yiwang.base.findings.model.judging import Line, columns, judge
from yiwang.base.findings.model.strategy import Strategy, check, choose
from yiwang.base.geography import api as geography
from yiwang.infra.database import Work

#: Findings of a kind that are looked at: the newest.
_MOST: Final = 50_000


async def rehearse(work: Work, code: str, strategy: Strategy, days: float) -> dict[str, Any]:
    """Return ``{read, capped, was, would}``: outcomes as they are, and as ``strategy`` says.

    Only findings that would come to the strategy once it is saved under ``code``; nothing is changed.
    Raises ``finding_strategy``.
    """
    check(strategy)
    named = {known: one for known, (_, one) in (await store.STRATEGIES.get(work.tx)).items()} | {
        code: strategy
    }
    rows = await store.of_kind(work.tx, strategy.kind, work.now - timedelta(days=days), _MOST)
    own = {site: choose(named.items(), strategy.kind, site) == code for site in {r["site"] for r in rows}}
    mine = [row for row in rows if own[row["site"]]]
    zone = ZoneInfo((await geography.areas(work.tx)).city.timezone)
    lines: list[Line] = [
        (r["at"], r["site"], r["confidence"], r["box"], r["lon"], r["lat"], None) for r in mine
    ]
    would: list[str] = []
    if lines:
        would, _ = await asyncio.to_thread(judge, columns(lines), strategy, zone)
    return {
        "read": len(mine),
        "capped": len(rows) == _MOST,
        "was": dict(Counter(row["outcome"] for row in mine)),
        "would": dict(Counter(would)),
    }
