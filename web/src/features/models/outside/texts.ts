import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    services: "外部模型", noServices: "没有发布或影子运行的外部模型。", task: "任务", health: "状态", closed: "正常", "half-open": "试探恢复", open: "连续失败，暂停访问", failed: "无法打开",
    queue: "调用队列", queueOf: "全部进程共用：同时 {places} 个，最多排队 {longest} 个", nobodyWaits: "没有排队或进行中的调用。", client: "调用方", priority: "优先级", since: "已等", left: "剩余", running: "进行中", waiting: "排队",
    seconds: "{n} 秒", metering: "计量（近30天）", noCalls: "没有调用。", day: "日期", calls: "调用", failures: "失败", mean: "平均耗时", amount: "金额", ms: "{n} 毫秒", version: "第 {n} 版",
    effect: "策略成效（近30天）", noFindings: "近30天没有智能发现。", kind: "类型", strategy: "策略", raw: "原始", valid: "有效", dropped: "未通过原因", confirmed: "属实率", falseAlarms: "误报率",
    rates: "各模型各点位（按月）", site: "点位", month: "月份", source: "来源", strategies: "策略", noStrategies: "还没有策略。", least: "置信度 ≥ {n}", confirmOf: "最近 {m} 次中 {n} 次", rest: "{n} 秒内不重复", off: "已停用",
    enabled: "启用中", allSites: "全部点位", daily: "每日发现与未通过原因（近30天）", allStrategies: "全部", addStrategy: "新建策略", editStrategy: "修改策略", code: "代码", kindCode: "发现类型（发送方所写）", name: "名称", nameEn: "英文名称", sites: "点位（空格分隔，空为全部）",
    leastShare: "最低置信度", confirmN: "至少几次", confirmM: "最近几次中", withinS: "多少秒内", debounceS: "同一点位多少秒内不重复", mergeM: "多少米内合并", times: "时间段（每行“1-5 07:00-19:00”，空为全天）", pictureRegion: "画面区域（每行“x, y”，0～1，至少三点）", mapRegion: "地图区域（每行“经度, 纬度”）",
    matterOf: "事项", byWords: "按文字判断", reportText: "来件文字（花括号内写 site、kind、source、confidence 会被替换）", usualText: "空为通用文字", unreadable: "时间段或区域写法不对。", tryIt: "用近30天试算", save: "保存", triedOn: "近30天归本策略的发现 {n} 条：", capped: "只看了最新的 50,000 条。", was: "当时", would: "按此策略",
    senders: "发送方与限额", today: "今日", days30: "近30天", mostADay: "单日最多", perDay: "每日上限", others: "其他全部", othersMay: "未单独设置的每日上限 {n}", price: "每次价格", limits: "调用上限与价格", setLimit: "设置", limitSet: "已设置", near: "{n} 米内合并", none: "—",
  },
  {
    services: "Outside models", noServices: "No outside model is published or in shadow.", task: "Task", health: "State", closed: "well", "half-open": "trying again", open: "failed on end, left alone", failed: "does not open",
    queue: "Queue of calls", queueOf: "of all processes: {places} at once, {longest} may wait", nobodyWaits: "Nobody waits or is answered.", client: "Client", priority: "Priority", since: "Waited", left: "Left", running: "Answered now", waiting: "Waiting",
    seconds: "{n} s", metering: "Metering (last 30 days)", noCalls: "No calls.", day: "Day", calls: "Calls", failures: "Failed", mean: "Mean time", amount: "Amount", ms: "{n} ms", version: "version {n}",
    effect: "Effect of strategies (last 30 days)", noFindings: "No findings in the last 30 days.", kind: "Kind", strategy: "Strategy", raw: "Raw", valid: "Valid", dropped: "Dropped because", confirmed: "True", falseAlarms: "False",
    rates: "Models and sites by month", site: "Site", month: "Month", source: "Source", strategies: "Strategies", noStrategies: "No strategies yet.", least: "confidence ≥ {n}", confirmOf: "{n} of the last {m}", rest: "rests {n} s", off: "off",
    enabled: "on", allSites: "all sites", daily: "Findings by day, and why they were dropped (30 days)", allStrategies: "all", addStrategy: "New strategy", editStrategy: "Change strategy", code: "Code", kindCode: "Kind (as the sender writes it)", name: "Name", nameEn: "English name", sites: "Sites (with spaces between; none: all)",
    leastShare: "Least confidence", confirmN: "At least so many", confirmM: "of the last", withinS: "within seconds", debounceS: "Rest of a site, seconds", mergeM: "Merge within metres", times: "Times (a line each: 1-5 07:00-19:00; none: always)", pictureRegion: "Region of the picture (x, y a line, 0 to 1)", mapRegion: "Region of the map (lon, lat a line)",
    matterOf: "Matter", byWords: "by the words", reportText: "Text of the report (site, kind, source, confidence in braces are replaced)", usualText: "none: the usual text", unreadable: "Times or regions cannot be read.", tryIt: "Try on the last 30 days", save: "Save", triedOn: "{n} findings of the last 30 days would come to it:", capped: "Only the newest 50,000 were looked at.", was: "then", would: "by this",
    senders: "Senders and limits", today: "Today", days30: "30 days", mostADay: "Most a day", perDay: "Per day", others: "all others", othersMay: "Without a limit of its own: {n} a day", price: "Price per call", limits: "Limits and prices of calls", setLimit: "Set", limitSet: "Set.", near: "merges within {n} m", none: "—",
  },
);
