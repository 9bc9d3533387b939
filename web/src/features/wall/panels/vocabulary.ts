import type { Dimension } from "@/contributions/wall/model";
import type { Bilingual } from "@/shared/api/types";

const w = (zh: string, en: string): Bilingual => ({ zh, en });

export const BY: Record<Dimension, Bilingual> = {
  stage: w("在办案件·按环节", "Open cases by stage"),
  channel: w("在办案件·按渠道", "Open cases by channel"),
  matter: w("在办案件·按事项", "Open cases by matter"),
  unit: w("在办案件·按单位", "Open cases by unit"),
  area: w("在办案件·按区域", "Open cases by area"),
};
export const TITLES = {
  today: w("今日", "Today"),
  trend: w("近 14 天", "Last 14 days"),
  ladder: w("时限阶梯", "Deadlines"),
  units: w("需要支援的单位", "Units that need help"),
  moved: w("一周升降的事项", "Matters that moved this week"),
  compareAreas: w("区域对比", "Areas compared"),
  compareUnits: w("单位对比", "Units compared"),
  important: w("最新重要案件", "Newest important cases"),
  pressing: w("最紧迫的案件", "Most pressing cases"),
};
export const UNITS = {
  cases: w("件", "cases"),
  perDay: w("件/日", "cases per day"),
  perWeek: w("件/7 天", "cases in 7 days"),
  month: w("近 30 天，件", "cases of 30 days"),
};
