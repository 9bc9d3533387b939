export { default as DispatchPage } from "./DispatchPage";
