import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { span } from "@/shared/time/format";
import type { Figures as Sums } from "../queries";
import { texts } from "./texts";

/** Sums in words: how many, how many open, how many over, how much time is left on average. */
export function Figures({ sums, bare }: { sums: Sums; bare?: boolean }) {
  const l = useTexts(texts);
  const language = useLanguage();
  return (
    <span className="figures">
      {!bare && <span>{l("sumCount", { n: sums.count.toLocaleString("en-US") })}</span>}
      <span>{l("sumOpen", { n: sums.open.toLocaleString("en-US") })}</span>
      <span data-over={sums.overdue > 0}>{l("sumOver", { n: sums.overdue.toLocaleString("en-US") })}</span>
      {sums.left_s !== null && <span title={l("sumLeftWhy")}>{l("sumLeft", { span: span(sums.left_s * 1000, language) })}</span>}
    </span>
  );
}
