export { default as BulletinsPage } from "./BulletinsPage";
export { Follow, default as FollowPage } from "./FollowPage";
export { HeatMap } from "./HeatMap";
export { followPath } from "./model";
export { Near } from "./Near";
export { Report, default as ReportPage } from "./ReportPage";
