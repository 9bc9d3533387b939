import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { CaseQueue } from "@/features/cases/public";
import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { useNow } from "@/shared/time/clock";
import { startOfDay } from "@/shared/time/day";
import { Decide } from "./Focus";
import { texts } from "./texts";
import "./dispatching.css";

const WAITING = { stage: "dispatch", sort: "due_at" };

/** The dispatcher's queue: units with reasons, one key each. */
export default function DispatchPage() {
  const t = useTexts(texts);
  const empty = useMemo(() => ({ title: t("empty"), text: t("emptyText") }), [t]);
  return (
    <CaseQueue title={t("title")} filters={WAITING} empty={empty} head={<Share />}>
      {(one, decided) => <Decide one={one} decided={decided} />}
    </CaseQueue>
  );
}

interface Counted {
  total: number;
}
const SENT = "sign,handle,review,verify,callback,closing,closed,rated,archived";

/** How many of today's cases are on their way and how many still wait for a person. */
function Share() {
  const t = useTexts(texts);
  const day = startOfDay(useNow());
  const count = (stage: string) => api.get<Counted>("/stats/cases", { by: "stage", from: day, stage }).then(({ total }) => total);
  const today = useQuery({
    queryKey: ["dispatch-share", day],
    queryFn: () => Promise.all([count(SENT), count("dispatch")]),
    refetchInterval: 60_000,
  });
  if (!today.data) return null;
  const [sent, waiting] = today.data;
  return <span className="weak">{t("today", { sent, waiting })}</span>;
}
