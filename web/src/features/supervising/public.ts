export { default as LadderPage } from "./LadderPage";
