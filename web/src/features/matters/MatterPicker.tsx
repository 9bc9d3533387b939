import { Select } from "antd";
import { useState } from "react";

import type { FormWidget, WidgetProps } from "@/contributions/forms/widgets";
import { useMatterSearch } from "./queries";

interface PickerProps {
  id?: string;
  value: string | undefined;
  onChange: (key: string | undefined) => void;
  invalid?: boolean;
  placeholder?: string;
  width?: number | string;
}

/** Search the catalogue by words or code. */
export function MatterPicker({ id, value, onChange, invalid, placeholder, width }: PickerProps) {
  const [typed, setTyped] = useState("");
  const found = useMatterSearch(typed || (value ?? ""), 20);
  const options = (found.data ?? []).map(({ key, name, code }) => ({ value: key, label: `${name} ${code}` }));
  return (
    <Select id={id} allowClear value={value ?? null} placeholder={placeholder} aria-label={placeholder} options={options} loading={found.isFetching} status={invalid ? "error" : ""}
      showSearch={{ filterOption: false, onSearch: setTyped }} onChange={(key: string | null) => { onChange(key ?? undefined); }} style={{ width: width ?? "100%" }} popupMatchSelectWidth={320} />
  );
}

function Widget({ id, value, change, invalid }: WidgetProps) {
  return <MatterPicker id={id} value={value as string | undefined} onChange={change} invalid={invalid} />;
}

export const matterWidgets: FormWidget[] = [{ name: "matter", claims: (field) => field.name === "matter", Component: Widget }];
