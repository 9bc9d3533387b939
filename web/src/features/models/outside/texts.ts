import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    services: "外部模型", noServices: "没有发布或影子运行的外部模型。", task: "任务", health: "状态", closed: "正常", "half-open": "试探恢复", open: "连续失败，暂停访问", failed: "无法打开",
    queue: "调用队列", queueOf: "所问进程：同时 {places} 个，最多排队 {longest} 个", nobodyWaits: "没有排队或进行中的调用。", client: "调用方", priority: "优先级", since: "已等", left: "剩余", running: "进行中", waiting: "排队",
    seconds: "{n} 秒", metering: "计量（近30天）", noCalls: "没有调用。", day: "日期", calls: "调用", failures: "失败", mean: "平均耗时", amount: "金额", ms: "{n} 毫秒", version: "第 {n} 版",
    effect: "策略成效（近30天）", noFindings: "近30天没有智能发现。", kind: "类型", strategy: "策略", raw: "原始", valid: "有效", dropped: "未通过原因", confirmed: "属实率", falseAlarms: "误报率",
    rates: "各模型各点位（按月）", site: "点位", month: "月份", source: "来源", strategies: "策略", noStrategies: "还没有策略。", least: "置信度 ≥ {n}", confirmOf: "最近 {m} 次中 {n} 次", rest: "{n} 秒内不重复", off: "已停用",
    enabled: "启用中", allSites: "全部点位", near: "{n} 米内合并", none: "—",
  },
  {
    services: "Outside models", noServices: "No outside model is published or in shadow.", task: "Task", health: "State", closed: "well", "half-open": "trying again", open: "failed on end, left alone", failed: "does not open",
    queue: "Queue of calls", queueOf: "of the process that answered: {places} at once, {longest} may wait", nobodyWaits: "Nobody waits or is answered.", client: "Client", priority: "Priority", since: "Waited", left: "Left", running: "Answered now", waiting: "Waiting",
    seconds: "{n} s", metering: "Metering (last 30 days)", noCalls: "No calls.", day: "Day", calls: "Calls", failures: "Failed", mean: "Mean time", amount: "Amount", ms: "{n} ms", version: "version {n}",
    effect: "Effect of strategies (last 30 days)", noFindings: "No findings in the last 30 days.", kind: "Kind", strategy: "Strategy", raw: "Raw", valid: "Valid", dropped: "Dropped because", confirmed: "True", falseAlarms: "False",
    rates: "Models and sites by month", site: "Site", month: "Month", source: "Source", strategies: "Strategies", noStrategies: "No strategies yet.", least: "confidence ≥ {n}", confirmOf: "{n} of the last {m}", rest: "rests {n} s", off: "off",
    enabled: "on", allSites: "all sites", near: "merges within {n} m", none: "—",
  },
);
