export { MatterPicker, matterWidgets } from "./MatterPicker";
export { useMatter, useMatters, useMatterSearch, useSettled } from "./queries";
