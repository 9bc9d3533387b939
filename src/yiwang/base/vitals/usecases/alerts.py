"""Alerts: raised, grown and ended by rules, closed by persons with a result."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from yiwang.base.cases import api as cases
from yiwang.base.geography import api as geography
from yiwang.base.indicators import api as indicators
from yiwang.base.vitals import store
from yiwang.base.vitals.errors import VitalAlertClosedError, VitalAlertNotFoundError
from yiwang.base.vitals.messages import VitalAlertChanged
from yiwang.base.vitals.model.judging import Episode, Judged, episodes, judge, merged
from yiwang.base.vitals.model.rule import COLOURS, Rule
from yiwang.base.vitals.usecases.rules import rule_of
from yiwang.base.vitals.usecases.series import areas_of, watched
from yiwang.infra.database import Row, Work
from yiwang.kernel.ids import new_id

RESULTS: Final = ("handled", "false", "known")
SOURCE: Final = "vitals"
CHANNEL: Final = "other"
_COLOURS_ZH: Final = ("蓝色", "黄色", "橙色", "红色")


async def watch(work: Work, row: Row) -> None:
    """Judge what a rule watches and bring its alerts in step; told twice, nothing happens twice."""
    rule = rule_of(row)
    held = await store.alerts_of(work.tx, rule.code)
    for area in await areas_of(work, rule):
        series = await watched(work, rule, area)
        judged = judge(rule, series)
        found = merged(rule, episodes(rule, judged), [p.period for p in series])
        now = next((one for one in reversed(judged) if one.known), None)
        mine = [one for one in held if one["area"] == area]
        is_open = next((one for one in mine if one["closed_at"] is None), None)
        closed = next((one for one in mine if one["closed_at"] is not None), None)
        lasting = found[-1] if found and found[-1].until is None else None
        if is_open is not None and now is not None:
            await _follow(work, rule, is_open, lasting, now)
        elif is_open is None and lasting is not None and now is not None and not _told(closed, lasting):
            await _raise(work, rule, row["version"], area, lasting, now)


def _told(closed: Row | None, lasting: Episode) -> bool:
    """Tell whether a person has closed this very episode: it is not raised again until it was well once."""
    return closed is not None and closed["since"] == lasting.since


async def _raise(work: Work, rule: Rule, version: int, area: str | None, found: Episode, now: Judged) -> None:
    alert = {
        "id": new_id(),
        "rule": rule.code,
        "version": version,
        "indicator": rule.indicator,
        "area": area,
        "since": found.since,
        "period": now.period,
        "level": found.level,
        "value": found.worst,
        "limit": now.limit,
        "strength": found.strength,
        "at": work.now,
        "history": [_happened(work, "raised", found.level, found.worst)],
    }
    await store.put_alert(work.tx, alert)
    _announce(work, alert, "raised", found.level)
    await _dispatch(work, rule, alert | {"report": None}, found.level)


async def _follow(work: Work, rule: Rule, alert: Row, lasting: Episode | None, now: Judged) -> None:
    if lasting is None:
        changes: dict[str, Any] = {"closed_at": work.now, "result": "recovered", "period": now.period}
        await store.change_alert(
            work.tx, alert["id"], changes, _happened(work, "recovered", alert["level"], now.value)
        )
        _announce(work, alert, "recovered", alert["level"])
        return
    grown = lasting.level > alert["level"]
    if not grown and alert["period"] == now.period:
        return
    changes = {
        "period": now.period,
        "limit": now.limit,
        "level": max(lasting.level, alert["level"]),
        "value": lasting.worst,
        "strength": lasting.strength,
    }
    happened = _happened(work, "grown", lasting.level, now.value) if grown else None
    await store.change_alert(work.tx, alert["id"], changes, happened)
    if grown:
        _announce(work, alert, "grown", lasting.level)
    await _dispatch(work, rule, dict(alert), changes["level"])


async def _dispatch(work: Work, rule: Rule, alert: dict[str, Any], level: int) -> None:
    """Make a report of an alert in this transaction; its id is the report's: there is only one."""
    wanted = rule.dispatch
    if wanted is None or alert["report"] is not None or level < COLOURS.index(wanted.at) + 1:
        return
    tree = await geography.areas(work.tx)
    place = tree.city.name if alert["area"] is None else getattr(tree.get(alert["area"]), "name", "")
    data = (await indicators.book(work.tx)).get(rule.indicator).data
    colour = _COLOURS_ZH[level - 1]
    text = f"{rule.zh}：{place}“{data.zh}”自 {alert['since']} 起达到{colour}预警，最重为 {alert['value']:g}"
    report = cases.ReportInput(
        source=SOURCE,
        channel=CHANNEL,
        external_id=str(alert["id"]),
        reported_at=work.now,
        address=str(place),
        text=f"{text}。{rule.advice_zh}" if rule.advice_zh else f"{text}。",
        matter=wanted.matter,
        attributes={"alert": str(alert["id"]), "indicator": rule.indicator, "level": COLOURS[level - 1]},
    )
    answer = (await cases.receive_within(work, [report], prepare_now=True))[0]
    if isinstance(answer, cases.Received):
        changes = {"report": answer.id, "case_number": answer.case}
        await store.change_alert(work.tx, alert["id"], changes, _happened(work, "dispatched", level, None))
    else:
        happened = _happened(work, "not_dispatched", level, None) | {"why": str(answer)}
        await store.change_alert(work.tx, alert["id"], {"level": level}, happened)


def _happened(work: Work, what: str, level: int, value: float | None) -> dict[str, Any]:
    return {"at": work.now.isoformat(), "what": what, "level": level, "value": value, "by": work.actor.name}


def _announce(work: Work, alert: Any, action: str, level: int) -> None:
    work.announce(
        VitalAlertChanged(
            alert=alert["id"],
            rule=alert["rule"],
            indicator=alert["indicator"],
            area=alert["area"],
            action=action,
            level=level,
            at=work.now,
        )
    )


async def find(work: Work, *, is_open: bool | None, indicator: str | None) -> list[dict[str, Any]]:
    """Return alerts that the caller may see, the open and gravest first, with names."""
    tree = await geography.areas(work.tx)
    area = work.actor.area
    rows = await store.alerts(
        work.tx,
        is_open=is_open,
        indicator=indicator,
        areas=None if area is None else tree.subtree(area) | {area},
    )
    book = await indicators.book(work.tx)
    named = {row["code"]: rule_of(row) for row in reversed(await store.rules(work.tx))}
    found = []
    for row in rows:
        rule, data = named.get(row["rule"]), book.indicators.get(row["indicator"])
        place = None if row["area"] is None else tree.get(row["area"])
        found.append(
            dict(row)
            | {
                "colour": COLOURS[row["level"] - 1],
                "title": {"zh": row["rule"], "en": row["rule"]}
                if rule is None
                else {"zh": rule.zh, "en": rule.en},
                "name": None if data is None else {"zh": data.data.zh, "en": data.data.en},
                "unit": None if data is None else data.data.unit,
                "area_name": None if place is None else place.name,
                "advice": None
                if rule is None or not rule.advice_zh
                else {"zh": rule.advice_zh, "en": rule.advice_en or rule.advice_zh},
            }
        )
    return found


async def close(work: Work, alert: UUID, result: str, remark: str) -> None:
    """Close an alert with what it turned out to be. Raises ``vital_alert_not_found``, ``vital_alert_closed``.

    The same deviation raises no other until the indicator was well once.
    """
    row = await store.alert(work.tx, alert)
    area = work.actor.area
    tree = await geography.areas(work.tx)
    if row is None or (area is not None and (row["area"] is None or area not in tree.path(row["area"]))):
        raise VitalAlertNotFoundError
    if row["closed_at"] is not None:
        raise VitalAlertClosedError
    changes = {"closed_at": work.now, "closed_by": work.actor.name, "result": result, "remark": remark}
    await store.change_alert(
        work.tx, alert, changes, _happened(work, result, row["level"], None) | {"remark": remark}
    )
    _announce(work, row, "closed", row["level"])
