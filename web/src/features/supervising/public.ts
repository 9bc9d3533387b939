export { default as LadderPage } from "./LadderPage";
export { OrderSheet } from "./Orders";
