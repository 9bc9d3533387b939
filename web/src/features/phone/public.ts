export type { PhoneMe } from "./identity";
export { accountOf, useStaff } from "./identity";
export { MePage } from "./MePage";
export { Phone, Start } from "./Phone";
export { QueuePage } from "./QueuePage";
export { Staff } from "./Staff";
