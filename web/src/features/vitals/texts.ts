import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    title: "体征预警", alerts: "预警", stage: "城市运行等级", rules: "规则", withClosed: "包括已关闭的", none: "没有打开的体征预警", noneText: "规则发现指标偏离时列在这里；规则在“规则”中。", city: "全市",
    blue: "蓝 Ⅳ", yellow: "黄 Ⅲ", orange: "橙 Ⅱ", red: "红 Ⅰ", since: "自 {period}", against: "{value}，界限 {limit}", strength: "偏离强度 {n}",
    handled: "已处置", false: "误报", known: "已知情况", recovered: "已恢复",
    criteria: "判定条件与现状", scale: "标准第 {n} 版", history: "发布记录", noHistory: "还没有发布过", level: "{n} 级", wasProposed: "当时系统建议 {n} 级", neverDeclared: "尚未发布，按一级运行", proposal: "系统建议", noProposal: "无法判断：没有新的数据",
    toDeclare: "发布等级", reason: "理由", declare: "发布", criterion: "条件", now: "现值", holds: "成立", yes: "是", no: "否", unknown: "不知道",
    noRules: "还没有规则", noRulesText: "规则经接口 /api/v1/vitals/rules 写入，演练后在这里启用。", watching: "第 {n} 版在用", off: "未启用", day: "按日", week: "按周", month: "按月", static: "固定界限", dynamic: "同季中位数界限（倍偏差）",
    clearAt: "消警 {n}", runs: "连续 {a} 期报警、{b} 期消警", rehearsed: "第 {n} 版演练：{pieces} 期中会报警 {alerts} 次", notRehearsed: "第 {n} 版还没有演练", rehearse: "在历史上演练", switchOn: "启用", switchOff: "停用",
  },
  {
    title: "Alerts on indicators", alerts: "Alerts", stage: "Stage of the city", rules: "Rules", withClosed: "with the closed", none: "No alert is open", noneText: "What rules find to deviate is listed here; they stand under “Rules”.", city: "the city",
    blue: "blue IV", yellow: "yellow III", orange: "orange II", red: "red I", since: "since {period}", against: "{value}, limit {limit}", strength: "strength {n}",
    handled: "Handled", false: "False", known: "Known", recovered: "recovered",
    criteria: "Criteria and how they stand", scale: "scale, version {n}", history: "What was declared", noHistory: "Nothing was declared yet", level: "stage {n}", wasProposed: "proposed then: {n}", neverDeclared: "Never declared: stage 1", proposal: "Proposed", noProposal: "Cannot be said: there are no fresh data",
    toDeclare: "Declare", reason: "Reason", declare: "Declare it", criterion: "Criterion", now: "Now", holds: "Holds", yes: "yes", no: "no", unknown: "not known",
    noRules: "There are no rules yet", noRulesText: "They are put by /api/v1/vitals/rules, and switched on here once rehearsed.", watching: "version {n} watches", off: "off", day: "by day", week: "by week", month: "by month", static: "fixed limits", dynamic: "limits by the season (deviations)",
    clearAt: "well at {n}", runs: "raised after {a}, ended after {b} in a row", rehearsed: "version {n} on the past: {alerts} alerts in {pieces} pieces", notRehearsed: "version {n} was not rehearsed", rehearse: "Try on the past", switchOn: "Switch on", switchOff: "Switch off",
  },
);
