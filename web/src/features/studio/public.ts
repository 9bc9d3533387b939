export { default as StudioPage } from "./StudioPage";
export { processTabs } from "./tabs";
export { percent, span } from "./format";
export type { Cases } from "./model";
export { Door, FindingTable, ShareBar } from "./parts";
export type { Column } from "./parts";
