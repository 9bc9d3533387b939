import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    title: "预案", about: "预案由一人编写、另一人审批；符合条件的案件会提示，由人确认后才下达。", proposedTitle: "适用预案", open: "查看并启用", fold: "收起", example: "示例", level: "响应级别", suggested: "（建议）",
    what: "步骤", unit: "单位", minutes: "时限（分钟）", order: "指令", evidence: "须附证据", add: "增加一步", draft: "模型起草", choose: "选择单位", name: "名称",
    confirm: "确认启用（{n} 步）", confirmed: "预案已启用，任务和提醒已下达", people: "{n} 人", all: "该角色全部人员", struck: "删去：{names}", added: "新增步骤", changed: "有改动",
    running: "{title}（第 {n} 版）", due: "应于", doneAt: "完成", unproved: "缺证据", overdue: "超时", by: "{name} 启用", told: "已提醒 {n} 人",
    write: "编写预案", edit: "修订", exportAll: "导出", importFile: "导入", taken: "已导入 {n} 份草稿，等待审批", version: "第 {n} 版", used: "用过 {n} 次", approve: "批准", refuse: "退回", retire: "停用", remark: "理由", author: "编写", decided: "审批", own: "您编写的草稿须由另一人审批。",
    when: "适用条件（任一组全部满足）", steps: "步骤", use: "使用情况", offered: "提供", struckN: "删去", changedN: "改动", advice: "修订建议", versions: "版本", basis: "依据", references: "参考", summary: "说明", save: "提交审批", saved: "已提交，等待另一人审批", code: "编码", and: "且", not: "非",
    addGroup: "另一组条件", addCondition: "加条件", value: "取值", colour: "不低于", urgency: "紧急程度", who: "由谁", whoCode: "编码", how: "方式", fields: "指令中可用：{names}", empty: "还没有预案", emptyText: "编写一份预案，或从文件导入。", list: "预案清单", remove: "删除这一步", removeCondition: "删除条件", atOnce: "立即",
    open_: "待签收", signed: "办理中", done_: "已完成", answered: "已答复", unanswered: "待答复", closed: "已办结", withdrawn: "已撤回", returned: "已退回", cancelled: "已取消", told_: "已提醒",
  },
  {
    title: "Plans", about: "One person writes a plan, another approves it; it is proposed where it applies, and nothing is ordered before a person confirms.", proposedTitle: "Plans that apply", open: "Look and use", fold: "Fold", example: "example", level: "Level of response", suggested: " (suggested)",
    what: "Step", unit: "Unit", minutes: "Minutes", order: "Order", evidence: "Evidence needed", add: "Add a step", draft: "Draft by the model", choose: "Choose a unit", name: "Name",
    confirm: "Confirm ({n} steps)", confirmed: "The plan is in effect: tasks and notices are out", people: "{n} people", all: "all who hold the role", struck: "Struck: {names}", added: "Added step", changed: "changed",
    running: "{title} (version {n})", due: "due", doneAt: "done", unproved: "no evidence", overdue: "late", by: "put into effect by {name}", told: "{n} people told",
    write: "Write a plan", edit: "Revise", exportAll: "Export", importFile: "Import", taken: "{n} drafts taken; they wait for approval", version: "Version {n}", used: "used {n} times", approve: "Approve", refuse: "Refuse", retire: "Retire", remark: "Reason", author: "Written by", decided: "Decided by", own: "Another person must approve your draft.",
    when: "It applies when all of any one group hold", steps: "Steps", use: "Use", offered: "offered", struckN: "struck", changedN: "changed", advice: "Advice", versions: "Versions", basis: "Basis", references: "References", summary: "Summary", save: "Send for approval", saved: "Sent; another person decides", code: "Code", and: "and", not: "not",
    addGroup: "Another group", addCondition: "Add a condition", value: "Values", colour: "At least", urgency: "Urgency", who: "Who", whoCode: "Code", how: "How", fields: "Fields of an order: {names}", empty: "There is no plan yet", emptyText: "Write one, or take some from a file.", list: "List of plans", remove: "Remove this step", removeCondition: "Remove the condition", atOnce: "at once",
    open_: "to sign", signed: "at work", done_: "done", answered: "answered", unanswered: "to answer", closed: "closed", withdrawn: "withdrawn", returned: "returned", cancelled: "cancelled", told_: "told",
  },
);
