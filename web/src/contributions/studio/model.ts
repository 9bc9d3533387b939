import type { ComponentType } from "react";

import type { Bilingual } from "@/shared/api/types";
import { Registry } from "../registry";

/** Which cases are looked at: the query that every question of the studio is asked with. */
export interface StudioPeriod {
  from: string;
  to: string;
  area: string;
  matter: string;
  unit: string;
  channel: string;
}
export interface StudioTabProps {
  asked: StudioPeriod;
}
/** A topic of the analysis studio. `order` is its place; the bar shows them from left to right. */
export interface StudioTab {
  name: string;
  title: Bilingual;
  order: number;
  Component: ComponentType<StudioTabProps>;
}

export const studioTabs = new Registry<StudioTab>("studio tab");
