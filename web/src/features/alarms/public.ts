export { default as AlarmsPage } from "./AlarmsPage";
export { default as RulePage } from "./rules/RulePage";
export { default as RulesPage } from "./rules/RulesPage";
export { default as SilencesPage } from "./noise/SilencesPage";
export { ConditionField } from "./rules/editor/ConditionField";
export { LevelMark, useLevelName } from "./LevelMark";
export type { Condition, Fault } from "./rules/model";
