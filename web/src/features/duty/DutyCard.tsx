import { MapPin, MapPinOff } from "lucide-react";
import { useState } from "react";

import { asApiError } from "@/shared/api/errors";
import type { ApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { useNow } from "@/shared/time/clock";
import { shortTime } from "@/shared/time/format";
import { begin, end, useDuty } from "./duty";
import { texts } from "./texts";
import "./duty.css";

/** The explicit switch: on duty the phone says where it is, off duty it says nothing and what was known is deleted. */
export function DutyCard() {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const now = useNow();
  const duty = useDuty();
  const [refused, setRefused] = useState<ApiError | null>(null);
  const on = duty.on === true;
  const toggle = async () => {
    setRefused(null);
    try {
      await (on ? end() : begin());
    } catch (error) {
      setRefused(asApiError(error));
    }
  };
  const told = duty.hitch ? t(duty.hitch) : duty.sentAt ? t("sent", { at: shortTime(new Date(duty.sentAt).toISOString(), now, language) }) : t("looking");
  return (
    <section className="card duty" data-on={on} aria-label={t("title")}>
      <div className="duty-line">
        <span className="duty-state" role="status">
          {on ? <MapPin size={22} aria-hidden /> : <MapPinOff size={22} aria-hidden />}
          <strong>{t(duty.on === null ? "unknown" : on ? "on" : "off")}</strong>
          {duty.owed && <span className="weak">{t("owed")}</span>}
          {on && <span className={duty.hitch ? "problem" : "weak"}>{told}</span>}
        </span>
        <button type="button" className="btn" data-primary={!on || undefined} disabled={duty.busy} onClick={() => void toggle()}>{t(on ? "end" : "begin")}</button>
      </div>
      {refused && <p className="problem" role="alert">{say(refused.sentence)}</p>}
      <details>
        <summary>{t("who")}</summary>
        <p className="weak">{t("whoText")}</p>
      </details>
    </section>
  );
}
