export { default as SamplesPage } from "./SamplesPage";
