import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link } from "react-router";

import type { StudioPeriod } from "@/contributions/studio/model";
import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { now } from "@/shared/time/clock";
import { fullTime } from "@/shared/time/format";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState } from "@/shared/ui/states";
import { percent } from "../format";
import type { Proposal } from "../proposals/model";
import { ChangeForm } from "../whatif/ChangeForm";
import type { Start } from "../whatif/ChangeForm";
import type { Change } from "../whatif/model";
import { useChangeWords } from "../whatif/words";
import { texts } from "./texts";

const DAY = 86_400_000;
const WEEK = 7;
const dayIn = (days: number): string => fullTime(new Date(now() + days * DAY).toISOString()).slice(0, 10);

interface Props {
  asked: StudioPeriod;
  /** The change itself, or where its form begins. */
  change?: Change | undefined;
  start?: Start | undefined;
  evidence: string;
  close: () => void;
}

/** A finding becomes a proposal: the change, why, until when; the server plays the past again for its figures. */
export function ProposeSheet({ asked, change, start, evidence, close }: Props) {
  const t = useTexts(texts);
  const words = useChangeWords();
  const [chosen, setChosen] = useState(change);
  const client = useQueryClient();
  const drafted = useRef<(Proposal & { wanted: string }) | null>(null);
  const send = useMutation({
    mutationFn: async (body: Record<string, unknown>) => {
      // a second try goes on with the draft that arrived, unless something else is asked for
      const wanted = JSON.stringify(body);
      if (drafted.current?.wanted !== wanted) drafted.current = { wanted, ...(await api.post<Proposal>("/proposals", body)) };
      return api.post<Proposal>(`/proposals/${drafted.current.id}/send`);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["proposals"] }),
  });
  if (!chosen) return <Sheet title={t("propose")} onClose={close}><p className="weak">{evidence}</p><ChangeForm add={setChosen} matter={asked.matter} start={start} /></Sheet>;
  return (
    <Sheet title={t("propose")} onClose={close}>
      {send.data ? (
        <p>{t("proposed", { before: percent(send.data.late.before.share, 1), after: percent(send.data.late.after.share, 1), n: send.data.late.before.n })} <Link to="/desk/studio?tab=proposals" onClick={close}>{t("seeThem")}</Link></p>
      ) : (
        <ReasonForm about={words(chosen)} evidence={evidence} pending={send.isPending} error={send.error} close={close}
          submit={(given) => { send.mutate({ ...given, change: chosen, ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value)) }); }} />
      )}
    </Sheet>
  );
}

interface FormProps {
  about: string;
  evidence: string;
  pending: boolean;
  error: Error | null;
  submit: (given: { reason: string; deadline: string; valid_from: string }) => void;
  close: () => void;
}

function ReasonForm({ about, evidence, pending, error, submit, close }: FormProps) {
  const t = useTexts(texts);
  const [reason, setReason] = useState(evidence);
  const [deadline, setDeadline] = useState(dayIn(WEEK));
  const [from, setFrom] = useState(dayIn(WEEK + 1));
  return (
    <form className="studio-form" onSubmit={(sent) => { sent.preventDefault(); submit({ reason: reason.trim(), deadline, valid_from: from }); }}>
      <p className="strong">{about}</p>
      <label className="studio-form">{t("basis")}<textarea className="input" rows={4} maxLength={500} required value={reason} onChange={(typed) => { setReason(typed.target.value); }} /></label>
      <label className="studio-form">{t("deadline")}<input className="input" type="date" required min={dayIn(0)} value={deadline} onChange={(typed) => { setDeadline(typed.target.value); }} /></label>
      <label className="studio-form">{t("validFrom")}<input className="input" type="date" required min={dayIn(0)} value={from} onChange={(typed) => { setFrom(typed.target.value); }} /></label>
      <p className="weak">{t("whatHappens")}</p>
      {error && <ErrorState error={error} />}
      <div className="form-foot">
        <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
        <button type="submit" className="btn" data-primary disabled={pending || reason.trim() === ""}>{t("submit")}</button>
      </div>
    </form>
  );
}
