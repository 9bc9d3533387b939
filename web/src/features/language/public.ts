export { useReading } from "./queries";
export { ReadingPanel } from "./Reading";
