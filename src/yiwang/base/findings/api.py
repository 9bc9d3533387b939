"""The door of findings."""

from __future__ import annotations

from yiwang.base.findings.model.finding import Finding
from yiwang.base.findings.model.rights import CHANGE_STRATEGIES, SEE_FINDINGS, SEND
from yiwang.base.findings.model.strategy import REASONS, Strategy
from yiwang.base.findings.store import find
from yiwang.base.findings.usecases.looking import effect, rates, reasons, save_strategy, strategies
from yiwang.base.findings.usecases.taking import Taken, take

__all__ = [
    "CHANGE_STRATEGIES",
    "REASONS",
    "SEE_FINDINGS",
    "SEND",
    "Finding",
    "Strategy",
    "Taken",
    "effect",
    "find",
    "rates",
    "reasons",
    "save_strategy",
    "strategies",
    "take",
]
