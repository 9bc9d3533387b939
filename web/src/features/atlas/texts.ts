import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    title: "一张图",
    label: "案件与底图",
    shown: "图上 {n} 件",
    newest: "只取最新 {n} 件",
    live: "只看未结",
    looking: "正在查询…",
    found: "范围内未结 {n} 件",
    away: "{n} 米",
    more: "另有 {n} 件",
    noCentre: "城市还没有中心坐标，请在区域里填写。",
  },
  {
    title: "Map",
    label: "Cases and base map",
    shown: "{n} on the map",
    newest: "the newest {n} only",
    live: "Open ones only",
    looking: "Looking…",
    found: "{n} open within it",
    away: "{n} m",
    more: "{n} more",
    noCentre: "The city has no centre yet; it is set with the areas.",
  },
);
