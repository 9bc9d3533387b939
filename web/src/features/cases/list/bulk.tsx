import { useState } from "react";

import { asApiError } from "@/shared/api/errors";
import type { CaseSummary } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Sheet } from "@/shared/ui/Sheet";
import { announce } from "@/shared/ui/Undo";
import { useAct } from "../queries";
import { texts } from "../texts";

export type Bulk = "sign" | "urge" | "supervise";
const DONE = { sign: "signedMany", urge: "urgedMany", supervise: "supervisedMany" } as const;
/** As many at once as the server writes together anyway. */
const AT_ONCE = 8;

interface Refused {
  one: CaseSummary;
  why: string;
}

/** Do one action on many cases: each is decided by itself, and what is refused is told by case. */
export function useBulk(after: () => void) {
  const t = useTexts(texts);
  const say = useSay();
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused[]>([]);
  const run = async (action: Bulk, cases: CaseSummary[], body: Record<string, unknown> = {}) => {
    setBusy(true);
    const failed: Refused[] = [];
    const waiting = [...cases];
    const worker = async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        const { number, version } = one;
        try {
          await act.mutateAsync({ number, action, body: action === "sign" ? { version } : body });
        } catch (error) {
          failed.push({ one, why: say(asApiError(error).sentence) });
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, cases.length) }, worker));
    setBusy(false);
    setRefused(failed);
    const done = cases.length - failed.length;
    if (done > 0) announce(t(DONE[action], { n: done }));
    after();
  };
  const report = refused.length > 0 && (
    <Sheet title={t("refusedMany", { n: refused.length })} onClose={() => { setRefused([]); }}>
      <dl className="facts">
        {refused.map(({ one, why }) => (
          <div key={one.number} style={{ display: "contents" }}>
            <dt className="mono">{one.number.slice(-10)}</dt>
            <dd>{one.title}<p className="problem">{why}</p></dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
  return { run, busy, report };
}

interface BarProps {
  cases: CaseSummary[];
  clear: () => void;
}

/** What can be done with the chosen cases together, with a word on what will happen. */
export function BulkBar({ cases, clear }: BarProps) {
  const t = useTexts(texts);
  const [asked, setAsked] = useState<"sign" | "urge" | null>(null);
  const { run, busy, report } = useBulk(clear);
  const signable = cases.filter((one) => one.stage === "sign");
  const urgeable = cases.filter((one) => one.closed_at === null);
  const chosen = asked === "sign" ? signable : urgeable;
  return (
    <>
      {cases.length > 0 && (
        <div className="bulk" role="toolbar" aria-label={t("bulk")}>
          <strong>{t("picked", { n: cases.length })}</strong>
          <button type="button" className="btn" disabled={busy || signable.length === 0} onClick={() => { setAsked("sign"); }}>{t("signMany", { n: signable.length })}</button>
          <button type="button" className="btn" disabled={busy || urgeable.length === 0} onClick={() => { setAsked("urge"); }}>{t("urgeMany", { n: urgeable.length })}</button>
          <button type="button" className="btn" data-quiet onClick={clear}>{t("unpick")}</button>
        </div>
      )}
      {asked && (
        <Sheet title={asked === "sign" ? t("signMany", { n: chosen.length }) : t("urgeMany", { n: chosen.length })} onClose={() => { setAsked(null); }}>
          <p className="effect">{asked === "sign" ? t("signEffect") : t("urgeEffect")}</p>
          <div className="form-foot">
            <button type="button" className="btn" onClick={() => { setAsked(null); }}>{t("cancel")}</button>
            <button type="button" className="btn" data-primary autoFocus onClick={() => { setAsked(null); void run(asked, chosen); }}>{t("doIt")}</button>
          </div>
        </Sheet>
      )}
      {report}
    </>
  );
}
