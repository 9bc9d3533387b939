import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link } from "react-router";

import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { now } from "@/shared/time/clock";
import { fullTime } from "@/shared/time/format";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState, Loaded } from "@/shared/ui/states";
import type { Limit } from "../whatif/model";
import type { Entry } from "./draft";
import { drafted } from "./draft";
import { texts } from "./texts";

const DAY = 86_400_000;
interface Props {
  matter: string;
  name: string;
  clock: string;
  limit: Limit;
  evidence: string;
  close: () => void;
}

/** A finding becomes a change request: drafts of the responsibility list with reason and evidence, for somebody else to approve. */
export function ProposeSheet({ matter, name, clock, limit, evidence, close }: Props) {
  const t = useTexts(texts);
  const [reason, setReason] = useState(evidence);
  const entries = useQuery({ queryKey: ["reference", "responsibilities", matter], queryFn: () => api.get<{ items: Entry[] }>("/responsibilities", { matter, status: "approved", limit: 200 }) });
  const sent = useRef(0);
  const send = useMutation({
    mutationFn: async (drafts: Record<string, unknown>[]) => {
      // a second try goes on behind the last one that arrived
      for (const draft of drafts.slice(sent.current)) {
        await api.post("/responsibilities", draft);
        sent.current += 1;
      }
      return drafts.length;
    },
  });
  return (
    <Sheet title={t("propose", { name })} onClose={close}>
      <Loaded query={entries} rows={4}>
        {({ items }) => {
          const from = fullTime(new Date(now() + DAY).toISOString()).slice(0, 10);
          const drafts = items.map((entry) => drafted(entry, clock, limit, from, reason.trim())).filter((one) => one !== null);
          if (send.data !== undefined) return <p>{t("drafted", { n: send.data })} <Link to="/desk/responsibilities">{t("seeThem")}</Link></p>;
          if (drafts.length === 0) return <p>{t("nothingShorter")}</p>;
          return (
            <form className="studio-form" onSubmit={(submitted) => { submitted.preventDefault(); send.mutate(drafts); }}>
              <p>{t("willDraft", { n: drafts.length, from })}</p>
              <label className="studio-form">{t("basis")}<textarea className="input" rows={4} maxLength={500} required value={reason} onChange={(typed) => { setReason(typed.target.value); }} /></label>
              {send.error && <ErrorState error={send.error} />}
              <div className="form-foot">
                <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
                <button type="submit" className="btn" data-primary disabled={send.isPending || reason.trim() === ""}>{t("submit")}</button>
              </div>
            </form>
          );
        }}
      </Loaded>
    </Sheet>
  );
}
