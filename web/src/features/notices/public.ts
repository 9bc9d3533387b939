export { Bell } from "./Bell";
export { default as NoticesPage } from "./NoticesPage";
