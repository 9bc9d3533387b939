import { basicWidgets } from "@/contributions/forms/basic";
import { structuredWidgets } from "@/contributions/forms/structured";
import { formWidgets } from "@/contributions/forms/widgets";
import { matterWidgets } from "@/features/matters/public";
import { organisationWidgets } from "@/features/organisation/public";

let installed = false;

/** Install what features contribute, the general before the particular: a later claim wins. */
export function installContributions(): void {
  if (installed) return;
  installed = true;
  formWidgets.install(...basicWidgets, ...structuredWidgets, ...matterWidgets, ...organisationWidgets);
}
