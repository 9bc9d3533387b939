import type { ComponentType } from "react";

import type { Field } from "@/shared/lib/schema";
import { Registry } from "../registry";

export interface WidgetProps {
  field: Field;
  id: string;
  value: unknown;
  change: (value: unknown) => void;
  invalid: boolean;
  /** What the form is about: the action's name, and the case it acts on. */
  context: FormContext;
}
export interface FormContext {
  action: string;
  number?: string;
  lon?: number | null;
  lat?: number | null;
  related?: string[];
}
/** A way to fill in one field. `claims` says which fields it is the best one for; the newest claim wins. */
export interface FormWidget {
  name: string;
  claims: (field: Field) => boolean;
  Component: ComponentType<WidgetProps>;
}

export const formWidgets = new Registry<FormWidget>("form widget");

/** Return the widget that a field names (`x-widget`) or the last installed one that claims it. */
export function widgetFor(field: Field): FormWidget | undefined {
  const named = field.widget ? formWidgets.get(field.widget) : undefined;
  return named ?? formWidgets.all().reverse().find((widget) => widget.claims(field));
}
