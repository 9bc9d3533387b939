export { default as Desk, Home, Lost } from "./Desk";
export { CaseView } from "./Views";
