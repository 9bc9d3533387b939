"use strict";
// The page of an edge node: it must work in a cabinet, without the Internet, in whatever browser is there.
const TEXTS = {
  zh: {
    other: "English", alarms: "告警", values: "最新值", rules: "执行中的规则", none: "没有告警", noValues: "还没有读数",
    noRules: "还没有从中心取得规则", level: ["", "蓝", "黄", "橙", "红"], confirm: "确认", who: "您的姓名", cleared: "已消警",
    standing: "持续中", confirmed: "已确认", connected: "与中心已连接", away: "与中心断开，本地继续判断", refused: "中心拒绝了本节点", new: "尚未连接中心",
    waiting: (n, since) => n ? `待同步 ${n} 条${since ? "，最早 " + since : ""}` : "没有待同步的内容",
    heads: ["级别", "规则", "设备", "值", "发生", "状态", ""], valueHeads: ["设备", "属性", "值", "时间"],
    locked: "请用安装时给出的控制台链接打开本页。", lost: "本节点没有应答。", version: "版本",
  },
  en: {
    other: "中文", alarms: "Alarms", values: "Latest values", rules: "Rules at work", none: "No alarms", noValues: "No readings yet",
    noRules: "No rules from the centre yet", level: ["", "Blue", "Yellow", "Orange", "Red"], confirm: "Confirm", who: "Your name", cleared: "Cleared",
    standing: "Goes on", confirmed: "Confirmed", connected: "Connected to the centre", away: "Cut off from the centre; judging goes on here",
    refused: "The centre refuses this node", new: "Not yet connected to the centre",
    waiting: (n, since) => n ? `${n} entries wait${since ? ", since " + since : ""}` : "Nothing waits",
    heads: ["Level", "Rule", "Device", "Value", "Raised", "State", ""], valueHeads: ["Device", "Property", "Value", "At"],
    locked: "Open this page by the link that was given when the node was set up.", lost: "This node does not answer.", version: "version",
  },
};
let language = localStorage.getItem("language") === "en" ? "en" : "zh";
let last = null;
const at = (id) => document.getElementById(id);
const when = (micros) => micros ? new Date(micros / 1000).toLocaleString(language === "zh" ? "zh-CN" : "en-GB") : "";

function cell(text, kind) {
  const td = document.createElement("td");
  if (kind) td.className = kind;
  if (text instanceof Node) td.append(text); else td.textContent = text ?? "";
  return td;
}
function row(cells, kind) {
  const tr = document.createElement("tr");
  if (kind) tr.className = kind;
  tr.append(...cells);
  return tr;
}
function head(id, names) {
  at(id).replaceChildren(row(names.map((name) => {
    const th = document.createElement("th");
    th.scope = "col";
    th.textContent = name;
    return th;
  })));
}
function problem(text) {
  at("problem").hidden = !text;
  at("problem").textContent = text;
}
function confirmButton(alarm, t) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = t.confirm;
  button.addEventListener("click", async () => {
    const by = prompt(t.who, localStorage.getItem("who") || "");
    if (!by) return;
    localStorage.setItem("who", by);
    const answer = await fetch(`/api/v1/alarms/${alarm.id}/confirm`, {
      method: "POST", headers: { "x-yiwang": "1", "content-type": "application/json" }, body: JSON.stringify({ by }),
    });
    if (!answer.ok) problem((await answer.json()).error.message[language]);
    await look();
  });
  return button;
}
function alarmRow(alarm, t) {
  const mark = document.createElement("span");
  mark.className = `mark l${alarm.level}`;
  mark.textContent = t.level[alarm.level];
  const seen = alarm.confirmed_at ? `${t.confirmed} ${alarm.confirmed_by}` : "";
  const state = [alarm.cleared_at ? `${t.cleared} ${when(alarm.cleared_at)}` : t.standing, seen].filter(Boolean).join(" · ");
  const rule = `${alarm[language]} (${t.version} ${alarm.version})`;
  return row([cell(mark), cell(rule), cell(`${alarm.name} ${alarm.code}`), cell(alarm.value ?? "", "number"),
    cell(when(alarm.raised_at)), cell(state), cell(alarm.confirmed_at ? "" : confirmButton(alarm, t))], alarm.cleared_at ? "over" : "");
}
function show() {
  const t = TEXTS[language], state = last;
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  at("language").textContent = t.other;
  for (const name of ["alarms", "values", "rules"]) at(`${name}-title`).textContent = t[name];
  head("alarms-head", t.heads);
  head("values-head", t.valueHeads);
  if (!state) return;
  at("name").textContent = `${state.name} ${state.code}`;
  at("contact").textContent = t[state.contact];
  at("contact").className = state.contact === "connected" ? "" : "away";
  at("waiting").textContent = t.waiting(state.waiting, when(state.oldest));
  at("alarms").replaceChildren(...(state.alarms.length ? state.alarms.map((a) => alarmRow(a, t)) : [row([cell(t.none)])]));
  at("values").replaceChildren(...(state.latest.length
    ? state.latest.map((v) => row([cell(`${v.name} ${v.code}`), cell(v.property), cell(`${v.value} ${v.unit}`, "number"), cell(when(v.at))]))
    : [row([cell(t.noValues)])]));
  at("rules").textContent = state.rules.length ? state.rules.map((r) => `${r[language]} (${t.version} ${r.version})`).join(" · ") : t.noRules;
}
async function look() {
  try {
    const answer = await fetch("/api/v1/state");
    if (answer.status === 401) return problem(TEXTS[language].locked);
    last = await answer.json();
    problem("");
    show();
  } catch {
    problem(TEXTS[language].lost);
  }
}
at("language").addEventListener("click", () => {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem("language", language);
  show();
});
show();
look();
setInterval(look, 2000);
