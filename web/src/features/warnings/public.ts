export { default as WarningsPage } from "./WarningsPage";
