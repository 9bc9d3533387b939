export { default as ModelsPage } from "./ModelsPage";
