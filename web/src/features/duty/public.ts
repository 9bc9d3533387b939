export { end as endDuty, useBeat } from "./duty";
export { DutyCard } from "./DutyCard";
