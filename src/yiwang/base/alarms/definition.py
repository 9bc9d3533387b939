"""The pack section ``alarms``: rules, inhibitions, mute times."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from yiwang.base.alarms.errors import RuleInvalidError


class AlarmsSection(BaseModel):
    """The section ``alarms``; each rule is checked as the rule editor would."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rules: tuple[dict[str, Any], ...] = Field(default=(), max_length=500)
    inhibitions: tuple[dict[str, Any], ...] = Field(default=(), max_length=200)
    mutes: tuple[dict[str, Any], ...] = Field(default=(), max_length=200)

    @model_validator(mode="after")
    def _codes(self) -> AlarmsSection:
        for kind in ("rules", "inhibitions", "mutes"):
            codes = [item.get("code") for item in getattr(self, kind)]
            if None in codes or len(set(codes)) != len(codes):
                error = RuleInvalidError(why_zh="编码缺失或重复", why_en="a code is missing or given twice")
                raise ValueError(f"{kind}: {error}")
        return self
