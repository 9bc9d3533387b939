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
/** How units are written for people; others are written as their UCUM code. */
export const UNITS: Record<string, string> = {
  "1": "", Cel: "℃", "ug/m3": "µg/m³", "mg/m3": "mg/m³", deg: "°", "[degF]": "℉", "m3/s": "m³/s", "m3/h": "m³/h", m3: "m³", m2: "m²", "{#}": "", "[ppm]": "ppm", "[pH]": "pH",
};
