import { panelKinds, scenes, signs } from "@/contributions/wall/model";
import { wallPanels, wallScenes, wallSigns } from "@/features/wall/public";

let installed = false;

/** Install the panels and scenes of the wall; the scenes of packs come from the server. */
export function installWall(): void {
  if (installed) return;
  installed = true;
  panelKinds.install(...wallPanels);
  scenes.install(...wallScenes);
  signs.install(...wallSigns);
}
