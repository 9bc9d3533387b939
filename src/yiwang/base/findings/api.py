"""The door of findings."""

from __future__ import annotations

from yiwang.base.findings.model.finding import Finding
from yiwang.base.findings.model.rights import CHANGE_STRATEGIES, SEE_FINDINGS, SEND
from yiwang.base.findings.model.strategy import REASONS, Strategy
from yiwang.base.findings.store import find
from yiwang.base.findings.usecases.looking import (
    days,
    effect,
    rates,
    reasons,
    save_strategy,
    senders,
    set_limit,
    strategies,
)
from yiwang.base.findings.usecases.taking import Taken, take
from yiwang.base.findings.usecases.trying import rehearse

__all__ = [
    "CHANGE_STRATEGIES",
    "REASONS",
    "SEE_FINDINGS",
    "SEND",
    "Finding",
    "Strategy",
    "Taken",
    "days",
    "effect",
    "find",
    "rates",
    "reasons",
    "rehearse",
    "save_strategy",
    "senders",
    "set_limit",
    "strategies",
    "take",
]
