"""Conditions and their parameters in words: what an editor of rules draws its forms from."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import msgspec

from yiwang.base.alarms.model.functions import functions


class Words(NamedTuple):
    """A parameter in both languages, and the input that suits it where its type does not tell."""

    zh: str
    en: str
    widget: str | None = None


_OPS: Final = {">": "大于", ">=": "不小于", "<": "小于", "<=": "不大于", "==": "等于", "!=": "不等于"}
_OPS_EN: Final = {
    ">": "over",
    ">=": "at or over",
    "<": "under",
    "<=": "at or under",
    "==": "equal to",
    "!=": "not equal to",
}

#: Parameter, or ``function.parameter`` where a name means another thing there.
PARAMETERS: Final[dict[str, Words]] = {
    "property": Words("属性", "property", "property"),
    "op": Words("比较", "comparison"),
    "value": Words("限值", "limit"),
    "low": Words("下限", "lowest"),
    "high": Words("上限", "highest"),
    "inside": Words("在范围内才成立", "true inside the range"),
    "raise_at": Words("达到此值起成立", "true from"),
    "clear_at": Words("回到此值止", "false from"),
    "rate.value": Words("变化量", "change"),
    "per": Words("每", "per", "duration"),
    "max_gap": Words("两次读数最长间隔", "longest gap between readings", "duration"),
    "seconds": Words("时长", "for", "duration"),
    "count.seconds": Words("时间窗", "within", "duration"),
    "period.seconds": Words("计算周期", "calculation period", "duration"),
    "tolerance": Words("容许波动", "tolerance"),
    "of": Words("对条件", "of the condition", "condition"),
    "times": Words("次数", "times"),
    "take": Words("取值方式", "what is taken"),
    "stat": Words("统计量", "statistic"),
    "last": Words("最近读数个数", "number of newest readings"),
    "unusual.times": Words("偏离倍数（中位偏差）", "times the median deviation"),
    "at_least": Words("至少学习的读数", "readings to learn from first"),
    "smallest": Words("最小偏离", "smallest difference that counts"),
    "side": Words("方向", "side"),
    "detector": Words("检测方法", "detector"),
    "threshold": Words("检测阈值（不填用默认）", "threshold of the detector (its own if empty)"),
    "learning": Words("学习读数个数", "readings to learn from"),
    "refractory": Words("保持倍数", "holds for, times learning"),
    "history": Words("比较用的历史读数个数（仅邻近、联合）", "past readings compared (nearest and joint)"),
    "budget": Words("再次告警的代价", "what each makes the next dearer by"),
    "name": Words("设备事件", "occurrence", "occurrence"),
    "until": Words("结束于设备事件", "over with the occurrences", "occurrences"),
    "area": Words("区域", "area", "area"),
    "polygon": Words("多边形（每行：经度,纬度）", "polygon (a line each: longitude,latitude)", "points"),
    "margin": Words("边界容差（米）", "margin at the border (m)"),
    "line": Words("路线（每行：经度,纬度）", "route (a line each: longitude,latitude)", "points"),
    "within": Words("允许偏离（米）", "allowed distance (m)"),
    "speed.value": Words("速度（千米/时）", "speed (km/h)"),
    "hours": Words("时段", "hours of the day", "hours"),
    "weekdays": Words("星期", "weekdays", "weekdays"),
    "months": Words("月份", "months", "months"),
    "season": Words("季节（起止日）", "season (first and last day)", "season"),
    "days": Words("日历", "days"),
    "calendar": Words("工作日历", "work calendar"),
}

#: Values of choices.
CHOICES: Final[dict[str, tuple[str, str]]] = {
    **{op: (zh, _OPS_EN[op]) for op, zh in _OPS.items()},
    "mean": ("平均", "mean"),
    "sd": ("标准差", "standard deviation"),
    "min": ("最小", "smallest"),
    "max": ("最大", "largest"),
    "sum": ("合计", "sum"),
    "count": ("个数", "count"),
    "last": ("最后一个", "last"),
    "spread": ("极差", "spread"),
    "median": ("中位数", "median"),
    "z": ("标准分", "z score"),
    "both": ("两侧", "both sides"),
    "above": ("偏高", "above"),
    "below": ("偏低", "below"),
    "inside": ("在内", "inside"),
    "outside": ("在外", "outside"),
    "all": ("每天", "every day"),
    "working": ("工作日（含调休）", "working days (with make-up days)"),
    "free": ("休息日与节假日", "free days and holidays"),
    "cheap": ("通用（推荐）", "general (recommended)"),
    "zscore": ("标准分", "z score"),
    "ewma": ("指数平均", "moving average"),
    "level_shift": ("水平突变", "shift of level"),
    "weekly": ("周规律", "week's pattern"),
    "record": ("历史极值", "records"),
    "nearest": ("与相似历史比较", "nearest past"),
    "joint": ("与其他对象联合比较", "joint with others"),
    "entropy": ("熵", "entropy"),
}


def words_of(function: str, parameter: str) -> Words:
    """Return the words of a parameter; ``KeyError`` if nobody wrote them."""
    own = PARAMETERS.get(f"{function}.{parameter}")
    return PARAMETERS[parameter] if own is None else own


def described() -> list[dict[str, Any]]:
    """Return all conditions: name, words, what it looks at, and the schema of its parameters.

    Each property of a schema carries ``x-label``, choices ``x-options``, and ``x-widget`` where the type
    alone does not tell how it is asked for.
    """
    return [
        {
            "name": named.name,
            "zh": named.zh,
            "en": named.en,
            "needs": getattr(named.call, "needs", "value"),
            "params": _schema(named.name, named.params),
        }
        for named in functions
    ]


def _schema(function: str, params: type[msgspec.Struct]) -> dict[str, Any]:
    schema = msgspec.json.schema(params)
    for shape in schema.get("$defs", {}).values():
        for name, part in shape.get("properties", {}).items():
            said = PARAMETERS.get(f"{function}.{name}") or PARAMETERS.get(name) or Words(name, name)
            part["x-label"] = {"zh": said.zh, "en": said.en}
            if said.widget is not None:
                part["x-widget"] = said.widget
            if (choices := _choices(part)) is not None:
                part["x-options"] = choices
    return schema


def _choices(part: dict[str, Any]) -> list[dict[str, Any]] | None:
    values = part.get("enum")
    if values is None:
        return None
    labelled = [(value, *CHOICES.get(str(value), (str(value), str(value)))) for value in values]
    return [{"value": value, "label": {"zh": zh, "en": en}} for value, zh, en in labelled]
