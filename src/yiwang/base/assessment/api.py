"""The door of assessment: schemes, and what they come to."""

from __future__ import annotations

from yiwang.base.assessment.model.rights import RUN_ASSESSMENT, SEE_ASSESSMENT
from yiwang.base.assessment.usecases.defining import apply_section, listed
from yiwang.base.assessment.usecases.running import cases, result

__all__ = ["RUN_ASSESSMENT", "SEE_ASSESSMENT", "apply_section", "cases", "listed", "result"]
