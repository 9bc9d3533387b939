"""What a mapping file may fill: one table of targets that validation, reading and documents share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a mapping: how its cells are read (``kind``) and which imports need it."""

    name: str
    kind: str  # text, time, degrees, point, answer, grade, count, urgency, outcome
    zh: str
    en: str
    longest: int = 200
    required: frozenset[str] = frozenset()
    history: bool = False


BOTH: Final = frozenset({"reports", "cases"})

_ALL = (
    Target("external_id", "text", "来源系统的编号", "the source's own id"),
    Target("text", "text", "诉求内容", "what was reported", longest=20_000, required=BOTH),
    Target("reported_at", "time", "上报时间", "when it was reported", required=frozenset({"cases"})),
    Target("matter", "text", "事项", "catalogue code, key or name, or the source's word"),
    Target("channel", "text", "渠道", "channel", longest=60),
    Target("address", "text", "地址", "address", longest=500),
    Target("area", "text", "区域代码", "area code, where there is no point", longest=15),
    Target("lon", "degrees", "经度", "longitude"),
    Target("lat", "degrees", "纬度", "latitude"),
    Target("point", "point", "坐标", "both coordinates in one column"),
    Target("crs", "text", "坐标系", "gcj02, bd09 or wgs84", longest=10),
    Target("urgency", "urgency", "紧急程度", "1 normal, 2 urgent, 3 most urgent"),
    Target("reporter_name", "text", "报案人姓名", "name of the reporter", longest=100),
    Target("reporter_phone", "text", "报案人电话", "phone of the reporter", longest=40),
    Target("unit", "text", "承办单位", "unit code or name", history=True),
    Target("status", "outcome", "状态", "open, closed, rejected, not_filed, void", history=True),
    Target("closed_at", "time", "结案时间", "when it was closed", history=True),
    Target("due_at", "time", "时限", "the deadline on-time is judged by", history=True),
    Target("accepted_at", "time", "受理时间", "when it was accepted", history=True),
    Target("filed_at", "time", "立案时间", "when it was filed", history=True),
    Target("dispatched_at", "time", "派遣时间", "when it was dispatched", history=True),
    Target("signed_at", "time", "签收时间", "when the unit signed for it", history=True),
    Target("contacted_at", "time", "首次联系时间", "when the reporter was first contacted", history=True),
    Target("feedback_at", "time", "反馈时间", "when the unit reported it done", history=True),
    Target("verified_at", "time", "核查时间", "when it was verified", history=True),
    Target("called_back_at", "time", "回访时间", "when the reporter was called back", history=True),
    Target("returned_count", "count", "退回次数", "how often it was returned", history=True),
    Target("redone_count", "count", "重办次数", "how often it was redone", history=True),
    Target("extended", "count", "延期", "how often its deadline was extended, or yes/no", history=True),
    Target("resolved", "answer", "是否解决", "whether it was resolved", history=True),
    Target("satisfied", "grade", "满意度", "1 to 5, or yes/no", history=True),
    Target("result", "text", "处理结果", "what was done", longest=20_000, history=True),
)

TARGETS: Final = {target.name: target for target in _ALL}
CRS: Final = ("wgs84", "gcj02", "bd09")
