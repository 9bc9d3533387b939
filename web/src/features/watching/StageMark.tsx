import { useTexts } from "@/shared/i18n/catalogue";
import type { Stage } from "./model";
import { texts } from "./texts";

/** The stage of an order by shape and word. */
export function StageMark({ stage }: { stage: Stage }) {
  const t = useTexts(texts);
  return <span className="watching-mark" data-stage={stage}><i aria-hidden />{t(stage)}</span>;
}
