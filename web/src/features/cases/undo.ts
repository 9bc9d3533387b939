import { useCallback } from "react";

import type { ActionOffer, CaseDetail } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { STAGES } from "@/shared/i18n/vocabulary";
import { announce, offerUndo } from "@/shared/ui/Undo";
import { useAct } from "./queries";
import { texts } from "./texts";

/** Actions that want a reason even when they take something back. */
const WITH_REASON = new Set(["withdraw", "unmerge"]);

/** Return what says that an act was done and offers to take it back by the action `undo`. */
export function useUndoable() {
  const t = useTexts(texts);
  const say = useSay();
  const { mutateAsync } = useAct();
  return useCallback(
    (one: CaseDetail, undo: string, done: string) => {
      const body = WITH_REASON.has(undo) ? { reason: t("undoReason") } : {};
      offerUndo({ done, undone: t("undone", { stage: say(STAGES[one.stage]) }), undo: () => mutateAsync({ number: one.number, action: undo, body }) });
    },
    [mutateAsync, say, t],
  );
}

/** Return what says that an act of the action bar was done, with an offer to take it back where there is one. */
export function useTellDone() {
  const t = useTexts(texts);
  const say = useSay();
  const undoable = useUndoable();
  return useCallback(
    (one: CaseDetail, offer: ActionOffer) => {
      const done = t("done", { action: say(offer.label) });
      if (offer.undo) undoable(one, offer.undo, done);
      else announce(done);
    },
    [undoable, say, t],
  );
}
