export { default as AdministrationPage } from "./Pages";
export type { AdminPage } from "./Pages";
