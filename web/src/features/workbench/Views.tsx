import { CaseList } from "@/features/cases/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { VIEWS } from "./nav";
import { texts } from "./texts";

/** A ready-made list of cases for a kind of work. */
export function CaseView({ view }: { view: keyof typeof VIEWS }) {
  const t = useTexts(texts);
  return <CaseList key={view} title={t(view)} fixed={VIEWS[view]} sort={view === "all" ? "-opened_at" : "due_at"} />;
}
