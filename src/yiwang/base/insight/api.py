"""The door of insight: how cases went through the flow, and what that says about the city."""

from __future__ import annotations

from yiwang.base.insight.model import forecast
from yiwang.base.insight.model.changes import (
    Change,
    DutyChange,
    LimitChange,
    MergeChange,
    PaceChange,
    Part,
    SplitChange,
    StaffChange,
)
from yiwang.base.insight.model.rights import SEE_INSIGHT
from yiwang.base.insight.usecases.bulletin import Language, bulletin
from yiwang.base.insight.usecases.chosen import asked
from yiwang.base.insight.usecases.conformance import conformance
from yiwang.base.insight.usecases.outside import outside
from yiwang.base.insight.usecases.process import (
    MOST_CASES,
    View,
    behind,
    export_log,
    process,
    tokens,
)
from yiwang.base.insight.usecases.replies import replies
from yiwang.base.insight.usecases.splitting import split
from yiwang.base.insight.usecases.states import (
    Outcome,
    chosen,
    disputes,
    efficiency,
    irregularities,
    root_causes,
)
from yiwang.base.insight.usecases.walking import norm_of
from yiwang.base.insight.usecases.whatif import limits, what_if

__all__ = [
    "MOST_CASES",
    "SEE_INSIGHT",
    "Change",
    "DutyChange",
    "Language",
    "LimitChange",
    "MergeChange",
    "Outcome",
    "PaceChange",
    "Part",
    "SplitChange",
    "StaffChange",
    "View",
    "asked",
    "behind",
    "bulletin",
    "chosen",
    "conformance",
    "disputes",
    "efficiency",
    "export_log",
    "forecast",
    "irregularities",
    "limits",
    "norm_of",
    "outside",
    "process",
    "replies",
    "root_causes",
    "split",
    "tokens",
    "what_if",
]
