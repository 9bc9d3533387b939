import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    matter: "事项",
    noCases: "这个范围内没有案件",
    cases: "案件",
    matterTable: "事项优化表",
    matterNote: "退回多、超时多的先看权责是否清楚；多单位协办多的考虑拆分；用时远少于时限的可以压缩时限。",
    returnRate: "退回率",
    overdueRate: "超时率",
    severalUnits: "多单位",
    redoneRate: "返工率",
    limit: "处置时限",
    spent: "中位用时",
  },
  {
    matter: "Matter",
    noCases: "No cases here",
    cases: "Cases",
    matterTable: "Matters to improve",
    matterNote: "Many returns or late cases: is it clear whose it is? Many units: split it? Far less time used than allowed: shorten the limit?",
    returnRate: "Returned",
    overdueRate: "Late",
    severalUnits: "Several units",
    redoneRate: "Done again",
    limit: "Limit",
    spent: "Median time",
  },
);
