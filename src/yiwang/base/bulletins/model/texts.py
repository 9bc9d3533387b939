"""Words of bulletins in both languages."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "contents": ("目录", "Contents"),
    "sources": ("数字来源", "Where the figures come from"),
    "subtitle": ("{period} · 数据截至{as_of}", "{period} · figures as of {as_of}"),
    "running": ("{period}（截至{last}）", "{period} (to {last})"),
    "no_moment": ("尚无数据", "no data yet"),
    "question": (
        "GET {query}（口径第{version}版，数据时间{as_of}）",
        "GET {query} (version {version} of how it is counted, as of {as_of})",
    ),
    "drilled": ("GET {query}（数据时间{as_of}）", "GET {query} (as of {as_of})"),
    "last": ("环比", "on the period before"),
    "year": ("同比", "on a year ago"),
    "last_part": ("与上期前{days}天相比", "on the first {days} days of the period before"),
    "year_part": ("与上年同期前{days}天相比", "on the first {days} days a year ago"),
    "unknown": ("无法比较（{why}）", "cannot be compared ({why})"),
    "rank": ("名次", "Rank"),
    "area": ("区域", "Area"),
    "unit": ("单位", "Unit"),
    "matter": ("事项", "Matter"),
    "channel": ("渠道", "Channel"),
    "time": ("时间", "Time"),
    "none": ("（未归属）", "(none)"),
    "nothing": ("周期内没有可列的内容。", "There is nothing to list in the period."),
    "rest": ("共{all}项，此处列出前{most}项。", "{all} in all, the first {most} are listed."),
    "case": ("案件编号", "Number of the case"),
    "status": ("现状", "How it stands"),
    "causes": ("原因", "Why"),
    "advice": ("建议", "Advice"),
    "weighs_up": (
        "{name}未达到的{count}件，占全部的{share}，本项为{value}",
        "{name}: {count} that fell short, {share} of all; its value is {value}",
    ),
    "weighs_down": (
        "{name}{count}件，占全部的{share}，本项为{value}",
        "{name}: {count}, {share} of all; its value is {value}",
    ),
    "most_in": (
        "{name}最多，为{value}，占全部的{share}",
        "{name} has most: {value}, {share} of all",
    ),
    "stands_out": ("{name}为{value}", "{name}: {value}"),
    "no_cause": ("没有集中于个别{by}的情形。", "Nothing is gathered in single places by {by}."),
    "keep": ("指标处于目标以内，保持现有做法。", "It is within its aim: go on as now."),
    "watch": ("指标没有设定目标，请结合变化研判。", "No aim is set: judge it by how it changes."),
    "unjudged": ("数据不足，不作判断。", "The data do not suffice for a judgement."),
    "green": ("达标", "within its aim"),
    "yellow": ("临近警戒", "near its limit"),
    "red": ("超出警戒", "beyond its limit"),
}


def text(key: str, language: str, **values: object) -> str:
    """Return a text of the catalogue."""
    zh, en = TEXTS[key]
    return (zh if language == "zh" else en).format(**values)
