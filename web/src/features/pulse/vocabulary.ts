import type { Scene } from "@/contributions/wall/model";
import type { Bilingual } from "@/shared/api/types";

const w = (zh: string, en: string): Bilingual => ({ zh, en });

/** What values are counted in; a share is read in percent. */
export const UNIT_WORDS: Record<string, Bilingual> = {
  case: { zh: "件", en: "cases" },
  times: { zh: "次", en: "times" },
  count: { zh: "个", en: "" },
  point: { zh: "分", en: "points" },
  star: { zh: "星", en: "stars" },
  second: { zh: "秒", en: "s" },
  minute: { zh: "分钟", en: "min" },
  hour: { zh: "小时", en: "h" },
  day: { zh: "天", en: "d" },
  hour_per_case: { zh: "小时/件", en: "h per case" },
  minute_per_case: { zh: "分钟/件", en: "min per case" },
};

export const TITLES = {
  figures: w("关键指标", "Key indicators"),
  work: w("办理", "Handling"),
  people: w("群众感受", "What people say"),
  month: w("本月", "this month"),
};

/** 体征全景: indicators around the map, by what they are about. */
export const SCENES: Scene[] = [
  {
    name: "vitals",
    title: w("体征全景", "Vital signs"),
    ground: { history: "none", live: true },
    panels: [
      { kind: "indicators", at: [0, 0, 3, 4], options: { codes: ["reported_cases", "filed_cases", "due_cases", "closed_cases", "closed_cases_year"] } },
      { kind: "indicators", at: [0, 4, 3, 4], options: { of: "people", codes: ["response_rate", "resolution_rate", "satisfaction_rate", "return_rate"] } },
      { kind: "indicators", at: [-3, 0, 3, 5], options: { of: "work", codes: ["closing_rate", "on_time_rate", "rework_rate", "extension_rate", "dispatch_accuracy", "first_pass_rate"] } },
      { kind: "trend", at: [-3, 5, 3, 3] },
    ],
  },
];
