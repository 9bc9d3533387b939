export { default as AlarmsPage } from "./AlarmsPage";
