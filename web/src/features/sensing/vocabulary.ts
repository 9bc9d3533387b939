import type { Bilingual } from "@/shared/api/types";

const of = (zh: string, en: string): Bilingual => ({ zh, en });

export const STATES: Record<string, Bilingual> = {
  registered: of("登记", "Registered"),
  in_service: of("启用", "In service"),
  suspended: of("停用", "Suspended"),
  repair: of("维修", "Under repair"),
  scrapped: of("报废", "Scrapped"),
};
export const STATUSES: Record<string, Bilingual> = {
  online: of("在线", "Online"),
  stale: of("数据陈旧", "Stale"),
  offline: of("离线", "Offline"),
  out: of("未在用", "Not in use"),
};
export const CITY_STATES: Record<string, Bilingual> = {
  traffic: of("交通流", "Traffic"),
  crowd: of("人流", "Crowds"),
  environment: of("环境", "Environment"),
  energy: of("能源", "Energy"),
  safety: of("公共安全", "Public safety"),
  economy: of("经济", "Economy"),
};
export const MEANS: Record<string, Bilingual> = {
  fixed: of("固定", "Fixed"),
  mobile: of("移动", "Mobile"),
  active: of("主动", "Active"),
  passive: of("被动", "Passive"),
};
export const SOURCES: Record<string, Bilingual> = {
  air: of("空基", "From the air"),
  space: of("天基", "From space"),
  ground: of("地基", "On the ground"),
  mobile: of("移动", "On the move"),
};
export const ACTS: Record<string, Bilingual> = {
  enable: of("启用", "Put into service"),
  suspend: of("停用", "Suspend"),
  repair: of("送修", "Send to repair"),
  scrap: of("报废", "Scrap"),
};
/** What follows from an act, said before it is done. */
export const EFFECTS: Record<string, Bilingual> = {
  enable: of("此后的读数计入在用数据，规则开始据此告警。", "Readings count from then on, and rules raise alarms on them."),
  suspend: of("此后的读数另存为存疑数据，不再告警，直到重新启用。", "Readings are kept apart as doubtful and raise no alarms until it is enabled again."),
  repair: of("此后的读数另存为存疑数据，不再告警，修好后请启用。", "Readings are kept apart as doubtful and raise no alarms; enable it when it is mended."),
  scrap: of("设备退出使用，不能再启用；历史数据保留。", "The device is out of use for good; its history is kept."),
};
export const REASONS: Record<string, Bilingual> = {
  late: of("迟到过久", "Too late"),
  future: of("时间超前", "Ahead of time"),
  out_of_range: of("超出量程", "Out of range"),
  too_fast: of("变化过快", "Too fast"),
  stuck: of("长时间不变", "Stuck"),
  conflict: of("同刻异值", "Conflicting"),
  unknown_device: of("未知设备", "Unknown device"),
  unknown_property: of("未知属性", "Unknown property"),
  wrong_unit: of("单位不符", "Wrong unit"),
  not_a_number: of("不是数", "Not a number"),
  not_in_service: of("不在用", "Not in service"),
  duplicate: of("重复", "Duplicate"),
  behind: of("乱序", "Out of order"),
};
export const REQUEST_STATES: Record<string, Bilingual> = {
  asked: of("待审批", "Waiting"),
  granted: of("已同意", "Granted"),
  refused: of("已拒绝", "Refused"),
  ended: of("已终止", "Ended"),
};
/** Fields of products and thing models, as differences name them. */
export const FIELDS: Record<string, Bilingual> = {
  name: of("名称", "name"), name_en: of("英文名称", "English name"), kind: of("类型", "type"), unit: of("单位", "unit"),
  low: of("下限", "low"), high: of("上限", "high"), precision: of("小数位", "decimals"), members: of("取值", "values"),
  max_rate: of("每秒最大变化", "most change a second"), stuck_s: of("不变算卡死（秒）", "stuck after (s)"),
  late_s: of("允许迟到（秒）", "may be late (s)"), future_s: of("允许超前（秒）", "may be ahead (s)"), every_s: of("应有间隔（秒）", "due every (s)"),
  writable: of("可写", "writable"), data: of("数据", "data"), input: of("输入", "input"), output: of("输出", "output"),
  maker: of("厂商", "maker"), source: of("来源", "source"), means: of("感知手段", "means"), city_state: of("城市状态", "state of the city"),
  offline_s: of("多久无数据算离线（秒）", "offline after (s)"), retention: of("数据保留", "retention"), position: of("会移动", "moves"),
};
/** How units are written for people; others are written as their UCUM code. */
export const UNITS: Record<string, string> = {
  "1": "", Cel: "℃", "ug/m3": "µg/m³", "mg/m3": "mg/m³", deg: "°", "[degF]": "℉", "m3/s": "m³/s", "m3/h": "m³/h", m3: "m³", m2: "m²", "{#}": "", "[ppm]": "ppm", "[pH]": "pH",
};

/** Kinds of a function's parameters as people write them; the workbook of a thing model uses the same words. */
export const PARAMETER_KINDS = { number: "数", integer: "整数", boolean: "是非", enum: "枚举", text: "文字" };
export const OPTIONAL = ["可选", "optional"];
