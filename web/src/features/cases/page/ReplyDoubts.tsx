import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { api } from "@/shared/api/client";
import type { Bilingual } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { texts } from "./texts";

const PAUSE = 800;

/** What a supervisor would doubt about a reply, said while it is still being written; it stops nobody from sending. */
export function ReplyDoubts({ number, reply }: { number: string; reply: string }) {
  const t = useTexts(texts);
  const say = useSay();
  const [settled, setSettled] = useState(reply);
  useEffect(() => {
    const timer = setTimeout(() => { setSettled(reply); }, PAUSE);
    return () => { clearTimeout(timer); };
  }, [reply]);
  const found = useQuery({
    queryKey: ["reply-check", number, settled],
    queryFn: ({ signal }) => api.post<{ items: ({ code: string } & Bilingual)[] }>(`/cases/${encodeURIComponent(number)}/reply-check`, { text: settled }, { signal }),
    enabled: settled.trim().length > 0,
    staleTime: 60_000,
    placeholderData: (old) => old,
  });
  const items = settled.trim() ? (found.data?.items ?? []) : [];
  if (items.length === 0) return null;
  return (
    <div className="refusal" role="status">
      <strong>{t("replyDoubts")}</strong>
      <ul>{items.map((doubt) => <li key={doubt.code}>{say(doubt)}</li>)}</ul>
    </div>
  );
}
