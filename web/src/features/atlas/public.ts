export { default as AtlasPage } from "./AtlasPage";
