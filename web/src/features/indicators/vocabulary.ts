import type { Bilingual } from "@/shared/api/types";

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
