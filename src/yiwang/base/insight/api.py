"""The door of insight: how cases went through the flow."""

from __future__ import annotations

from yiwang.base.insight.model.rights import SEE_INSIGHT
from yiwang.base.insight.usecases.process import MOST_CASES, View, journal_log, process

__all__ = ["MOST_CASES", "SEE_INSIGHT", "View", "journal_log", "process"]
