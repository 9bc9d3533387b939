export { VitalsPage } from "./VitalsPage";
