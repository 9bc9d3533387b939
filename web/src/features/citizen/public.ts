export { default as FollowPage } from "./FollowPage";
export { default as ReportPage } from "./ReportPage";
