export { KeyFigures } from "./KeyFigures";
export { LightMark } from "./LightMark";
export { shown } from "./model";
export type { KeyFigure, Light } from "./model";
export { readKeyFigures, useStage } from "./queries";
export type { CityStage, StageCriterion } from "./queries";
export { StageChip } from "./StageChip";
export { PULSE_PANELS as pulsePanels, PULSE_SCENES as pulseScenes, PULSE_SIGNS as pulseSigns } from "./wall";
