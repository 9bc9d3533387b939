import { Select } from "antd";

import type { Unit } from "@/shared/api/types";
import type { FormWidget, WidgetProps } from "@/contributions/forms/widgets";
import { useUnits } from "./queries";

const label = (unit: Unit) => ({ value: unit.code, label: unit.name, search: `${unit.name} ${unit.code}`.toLowerCase() });
type Option = ReturnType<typeof label>;
const search = { filterOption: (typed: string, option: Option | undefined) => option?.search.includes(typed.toLowerCase()) ?? false };

function One({ id, value, change, invalid, field }: WidgetProps) {
  const units = useUnits();
  return (
    <Select<string, Option> id={id} showSearch={search} allowClear={!field.required} loading={units.isPending} options={(units.data ?? []).map(label)}
      value={(value as string | undefined) ?? null} onChange={change} status={invalid ? "error" : ""} style={{ width: "100%" }} />
  );
}

function Many({ id, value, change, invalid }: WidgetProps) {
  const units = useUnits();
  return (
    <Select<string[], Option> id={id} mode="multiple" showSearch={search} loading={units.isPending} options={(units.data ?? []).map(label)}
      value={(value as string[] | undefined) ?? []} onChange={change} status={invalid ? "error" : ""} style={{ width: "100%" }} />
  );
}

const ONE = new Set(["unit", "proposed_unit", "lead"]);
const MANY = new Set(["units", "assists", "members"]);

export const organisationWidgets: FormWidget[] = [
  { name: "unit", claims: (field) => ONE.has(field.name) && field.kind === "text", Component: One },
  { name: "units", claims: (field) => MANY.has(field.name) && field.kind === "list", Component: Many },
];
