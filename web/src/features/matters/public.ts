export { MatterPicker, matterWidgets } from "./MatterPicker";
export { useMatterSearch, useSettled } from "./queries";
