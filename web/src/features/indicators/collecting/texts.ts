import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    title: "数据填报", about: "没有报来的数是未知，不是 0；过期未报的指标变灰。", list: "数据来源", empty: "没有要填报的数据", emptyText: "本单位没有填报任务；来源由场景包定义。",
    owner: "责任：{who}", uses: "用于 {n} 个指标", mine: "本单位 {n} 份", waitingN: "待审 {n}",
    overdue: "过期未报", missing: "待报", waiting: "待审核", done: "已生效", ahead: "未到期", period: "周期", area: "区域", unit: "填报单位", due: "截止", state: "状态",
    save: "提交", saved: "已提交", sentOn: "已提交，等待他人审核", why: "更正或退回的原因", approve: "通过", back: "退回", approved: "已通过", returned: "已退回", trace: "变更记录", none: "这一周期没有填报任务",
    template: "下载填报表", upload: "导入 Excel 或 CSV", taken: "导入 {rows} 行，{changed} 行有变化", imports: "导入版本", file: "文件", rows: "行数", changed: "改动", span: "起止", by: "经手", withdraw: "撤回", withdrawn: "已撤回", noImports: "还没有导入过文件",
    acts: "操作", from: "原为 {said}", enter: "填报", correct: "更正", submit: "提交", return: "退回", import: "导入", took: "撤回导入", unknown: "未知",
  },
  {
    title: "Figures to hand in", about: "What has not come is unknown, not 0; indicators of what is overdue are grey.", list: "Sources", empty: "Nothing to hand in", emptyText: "Your unit has no duty here; sources are defined by packs.",
    owner: "Owner: {who}", uses: "used by {n} indicators", mine: "{n} of your unit", waitingN: "{n} waiting",
    overdue: "Overdue", missing: "To come", waiting: "Waiting for approval", done: "In force", ahead: "Not yet due", period: "Period", area: "Area", unit: "Unit", due: "Due", state: "State",
    save: "Hand in", saved: "Handed in", sentOn: "Handed in; somebody else approves it", why: "Reason for a correction or for sending back", approve: "Approve", back: "Send back", approved: "Approved", returned: "Sent back", trace: "Changes", none: "Nothing is due in this period",
    template: "Sheet to fill in", upload: "Import Excel or CSV", taken: "{rows} rows taken, {changed} changed", imports: "Imports", file: "File", rows: "Rows", changed: "Changed", span: "From – to", by: "By", withdraw: "Take back", withdrawn: "taken back", noImports: "No file was imported yet",
    acts: "Acts", from: "was {said}", enter: "Handed in", correct: "Corrected", submit: "Submitted", return: "Sent back", import: "Imported", took: "Import taken back", unknown: "unknown",
  },
);
