import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    around: "前后读数",
    aroundOf: "{device} 在规则“{rule}”告警前后的读数",
    lead: "前后各看",
    hours: "{n} 小时",
    property: "属性",
    alarm: "告警",
    cameras: "{n} 米内的摄像机",
    live: "实时画面地址",
    recorded: "当时录像地址",
  },
  {
    around: "Readings around it",
    aroundOf: "Readings of {device} before and after the alarm of the rule {rule}",
    lead: "Before and after",
    hours: "{n} h",
    property: "Property",
    alarm: "alarm",
    cameras: "Cameras within {n} m",
    live: "Live addresses",
    recorded: "Addresses of the recording",
  },
);
