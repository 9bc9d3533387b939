import { studioTabs } from "@/contributions/studio/model";
import { opinionTabs } from "@/features/opinion/public";
import { processTabs } from "@/features/studio/public";

let installed = false;

/** Install the topics of the analysis studio; a feature that has one to bring adds it here. */
export function installStudio(): void {
  if (installed) return;
  installed = true;
  studioTabs.install(...processTabs, ...opinionTabs);
}
