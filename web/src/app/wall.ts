import { panelKinds, scenes, signs } from "@/contributions/wall/model";
import { pulsePanels, pulseScenes, pulseSigns } from "@/features/pulse/public";
import { wallPanels, wallScenes, wallSigns } from "@/features/wall/public";

let installed = false;

/** Install the panels and scenes of the wall; the scenes of packs come from the server. */
export function installWall(): void {
  if (installed) return;
  installed = true;
  panelKinds.install(...wallPanels, ...pulsePanels);
  scenes.install(...wallScenes, ...pulseScenes);
  signs.install(...wallSigns, ...pulseSigns);
}
