import { useQuery } from "@tanstack/react-query";
import { ClipboardPen } from "lucide-react";
import { useState } from "react";

import { OPEN_STAGES, useBulk } from "@/features/cases/public";
import { OrderSheet } from "@/features/supervising/public";
import { api } from "@/shared/api/client";
import type { CaseSummary } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { Sheet } from "@/shared/ui/Sheet";
import { Loaded } from "@/shared/ui/states";
import type { Cases } from "../model";
import { texts } from "./texts";

/** A finding becomes a supervision: of those of its cases that are still worked on. */
export function Supervise({ of, about }: { of: Cases; about: string }) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  const bulk = useBulk(() => { setOpen(false); });
  if (of.numbers.length === 0) return null;
  return (
    <>
      <button type="button" className="btn" data-quiet onClick={() => { setOpen(true); }} title={t("superviseHint")}><ClipboardPen size={15} aria-hidden /> {t("supervise")}<span className="sr"> {about}</span></button>
      {open && <Order numbers={of.numbers} close={() => { setOpen(false); }} bulk={bulk} />}
      {bulk.report}
    </>
  );
}

function Order({ numbers, close, bulk }: { numbers: string[]; close: () => void; bulk: ReturnType<typeof useBulk> }) {
  const t = useTexts(texts);
  const live = useQuery({
    queryKey: ["insight", "live", numbers],
    queryFn: () => api.get<{ items: CaseSummary[] }>("/cases", { number: numbers.join(","), stage: OPEN_STAGES.join(","), limit: 200 }),
  });
  if (live.data && live.data.items.length > 0) return <OrderSheet order={{ measure: "supervise", cases: live.data.items }} close={close} run={bulk.run} busy={bulk.busy} />;
  return (
    <Sheet title={t("supervise")} onClose={close}>
      <Loaded query={live} rows={3}>{() => <p>{t("allOver")}</p>}</Loaded>
    </Sheet>
  );
}
