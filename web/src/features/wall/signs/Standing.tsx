import { AlarmClock, Check, Clock4 } from "lucide-react";

import type { WallState } from "@/contributions/wall/model";
import { useTexts } from "@/shared/i18n/catalogue";
import { rungList } from "../model/links";
import { texts } from "../texts";

const WORST = ["worst72", "worst24", "worst0", "worst4"] as const;

/** How the city stands: the worst rung of the ladder on which there is a case, and how many. */
export function Standing({ state }: { state: WallState }) {
  const t = useTexts(texts);
  const { rungs, bounds } = state.live;
  const at = WORST.findIndex((_, rung) => (rungs[rung] ?? 0) > 0);
  const worst = WORST[at];
  if (!worst) return <p className="wall-standing" data-level="fine"><Check aria-hidden /> {t("worstNone")}</p>;
  const n = (rungs[at] ?? 0).toLocaleString("en-US");
  const over = at < WORST.length - 1;
  return (
    <a className="wall-standing" data-level={over ? "over" : "soon"} href={rungList(at, bounds, state.at, state)} target="_blank" rel="noreferrer">
      {over ? <AlarmClock aria-hidden /> : <Clock4 aria-hidden />} {t(worst, { n })}
    </a>
  );
}
