import { Lightbulb } from "lucide-react";
import { useState } from "react";

import type { StudioPeriod } from "@/contributions/studio/model";
import { useTexts } from "@/shared/i18n/catalogue";
import type { Start } from "../whatif/ChangeForm";
import type { Change } from "../whatif/model";
import { ProposeSheet } from "./ProposeSheet";
import { texts } from "./texts";

/** The button that makes a proposal of a finding: of a change that is known, or of one to be filled in. */
export function Propose({ asked, change, start, evidence }: { asked: StudioPeriod; change?: Change; start?: Start; evidence: string }) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="btn" data-quiet onClick={() => { setOpen(true); }} title={t("proposeHint")}><Lightbulb size={15} aria-hidden /> {t("propose")}<span className="sr"> {evidence}</span></button>
      {open && <ProposeSheet asked={asked} change={change} start={start} evidence={evidence} close={() => { setOpen(false); }} />}
    </>
  );
}
