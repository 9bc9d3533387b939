export { default as TrailPage } from "./TrailPage";
