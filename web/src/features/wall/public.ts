export { RemotePage } from "./RemotePage";
export { WallPage } from "./WallPage";
export { KINDS as wallPanels } from "./panels/kinds";
export { SIGNS as wallSigns } from "./signs";
export { SCENES as wallScenes } from "./scenes/vocabulary";
