import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    title: "样本库", list: "样本集", texts: "{n} 条", empty: "还没有样本集", emptyText: "管理员或督办员新建样本集、写明标签，再从已办结案件抽取或导入文件；标好的样本冻结成版本，供训练使用。",
    add: "新建样本集", change: "修改标签与说明", code: "代码（小写字母、数字）", name: "名称", guide: "标注说明", labels: "标签", labelsHelp: "一行一个；写“代码 名称”或只写名称。前九个对应按键 1–9。", save: "保存", saved: "已保存",
    label: "标注", settle: "裁定分歧", left: "还有 {n} 条", nothing: "没有等您标注的样本", nothingToSettle: "没有等您裁定的分歧", nothingText: "每条由两人各标一次、互不可见；已标过的不会再出现。",
    unclear: "无法判断", confirm: "确认", undo: "撤销上一条", undone: "已撤销", masked: "个人信息已脱敏",
    counts: "进度", all: "样本", untouched: "未标", half: "一人已标", agreed: "两人一致", open: "待裁定", settled: "已裁定", usable: "可用于训练", asGiven: "与原分类一致 {n}/{of}",
    agreement: "一致性", equal: "两人相同", alpha: "Krippendorff α", between: "95% 区间 {low}～{high}", kappa: "Cohen κ", pairs: "标注人", none: "两人都标过的样本还没有。", confused: "最常混淆", basis: "按第一轮标注计算，n = {n}。出处：{sources}",
    bring: "加入样本", fromCases: "从已办结案件抽取", days: "近 {n} 天受理", most: "最多条数", draw: "抽取", fromFile: "导入文件（CSV、Excel，需有“文本”列，可有“标签”列）", gathered: "读取 {read} 条：新增 {added}，已有 {known}，空 {empty}",
    versions: "冻结版本", noVersions: "尚未冻结。", freeze: "冻结新版本", note: "说明", frozen: "已冻结第 {n} 版，{texts} 条", version: "第 {n} 版", erased: "其后依法删除 {n} 条", digest: "摘要", download: "下载", learn: "训练：{command}（完成后在“算法模型”发布）",
    trial: "试用已发布模型", trialText: "一段文字", ask: "分类", byVersion: "模型第 {n} 版", failed: "没有成功",
  },
  {
    title: "Samples", list: "Sets of samples", texts: "{n} texts", empty: "No sets yet", emptyText: "An administrator or supervisor makes a set with its labels and draws texts from closed cases or a file; what is labelled is frozen as a version for training.",
    add: "New set", change: "Change labels and guide", code: "Code (small letters, digits)", name: "Name", guide: "How to choose", labels: "Labels", labelsHelp: "One a line: “code name”, or only a name. The first nine have the keys 1–9.", save: "Save", saved: "Saved",
    label: "Label", settle: "Settle differences", left: "{n} left", nothing: "No text waits for your label", nothingToSettle: "No difference waits for you", nothingText: "Each text is labelled by two persons who do not see each other's choice; what you labelled does not come again.",
    unclear: "cannot tell", confirm: "Confirm", undo: "Undo the last one", undone: "Undone", masked: "personal data are masked",
    counts: "Progress", all: "Texts", untouched: "no label", half: "one label", agreed: "two agree", open: "to settle", settled: "settled", usable: "fit for training", asGiven: "as first sorted: {n} of {of}",
    agreement: "Agreement", equal: "Equal labels", alpha: "Krippendorff's α", between: "95% interval {low} to {high}", kappa: "Cohen's κ", pairs: "Persons", none: "No text has two labels yet.", confused: "Most often mixed up", basis: "Over first labels, n = {n}. Sources: {sources}",
    bring: "Bring texts in", fromCases: "Draw from closed cases", days: "opened in the last {n} days", most: "At most", draw: "Draw", fromFile: "Take a file (CSV, Excel; with a column “text”, and “label” if it has one)", gathered: "{read} read: {added} new, {known} known, {empty} empty",
    versions: "Frozen versions", noVersions: "None yet.", freeze: "Freeze a version", note: "Note", frozen: "Version {n} is frozen, {texts} texts", version: "Version {n}", erased: "{n} erased since", digest: "Digest", download: "Download", learn: "To train: {command} (then publish it on the page Models)",
    trial: "Try the published model", trialText: "A text", ask: "Sort", byVersion: "model version {n}", failed: "That did not work",
  },
);
