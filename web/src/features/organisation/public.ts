export { useAreas, useAreaWords, useUnits } from "./queries";
export { organisationWidgets } from "./UnitPicker";
