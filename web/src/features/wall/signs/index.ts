import type { Sign } from "@/contributions/wall/model";
import { Standing } from "./Standing";

/** What the top line says beside the city. Weather is not among it: nothing here measures it. */
export const SIGNS: Sign[] = [{ name: "standing", Component: Standing }];
