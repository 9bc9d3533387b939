export { default as TemplatesPage } from "./templates/TemplatesPage";
export { default as WarningsPage } from "./WarningsPage";
