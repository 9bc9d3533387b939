export { default as AppealsPage } from "./AppealsPage";
export { default as AssessmentPage } from "./AssessmentPage";
