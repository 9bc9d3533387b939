"""Facts as conditions may speak of them: the fields of a case, and the days by which it is counted."""

from __future__ import annotations

from typing import Final

import msgspec

from yiwang.base.indicators.model.expressions import Type


class Field(msgspec.Struct, frozen=True):
    """A field of a fact: its type, what it says, and whether a source may leave it unsaid."""

    type: Type
    zh: str
    en: str
    nullable: bool = False


class Basis(msgspec.Struct, frozen=True):
    """A day of a case by which it is counted in a period."""

    zh: str
    en: str


#: By name; the column of the day is ``NAME_day``.
BASES: Final[dict[str, Basis]] = {
    "reported": Basis("上报（首次登记）日", "day of the first registration"),
    "accepted": Basis("受理日", "day of acceptance"),
    "filed": Basis("立案日", "day of filing"),
    "dispatched": Basis("首次派遣日", "day of the first dispatch"),
    "feedback": Basis("处置反馈日", "day of the last result reported"),
    "answered": Basis("回访日（无回访记录的为结案日）", "day of the call-back, else of closing"),
    "due": Basis("应结案日（处置时限到期）", "day on which handling was due"),
    "closed": Basis("结案日", "day of closing"),
}

FIELDS: Final[dict[str, Field]] = {
    "outcome": Field("text", "结局", "open, closed, rejected, not_filed, void or merged"),
    "source": Field("text", "来源", "registered source"),
    "channel": Field("text", "渠道", "channel"),
    "urgency": Field("number", "紧急程度", "urgency, 1 to 3"),
    "imported": Field("bool", "历史数据", "history of another system"),
    "excluded": Field("bool", "已剔除", "excluded from assessment"),
    "placed": Field("bool", "已落区域", "its area is known"),
    "assigned": Field("bool", "有主办单位", "it has a lead unit"),
    "filed": Field("bool", "已立案", "it was filed"),
    "filing_known": Field("bool", "来源记录立案", "the source tells of filing", nullable=True),
    "contact_known": Field("bool", "来源记录联系", "the source tells of first contacts", nullable=True),
    "on_time": Field("bool", "按期", "closed in time, as judged at closing", nullable=True),
    "returned": Field("number", "退回次数", "accepted returns", nullable=True),
    "returned_liable": Field("number", "有责退回次数", "returns the dispatcher answers for", nullable=True),
    "dispatches": Field("number", "派遣次数", "how often it was dispatched"),
    "feedbacks": Field("number", "反馈次数", "results reported"),
    "reworks": Field("number", "返工重办次数", "how often it was done again", nullable=True),
    "extended": Field("number", "延期次数", "approved extensions", nullable=True),
    "suspended": Field("number", "挂起次数", "how often it was suspended", nullable=True),
    "urged": Field("number", "催办次数", "how often it was urged", nullable=True),
    "supervised": Field("number", "督办次数", "how often it was supervised", nullable=True),
    "reports": Field("number", "来件数", "reports joined in it"),
    "resolved": Field("bool", "解决", "solved, as the call-back said", nullable=True),
    "solution_asked": Field("bool", "已问是否解决", "the call-back asked whether it is solved"),
    "satisfaction": Field("number", "满意度", "1 to 5", nullable=True),
    "satisfaction_asked": Field("bool", "已问满意度", "the reporter rated it"),
    "dispatch_time": Field("number", "立案到首次派遣", "filing to dispatch, microseconds", nullable=True),
    "contact_time": Field("number", "派遣到首次联系", "dispatch to contact, microseconds", nullable=True),
    "handle_time": Field("number", "派遣到反馈", "dispatch to result, microseconds", nullable=True),
    "owner_time": Field("number", "登记到最终承办单位", "registration to owner, microseconds", nullable=True),
    "contact_hours": Field("number", "派遣到首次联系（小时）", "dispatch to contact in hours", nullable=True),
    "unit": Field("text", "主办单位", "lead unit now or at the end", nullable=True),
    "first_unit": Field("text", "首派单位", "unit of the first dispatch", nullable=True),
    "matter": Field("text", "事项", "matter", nullable=True),
    "area": Field("text", "区域", "deepest known area", nullable=True),
    "number": Field("text", "编号", "number of the case"),
}  # fmt: skip

TYPES: Final[dict[str, Type]] = {name: field.type for name, field in FIELDS.items()}
#: By what a figure can be cut into parts.
DIMENSIONS: Final = ("area", "time", "matter", "unit", "channel")
