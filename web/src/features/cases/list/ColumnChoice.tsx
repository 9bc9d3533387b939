import { Checkbox, Popover } from "antd";
import { Columns3 } from "lucide-react";

import { useTexts } from "@/shared/i18n/catalogue";
import type { Column } from "../model/columns";
import { ALWAYS, chosen, COLUMNS } from "../model/columns";
import { texts } from "../texts";

export function ColumnChoice({ columns, change }: { columns: Column[]; change: (columns: Column[]) => void }) {
  const t = useTexts(texts);
  const list = (
    <Checkbox.Group className="column-choice" value={columns} onChange={(picked) => { change(chosen(picked)); }}
      options={COLUMNS.map((column) => ({ value: column, label: t(column), disabled: ALWAYS.has(column) }))} />
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={list}>
      <button type="button" className="btn" data-quiet>
        <Columns3 size={16} aria-hidden />
        {t("columns")}
      </button>
    </Popover>
  );
}
