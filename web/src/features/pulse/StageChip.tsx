import { Link } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useStage } from "./queries";
import { texts } from "./texts";
import "./pulse.css";

/** How the city stands, in the top line; a proposal that differs is told beside it. */
export function StageChip() {
  const t = useTexts(texts);
  const say = useSay();
  const { data } = useStage();
  if (!data) return null;
  const other = data.proposed && data.proposed.stage !== data.stage ? data.proposed : null;
  return (
    <Link className="stage-chip" data-stage={data.stage} to="/desk/vitals?tab=stage" title={t("stageOf")}>
      {say(data.name)}
      {other && <span>{t("proposes", { name: say(other.name) })}</span>}
    </Link>
  );
}
