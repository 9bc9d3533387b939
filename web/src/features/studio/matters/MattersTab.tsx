import type { StudioTabProps } from "@/contributions/studio/model";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { TIME_UNITS } from "@/shared/i18n/vocabulary";
import { Loaded } from "@/shared/ui/states";
import { Propose } from "../acting/Propose";
import type { Advice, Cases, MatterRow } from "../model";
import { percent } from "../format";
import type { Column } from "../parts";
import { Door, FindingTable, ShareBar } from "../parts";
import { useEfficiency } from "../queries";
import { Split } from "../splitting/SplitSheet";
import type { Start } from "../whatif/ChangeForm";
import { texts } from "./texts";

const ADVICE = { clarify: "clarify", split: "split", staff_or_lengthen: "staff_or_lengthen", look: "look", shorten: "shorten", standard: "standard" } as const satisfies Record<Advice, string>;

/** Fewer ended cases than this say nothing about kinds of them. */
const ENOUGH_TO_SPLIT = 40;

/** Where the form of a change begins for an advice; splitting a matter has a sheet of its own. */
function startOf({ matter, limit, limit_unit: unit, advice }: MatterRow): Start | null {
  if (!matter.key || advice.length === 0) return null;
  if (advice.includes("clarify")) return { kind: "duty", draft: { matter: matter.key } };
  if (!unit || limit === null) return null;
  return { kind: "limit", draft: { matter: matter.key, clock: "handle", unit, amount: String(advice.includes("shorten") ? Math.max(1, Math.ceil(limit / 2)) : limit) } };
}

/** 事项优化: which matters are returned, late, worked by many units or done again, and what to look at first. */
export function MattersTab({ asked }: StudioTabProps) {
  const t = useTexts(texts);
  const say = useSay();
  const found = useEfficiency(asked);
  const rate = (title: string, what: keyof MatterRow["notable"], tone?: "over" | "soon"): Column<MatterRow> => {
    const of = (row: MatterRow): Cases => row[what];
    return {
    title,
    value: (row) => of(row).cases / row.cases,
    show: (row) => <ShareBar share={of(row).cases / row.cases} tone={tone}><Door of={of(row)}>{percent(of(row).cases / row.cases)}</Door><Notable found={row.notable[what]} /></ShareBar>,
    };
  };
  const amount = (value: number, unit: string | null): string => `${String(Math.round(value * 100) / 100)} ${unit ? say(TIME_UNITS[unit as keyof typeof TIME_UNITS] ?? unit) : ""}`;
  return (
    <Loaded query={found} rows={10}>
      {({ matters }) => (
        <FindingTable name={t("matterTable")} rows={matters} rowKey={(row) => row.matter.key ?? ""} empty={t("noCases")} note={t("matterNote")}
          columns={[
            { title: t("matter"), value: (row) => row.matter.name ?? row.matter.key },
            { title: t("cases"), value: (row) => row.cases, numeric: true },
            rate(t("returnRate"), "returned", "soon"),
            rate(t("overdueRate"), "overdue", "over"),
            rate(t("severalUnits"), "several_units"),
            rate(t("redoneRate"), "redone", "soon"),
            { title: t("limit"), value: (row) => row.limit === null ? null : amount(row.limit, row.limit_unit), numeric: true },
            { title: t("advice"), value: (row) => row.advice.map((one) => t(ADVICE[one])).join("；"), wide: true },
            { title: t("act"), value: () => null, show: (row) => { const start = startOf(row); const { key } = row.matter; return <>{start && <Propose asked={asked} start={start} evidence={`${row.matter.name ?? ""}：${row.advice.map((one) => t(ADVICE[one])).join("；")}`} />}{key && (row.closed >= ENOUGH_TO_SPLIT || row.advice.includes("split")) && <Split asked={asked} matter={{ ...row.matter, key }} />}</>; } },
            { title: t("spent"), value: (row) => row.spent === null ? null : amount(row.spent, row.limit_unit), numeric: true },
          ]} />
      )}
    </Loaded>
  );
}

/** That a share is higher here than elsewhere by more than chance. */
function Notable({ found }: { found: MatterRow["notable"]["returned"] }) {
  const t = useTexts(texts);
  if (!found) return null;
  const { ratio, low, high, q } = found;
  return <small className="strong" title={t("notable", { ratio: ratio.toFixed(1), low: low.toFixed(1), high: high.toFixed(1), q: q < 0.001 ? "< 0.001" : q.toFixed(3) })}> ×{ratio.toFixed(1)}</small>;
}
