import { useMutation } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useState } from "react";

import { api } from "@/shared/api/client";
import { asApiError } from "@/shared/api/errors";
import type { Page } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { texts } from "./texts";

interface Reporter {
  report?: string;
  id?: string;
  name: string | null;
  phone: string | null;
}

/** Names and numbers in full, for a reason that goes on record; they stay on the screen only. */
export function Unmask({ number }: { number: string }) {
  const t = useTexts(texts);
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const ask = useMutation({
    mutationFn: () => api.post<Page<Reporter>>(`/cases/${number}/reporters`, { reason: reason.trim() }),
    gcTime: 0,
  });
  if (ask.data) {
    return (
      <ul className="unmasked">
        {ask.data.items.map((one, index) => (
          <li key={one.report ?? one.id ?? index} className="strong">{[one.name, one.phone].filter(Boolean).join(" ")}</li>
        ))}
      </ul>
    );
  }
  if (!open) {
    return (
      <button type="button" className="btn" data-quiet onClick={() => { setOpen(true); }}>
        <Eye size={15} aria-hidden />
        {t("unmask")}
      </button>
    );
  }
  return (
    <form className="call-row" onSubmit={(sent) => { sent.preventDefault(); ask.mutate(); }}>
      <input className="input unmask-why" required minLength={2} maxLength={200} autoFocus placeholder={t("unmaskWhy")} aria-label={t("unmaskWhy")} value={reason} onChange={(typed) => { setReason(typed.target.value); }} />
      <button type="submit" className="btn" disabled={ask.isPending}>{t("unmaskShow")}</button>
      {ask.error && <span className="problem" role="alert">{say(asApiError(ask.error).sentence)}</span>}
    </form>
  );
}
