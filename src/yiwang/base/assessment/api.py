"""The door of assessment: schemes, what they come to, frozen periods, appeals."""

from __future__ import annotations

from yiwang.base.assessment.model.appeals import GROUNDS
from yiwang.base.assessment.model.rights import APPEAL, DECIDE_ASSESSMENT, RUN_ASSESSMENT, SEE_ASSESSMENT
from yiwang.base.assessment.usecases.appealing import AppealBody, decide, detail, file, find, withdraw
from yiwang.base.assessment.usecases.defining import apply_section, listed
from yiwang.base.assessment.usecases.freezing import ask_reopen, check, decide_reopen, editions, freeze
from yiwang.base.assessment.usecases.gaming import suspicions
from yiwang.base.assessment.usecases.results import result
from yiwang.base.assessment.usecases.running import cases

__all__ = [
    "APPEAL",
    "DECIDE_ASSESSMENT",
    "GROUNDS",
    "RUN_ASSESSMENT",
    "SEE_ASSESSMENT",
    "AppealBody",
    "apply_section",
    "ask_reopen",
    "cases",
    "check",
    "decide",
    "decide_reopen",
    "detail",
    "editions",
    "file",
    "find",
    "freeze",
    "listed",
    "result",
    "suspicions",
    "withdraw",
]
