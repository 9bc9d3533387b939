"""The door of process mining: a log of steps in, the graph, variants, findings and breaches out.

>>> import numpy as np
>>> log = make_log(["1"], ["file", "close"], np.array([0, 0]), np.array([0, 1]), np.array([0, 60_000_000]))
>>> [(arc.source, arc.target, arc.times.mean) for arc in draw(log).arcs]
[('file', 'close', 60.0)]
"""

from __future__ import annotations

from yiwang.base.mining.model.causes import Cause, causes, wilson
from yiwang.base.mining.model.conformance import KINDS, Breach, Rule, RuleKind, allowed, check
from yiwang.base.mining.model.findings import (
    ExtraStep,
    Handover,
    PingPong,
    Rework,
    Slow,
    extra_steps,
    extremes,
    handovers,
    ping_pong,
    rework,
    slow,
)
from yiwang.base.mining.model.graph import Arc, Graph, draw
from yiwang.base.mining.model.groups import Times
from yiwang.base.mining.model.log import NOBODY, SECOND, ProcessLog, make_log, pick
from yiwang.base.mining.model.norm import Conformance, Deviation, Norm, conform
from yiwang.base.mining.model.variants import Variants, variants

__all__ = [
    "KINDS",
    "NOBODY",
    "SECOND",
    "Arc",
    "Breach",
    "Cause",
    "Conformance",
    "Deviation",
    "ExtraStep",
    "Graph",
    "Handover",
    "Norm",
    "PingPong",
    "ProcessLog",
    "Rework",
    "Rule",
    "RuleKind",
    "Slow",
    "Times",
    "Variants",
    "allowed",
    "causes",
    "check",
    "conform",
    "draw",
    "extra_steps",
    "extremes",
    "handovers",
    "make_log",
    "pick",
    "ping_pong",
    "rework",
    "slow",
    "variants",
    "wilson",
]
