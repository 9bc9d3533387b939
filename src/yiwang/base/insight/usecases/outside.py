"""Conformance of a log from elsewhere: with a flow definition, with rules, or with both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from yiwang.base.insight.usecases.states import shown
from yiwang.base.insight.usecases.walking import norm_of, titles
from yiwang.base.mining import api as mining
from yiwang.base.mining.api import KINDS, ProcessLog, Rule
from yiwang.base.workflow.api import FlowVersion

_ROWS: Final = 200


def outside(
    log: ProcessLog, *, flow: FlowVersion | None = None, rules: Sequence[Rule] = ()
) -> dict[str, Any]:
    """Return which cases of ``log`` keep to ``flow`` and to each of ``rules``, with the cases that do not.

    Steps of ``flow`` are known by their name or by what they are called in Chinese or English; what the
    system does by itself may be missing. Raises ``log_columns`` for a rule that is not complete and
    ``activity_unknown`` for one about a step that the log has not.
    """
    found: dict[str, Any] = {"cases": len(log.cases), "steps": len(log)}
    if flow is not None:
        walked = mining.conform(_translated(log, flow), norm_of(flow, by_itself=True))
        found |= {
            "fitting": int(walked.fitting.sum()),
            "fitness": walked.fitness,
            "deviations": [
                {
                    "kind": d.kind,
                    "step": d.step,
                    "before": d.before,
                    "missing": list(d.missing),
                    **shown(log.cases[i] for i in d.cases.tolist()),
                }
                for d in walked.deviations[:_ROWS]
            ],
        }
    if rules:
        found["rules"] = [
            {
                "rule": said(breach.rule, zh=True),
                "rule_en": said(breach.rule, zh=False),
                "share": 1 - len(breach.cases) / len(log.cases),
                **shown(log.cases[i] for i in breach.cases.tolist()),
            }
            for breach in mining.check(log, rules, strict=True)
        ]
    return found


def said(rule: Rule, *, zh: bool) -> str:
    """Return a rule as a sentence."""
    kind = KINDS[rule.kind]
    return (kind.zh if zh else kind.en).format(a=rule.a, b=rule.b, number=rule.number)


def _translated(log: ProcessLog, flow: FlowVersion) -> ProcessLog:
    """Return ``log`` with the names that ``flow`` has for its steps."""
    named = {
        text.casefold(): action
        for action, title in titles(flow).items()
        for text in (action, *title.values())
    }
    activities = [named.get(name.strip().casefold(), name) for name in log.activities]
    names = list(dict.fromkeys(activities))  # two names of the log may be one step of the flow
    to = np.array([names.index(name) for name in activities], np.int32)
    return replace(log, activities=names, activity=to[log.activity])
