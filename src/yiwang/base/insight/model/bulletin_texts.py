"""What the analysis report says, in Chinese and English; ``{}`` stands for a figure with its source."""

from __future__ import annotations

from typing import Final

Pair = tuple[str, str]


TEXTS: Final[dict[str, Pair]] = {
    "title": ("城市运行工单分析研判报告", "Analysis report of work orders"),
    "rules": (
        "由数据按固定规则生成，数字后的编号见文末来源",
        "made from the figures by fixed rules; numbers lead to the sources at the end",
    ),
    "sources": ("数字来源", "Sources"),
    "status": ("一、现状量化", "1. What is"),
    "causes": ("二、原因分析", "2. Why"),
    "advice": ("三、策略建议", "3. What to do"),
    "cases": (
        "本期立案受理 {} 件，已办结 {} 件；上期 {before} 件。",
        "{} cases were opened, {} of them closed; {before} in the period before.",
    ),
    "on_time": (
        "处置按期率 {}，超时 {} 件；上期按期率 {before}。",
        "{} were handled in time, {} cases were late; {before} in time before.",
    ),
    "early": ("提前办结率 {}，临期办结率 {}。", "{} were early, {} near their limit."),
    "dispatch": (
        "分拨准确率 {}，被正确退回 {} 次。",
        "{} of dispatches were right, {} were rightly returned.",
    ),
    "by_matter": ("主要事项", "Main matters"),
    "by_unit": ("各单位处置时限使用", "Use of handling limits by unit"),
    "matter": ("事项", "Matter"),
    "n": ("案件", "Cases"),
    "late": ("超时率", "Late"),
    "back": ("退回率", "Returned"),
    "several": ("多单位", "Several units"),
    "again": ("返工率", "Done again"),
    "unit": ("单位", "Unit"),
    "clocks": ("已判定", "Judged"),
    "used": ("时限使用中位数", "Median share of the limit used"),
    "cause_of": ("{outcome}的原因", "{outcome}: why"),
    "no_cause": (
        "共 {} 件{outcome}，没有发现显著集中的事项、单位、区域或时段。",
        "{} cases: {outcome}; no matter, unit, area or time stands out by more than chance.",
    ),
    "cause": (
        "{factor}“{value}”：{} 件中 {} 件{outcome}，是其他的 {} 倍（95% 区间 {low}–{high}）。",
        "{factor} “{value}”: of {} cases {} were {outcome}, {} times the others (95% interval {low}–{high}).",
    ),
    "disputes": ("退回与推诿", "Returns and disputes"),
    "returns": (
        "共退回 {} 次，其中 {} 次没有提出新的依据或单位。",
        "{} returns, {} of them brought neither a new basis nor a new unit.",
    ),
    "pair": (
        "{giver} → {taker}：{} 次，其中 {} 次又退了回来。",
        "{giver} → {taker}: {} times, {} of them came back.",
    ),
    "irregular": ("不规范处置", "Irregular handling"),
    "irregular_is": (
        "{unit}，{kind}：{} 件（可判定 {} 件）。",
        "{unit}, {kind}: {} cases of {} that could be judged.",
    ),
    "none": ("没有发现。", "None was found."),
    "conformance": ("流程合规", "Conformance with the flow"),
    "fitness": ("符合率 {}（核对 {} 件）。", "{} of {} cases kept to the flow."),
    "deviation": ("{kind}：{step}，{} 件。", "{kind}: {step}, {} cases."),
    "no_advice": ("本期没有达到显著标准的建议。", "Nothing stands out by more than chance in this period."),
    "advise": ("{matter}：{advice}", "{matter}: {advice}"),
    "join": ("；", "; "),
    "ratio": ("，风险比 ", ", risk ratio "),
    "shorten": (
        (
            "{matter}：处置时限可由 {old} 压缩为 {new}；按 {} 个已判定时限重算，预计超时率 {}（95% 区"
            "间 {low}–{high}）。"
        ),
        (
            "{matter}: the limit could be {new} instead of {old}; by {} judged clocks {} would be "
            "late (95% interval {low}–{high})."
        ),
    ),
}
OUTCOMES: Final[dict[str, Pair]] = {
    "overdue": ("超时", "late"),
    "returned": ("退回", "returned"),
    "redone": ("返工重办", "done again"),
    "unsatisfied": ("不满意", "unsatisfied"),
}
FACTORS: Final[dict[str, Pair]] = {
    "matter": ("事项", "matter"),
    "unit": ("单位", "unit"),
    "district": ("区县", "district"),
    "street": ("街镇", "street"),
    "channel": ("渠道", "channel"),
    "mode": ("分拨方式", "mode of dispatch"),
    "urgency": ("紧急程度", "urgency"),
    "weekday": ("星期", "weekday"),
    "hour": ("时段", "hours"),
}
IRREGULAR: Final[dict[str, Pair]] = {
    "no_evidence": ("应有凭证而没有", "no evidence where it is demanded"),
    "too_fast": ("办得过快", "handled too fast"),
    "template_reply": ("模板化答复", "template replies"),
}
KINDS: Final[dict[str, Pair]] = {
    "skipped": ("少步", "skipped before"),
    "early": ("错序", "too early"),
    "late": ("多步", "extra step"),
    "unknown": ("版本外步骤", "unknown to the version"),
    "role": ("角色越权", "wrong role"),
    "unit": ("非承办单位", "wrong unit"),
    "self": ("自办自核", "own work passed"),
}
ADVICE: Final[dict[str, Pair]] = {
    "clarify": ("退回显著偏多，厘清权责", "returned too often: make clear whose it is"),
    "split": ("多单位显著偏多，考虑拆分事项", "often several units: consider splitting it"),
    "staff_or_lengthen": (
        "超时显著偏多且用时接近时限，增派人手或放宽时限",
        "late and the limit used up: more hands or a longer limit",
    ),
    "look": ("超时显著偏多而平均用时不长，逐件查原因", "late though mostly quick: look at single cases"),
    "shorten": ("用时不到时限一半，可压缩时限", "less than half of the limit is used: shorten it"),
    "standard": ("返工显著偏多，明确结案标准", "often done again: say when it is done"),
}
UNITS: Final[dict[str, Pair]] = {
    "work_hour": ("工作时", "working hours"),
    "urgent_hour": ("紧急工作时", "urgent hours"),
    "work_day": ("工作日", "working days"),
    "natural_day": ("自然日", "days"),
    "natural_hour": ("自然时", "hours"),
}
#: Values of factors that no directory names, by factor.
VALUES: Final[dict[str, Pair]] = {
    "mode:manual": ("人工", "by people"),
    "mode:auto": ("自动", "automatic"),
    "mode:smart": ("智能", "smart"),
    "mode:assisted": ("人机", "assisted"),
    "mode:ruled": ("裁决", "ruled"),
    "urgency:1": ("一般", "ordinary"),
    "urgency:2": ("紧急", "urgent"),
    "urgency:3": ("特急", "most urgent"),
    "channel:hotline": ("12345热线", "hotline 12345"),
    "channel:app": ("市民随手拍", "citizen app"),
    "channel:grid": ("网格巡查", "grid worker"),
    "channel:iot": ("物联感知", "sensor"),
    "channel:video": ("视频智能", "video analysis"),
    "channel:drone": ("无人机巡查", "drone"),
    "channel:opinion": ("网络舆情", "public opinion"),
    "channel:superior": ("上级交办", "superior authority"),
    "channel:department": ("部门推送", "department"),
    "channel:open311": ("Open311 接口", "Open311"),
    "channel:import": ("数据导入", "import"),
    "channel:police": ("110非警务", "non-emergency police calls"),
    "channel:web": ("网页", "web"),
    "weekday:1": ("周一", "Monday"),
    "weekday:2": ("周二", "Tuesday"),
    "weekday:3": ("周三", "Wednesday"),
    "weekday:4": ("周四", "Thursday"),
    "weekday:5": ("周五", "Friday"),
    "weekday:6": ("周六", "Saturday"),
    "weekday:7": ("周日", "Sunday"),
}
