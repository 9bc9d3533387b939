import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  { green: "正常", yellow: "关注", red: "超警戒", grey: "无有效数据", plain: "未设警戒", stageOf: "城市运行等级", proposes: "系统建议 {name}" },
  { green: "normal", yellow: "to watch", red: "beyond the limit", grey: "no valid data", plain: "no limit set", stageOf: "Stage of the city", proposes: "proposed: {name}" },
);
