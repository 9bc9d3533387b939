export { CasePlans } from "./case/CasePlans";
export { default as PlansPage } from "./library/PlansPage";
