import type { StudioTabProps } from "@/contributions/studio/model";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { TIME_UNITS } from "@/shared/i18n/vocabulary";
import { Loaded } from "@/shared/ui/states";
import type { Cases, MatterRow } from "../model";
import { percent } from "../format";
import type { Column } from "../parts";
import { Door, FindingTable, ShareBar } from "../parts";
import { useEfficiency } from "../queries";
import { texts } from "./texts";

/** 事项优化: which matters are returned, late, worked by many units or done again, and what to look at first. */
export function MattersTab({ asked }: StudioTabProps) {
  const t = useTexts(texts);
  const say = useSay();
  const found = useEfficiency(asked);
  const rate = (title: string, of: (row: MatterRow) => Cases, tone?: "over" | "soon"): Column<MatterRow> => ({
    title,
    value: (row) => of(row).cases / row.cases,
    show: (row) => <ShareBar share={of(row).cases / row.cases} tone={tone}><Door of={of(row)}>{percent(of(row).cases / row.cases)}</Door></ShareBar>,
  });
  const amount = (value: number, unit: string | null): string => `${String(Math.round(value * 100) / 100)} ${unit ? say(TIME_UNITS[unit as keyof typeof TIME_UNITS] ?? unit) : ""}`;
  return (
    <Loaded query={found} rows={10}>
      {({ matters }) => (
        <FindingTable name={t("matterTable")} rows={matters} rowKey={(row) => row.matter.key ?? ""} empty={t("noCases")} note={t("matterNote")}
          columns={[
            { title: t("matter"), value: (row) => row.matter.name ?? row.matter.key },
            { title: t("cases"), value: (row) => row.cases, numeric: true },
            rate(t("returnRate"), (row) => row.returned, "soon"),
            rate(t("overdueRate"), (row) => row.overdue, "over"),
            rate(t("severalUnits"), (row) => row.several_units),
            rate(t("redoneRate"), (row) => row.redone, "soon"),
            { title: t("limit"), value: (row) => row.limit === null ? null : amount(row.limit, row.limit_unit), numeric: true },
            { title: t("spent"), value: (row) => row.spent === null ? null : amount(row.spent, row.limit_unit), numeric: true },
          ]} />
      )}
    </Loaded>
  );
}
