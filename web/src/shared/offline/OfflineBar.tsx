import { CloudOff, KeyRound } from "lucide-react";

import { useTexts } from "../i18n/catalogue";
import { useLanguage } from "../i18n/language";
import { useNow } from "../time/clock";
import { shortTime } from "../time/format";
import { useOnline, useOutbox } from "./hooks";
import { texts } from "./texts";
import "./offline.css";

/** Says that there is no network and what that means; nothing while all is well. */
export function OfflineBar() {
  const t = useTexts(texts);
  const online = useOnline();
  const { entries, cut, signIn } = useOutbox();
  const waiting = entries.filter((entry) => entry.state === "waiting").length;
  if (signIn && waiting > 0) return <p className="offline-bar" role="status"><KeyRound size={18} aria-hidden />{t("signInToSend", { n: waiting })}</p>;
  if (online && !cut) return null;
  return (
    <p className="offline-bar" role="status">
      <CloudOff size={18} aria-hidden />
      {waiting > 0 ? t("offlineWaiting", { n: waiting }) : t("offlineText")}
    </p>
  );
}

/** When what is shown was read, if it does not come straight from the server. */
export function AsOf({ at }: { at: number | null }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const now = useNow();
  return at === null ? null : <p className="as-of">{t("asOf", { time: shortTime(new Date(at).toISOString(), now, language) })}</p>;
}
