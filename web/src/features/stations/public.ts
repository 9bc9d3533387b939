export { default as StationsPage } from "./StationsPage";
