import { catalogue } from "../i18n/catalogue";

export const texts = catalogue(
  {
    noWebgl: "这台设备的浏览器不能画地图（缺少 WebGL）。其他功能不受影响。",
    zoomIn: "放大",
    zoomOut: "缩小",
    map: "地图",
    noAreas: "区域底图读取失败，位置仍然有效。",
  },
  {
    noWebgl: "This browser cannot draw the map (no WebGL). Everything else works.",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    map: "Map",
    noAreas: "The areas could not be read; positions are still right.",
  },
);
