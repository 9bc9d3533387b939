export { default as ConsultPage } from "./ConsultPage";
