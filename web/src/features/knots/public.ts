export { CaseKnots } from "./CaseKnots";
export { default as KnotsPage } from "./KnotsPage";
