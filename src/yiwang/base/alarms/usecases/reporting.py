"""From an alarm to a report, in the transaction that raises it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from yiwang.base.alarms.model.alarm import Alarm
from yiwang.base.alarms.model.levels import LEVELS, NAMES, rank
from yiwang.base.alarms.model.rule import Rule
from yiwang.base.alarms.store import rules as rule_store
from yiwang.base.alarms.usecases.recording import Recorder
from yiwang.base.cases import api as cases
from yiwang.infra.database import Work

SOURCE: Final = "sensing"
CHANNEL: Final = "iot"


def due(alarm: Alarm, rule: Rule | None) -> bool:
    """Tell whether an alarm should become a report now."""
    if rule is None or rule.report is None or alarm.report is not None:
        return False
    called = alarm.hushed is None and alarm.parent is None and alarm.active and alarm.closed_at is None
    return called and alarm.level >= rank(rule.report.at)


async def make_reports(
    work: Work, recorder: Recorder, alarms: Sequence[Alarm], rules: Mapping[str, Rule]
) -> None:
    """Make reports of ``alarms`` and prepare them at once, so that the case is committed with the alarm.

    The alarm's id is the report's external id: however often it is tried, there is one.
    """
    if not alarms:
        return
    inputs = [_report(alarm, rules.get(alarm.rule)) for alarm in alarms]
    answers = await cases.receive_within(work, inputs, prepare_now=True)
    for alarm, answer in zip(alarms, answers, strict=True):
        if isinstance(answer, cases.Received):
            recorder.change(alarm.id, "report", {"report": str(answer.id), "case": answer.case})
        else:
            recorder.change(alarm.id, "comment", {"text": str(answer), "code": answer.code})


def _report(alarm: Alarm, rule: Rule | None) -> cases.ReportInput:
    report = None if rule is None else rule.report
    words = {
        "device": alarm.name,
        "subject": alarm.subject,
        "level": LEVELS[NAMES[alarm.level] or "blue"][1],
        "rule": alarm.rule if rule is None else rule.zh,
        "value": "" if alarm.value is None else f"{alarm.value:g}",
        "count": str(alarm.count),
    }
    template = None if report is None else report.text_zh
    text = _fill(template or "{rule}：{device}（{subject}）{level}告警，当前值 {value}", words)
    attributes: dict[str, Any] = {
        "alarm": str(alarm.id),
        "rule": alarm.rule,
        "device": alarm.subject,
        "level": NAMES[alarm.level],
        "value": alarm.value,
        "labels": alarm.labels,
    }
    return cases.ReportInput(
        source=SOURCE,
        channel=CHANNEL,
        external_id=str(alarm.id),
        text=text,
        reported_at=alarm.raised_at,
        lon=alarm.lon,
        lat=alarm.lat,
        crs="wgs84",
        address=alarm.name,
        matter=None if report is None else report.matter,
        attributes=attributes,
    )


def _fill(template: str, words: Mapping[str, str]) -> str:
    for name, value in words.items():
        template = template.replace("{" + name + "}", value)
    return template


async def running(work: Work) -> dict[str, Rule]:
    """Return the rules that are switched on, by code."""
    found = await rule_store.RUNNING.get(work.tx)
    return {code: rule for code, (_, rule) in found.rules.items()}
