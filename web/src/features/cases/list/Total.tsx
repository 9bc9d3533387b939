import type { CaseSummary, Page } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { texts } from "../texts";

/** How many there are; beyond ten thousand the server stops counting and says so. */
export function Total({ page }: { page: Page<CaseSummary> | undefined }) {
  const t = useTexts(texts);
  if (page?.total === undefined) return null;
  return <span className="weak">{page.total_is_capped ? t("capped") : t("total", { n: page.total.toLocaleString("en-US") })}</span>;
}
