export { RemotePage } from "./RemotePage";
export { WallPage } from "./WallPage";
export { KINDS as wallPanels } from "./panels/kinds";
export { SCENES as wallScenes } from "./scenes/vocabulary";
