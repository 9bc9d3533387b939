"""Strategies, and what came of findings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from yiwang.base.alarms import api as alarms
from yiwang.base.algorithms import api as algorithms
from yiwang.base.audit import api as audit
from yiwang.base.findings import store
from yiwang.base.findings.errors import StrategyError
from yiwang.base.findings.model.strategy import REASONS, Strategy, check
from yiwang.base.findings.usecases.taking import PER_DAY
from yiwang.base.geography import api as geography
from yiwang.infra.database import Tx, Work

_CODE: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,59}")
_MOST: Final = 2000
_OVER: Final = {"closed", "rated", "archived"}
_REFUSED: Final = {"rejected", "not_filed", "void"}


async def save_strategy(work: Work, code: str, strategy: Strategy) -> int:
    """Write a strategy and return its version; raises ``finding_strategy``. What was judged stays judged."""
    if not _CODE.fullmatch(code):
        raise StrategyError(field="code", why_zh="代码应为小写字母数字", why_en="a code is lower case words")
    version = await store.put_strategy(work, code, check(strategy))
    detail = {"version": version, "body": msgspec.to_builtins(strategy)}
    await audit.record(work, "finding.strategy", "strategy", code, detail)
    return version


async def strategies(tx: Tx) -> list[dict[str, Any]]:
    """Return all strategies by code."""
    found = await store.STRATEGIES.get(tx)
    return [
        {"code": code, "version": version} | msgspec.to_builtins(strategy)
        for code, (version, strategy) in found.items()
    ]


async def effect(work: Work, days: float) -> list[dict[str, Any]]:
    """Return per kind and strategy: raw, dropped by reason, valid, found true and false."""
    found: dict[tuple[str, str | None], dict[str, Any]] = {}
    for row in await store.effect(work.tx, work.now - timedelta(days=days)):
        key = row["kind"], row["strategy"]
        entry = found.setdefault(
            key,
            {
                "kind": key[0],
                "strategy": key[1],
                "raw": 0,
                "valid": 0,
                "dropped": {},
                "said_true": 0,
                "said_false": 0,
            },
        )
        entry["raw"] += row["n"]
        if row["outcome"] == "valid":
            entry["valid"] = row["n"]
        else:
            entry["dropped"][row["outcome"]] = row["n"]
        for said in ("said_true", "said_false"):
            entry[said] += row[said]
    return [entry | _shares(entry) for entry in found.values()]


async def days(work: Work, span: float, strategy: str | None) -> list[dict[str, Any]]:
    """Return ``{day, outcomes}`` per day of the city: findings by why they were dropped, or valid."""
    zone = (await geography.areas(work.tx)).city.timezone
    found: dict[Any, dict[str, int]] = {}
    for row in await store.days(work.tx, work.now - timedelta(days=span), zone, strategy):
        found.setdefault(row["day"], {})[row["outcome"]] = row["n"]
    return [{"day": day, "outcomes": outcomes} for day, outcomes in found.items()]


async def senders(tx: Tx, now: datetime) -> dict[str, Any]:
    """Return ``{items, others}``: who sent how much in 30 days, its limit per day; that of all others."""
    limits = await store.limits(tx)
    others = limits.get("", PER_DAY)
    rows = await store.senders(tx, (now - timedelta(days=30)).date(), now.date())
    seen = {row["client"] for row in rows}
    items = [
        {
            "client": row["client"],
            "today": row["today"] or 0,
            "sent": row["sent"],
            "most": row["most"],
            "per_day": limits.get(row["client"], others),
        }
        for row in rows
    ] + [
        {"client": client, "today": 0, "sent": 0, "most": 0, "per_day": limit}
        for client, limit in limits.items()
        if client and client not in seen
    ]
    return {"items": items, "others": others}


async def set_limit(work: Work, client: str, per_day: int) -> None:
    """Set what ``client`` may send per day; ``""``: all others. Recorded."""
    await store.put_limit(work.tx, client, per_day)
    await audit.record(work, "finding.limit", "client", client, {"per_day": per_day})


async def rates(work: Work, days: float, by: str) -> list[dict[str, Any]]:
    """Return per period (``day``, ``month``), model, source, kind and site how often it was right."""
    zone = (await geography.areas(work.tx)).city.timezone
    rows = await store.rates(work.tx, work.now - timedelta(days=days), by, zone, _MOST)
    return [row | _shares(row) for row in rows]


def _shares(row: dict[str, Any]) -> dict[str, Any]:
    judged = row["said_true"] + row["said_false"]
    return {
        "confirmed": row["said_true"] / judged if judged else None,
        "false_alarms": row["said_false"] / judged if judged else None,
    }


async def hear_cases(work: Work, changed: Sequence[tuple[str, str]]) -> None:
    """Take verdicts of cases, (number, stage), back to their findings; a second time finds none open."""
    over = {number: stage for number, stage in changed if stage in _OVER | _REFUSED}
    if not over:
        return
    open_ones: dict[str, list[Any]] = {}
    for row in await store.of_cases(work.tx, list(over)):
        open_ones.setdefault(row["case"], []).append(row)
    for number, rows in open_ones.items():
        wrong = await alarms.was_false(work, number)
        if not wrong and over[number] not in _OVER:
            continue
        await store.judge(work.tx, [row["seq"] for row in rows], "false" if wrong else "true")
        for row in rows:
            if row["model"] is not None:
                await algorithms.record(work, row["model"], right=int(not wrong), wrong=int(wrong))


def reasons() -> list[dict[str, str]]:
    """Return the outcomes and their names."""
    return [{"code": code, "zh": zh, "en": en} for code, (zh, en) in REASONS.items()]
