import { useContext } from "react";

import { endDuty } from "@/features/duty/public";
import { SIGNED_IN } from "@/features/session/public";
import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { LanguageContext, useSay } from "@/shared/i18n/language";
import { ROLES } from "@/shared/i18n/vocabulary";
import { forget } from "@/shared/lib/storage";
import { forgetKept, useOutbox } from "@/shared/offline/hooks";
import { useAppearance } from "@/shared/ui/Appearance";
import { useIdentity } from "./identity";
import { SignIn } from "./Staff";
import { texts } from "./texts";
import { useInstall } from "./worker";

/** Who one is here, how the pages look, and putting them on the home screen. */
export function MePage() {
  const t = useTexts(texts);
  const { me } = useIdentity();
  const { language, choose } = useContext(LanguageContext);
  const { size, setSize, theme, setTheme } = useAppearance();
  const install = useInstall();
  return (
    <>
      <h1>{t("me")}</h1>
      {me && <Person />}
      <section className="card">
        <h2>{t("looks")}</h2>
        <button type="button" className="btn" aria-pressed={size === "large"} onClick={() => { setSize(size === "large" ? "normal" : "large"); }}>{t("large")}</button>
        <button type="button" className="btn" aria-pressed={theme === "contrast"} onClick={() => { setTheme(theme === "contrast" ? "light" : "contrast"); }}>{t("contrast")}</button>
        <button type="button" className="btn" aria-pressed={theme === "dark"} onClick={() => { setTheme(theme === "dark" ? "light" : "dark"); }}>{t("dark")}</button>
        <button type="button" className="btn" lang={language === "zh" ? "en" : "zh-CN"} onClick={() => { choose(language === "zh" ? "en" : "zh"); }}>
          {language === "zh" ? "English" : "\u4e2d\u6587"}
        </button>
      </section>
      <section className="card">
        <h2>{t("install")}</h2>
        <p className="weak">{t("installText")}</p>
        {install && <button type="button" className="btn" data-primary onClick={install}>{t("installNow")}</button>}
      </section>
      {!me && (
        <details className="card">
          <summary className="btn">{t("signIn")}</summary>
          <SignIn />
        </details>
      )}
    </>
  );
}

function Person() {
  const t = useTexts(texts);
  const say = useSay();
  const { me } = useIdentity();
  const { entries } = useOutbox();
  const open = entries.filter((entry) => entry.state !== "sent").length;
  const leave = async () => {
    if (open > 0 && !confirm(t("leaveAsk", { n: open }))) return;
    await endDuty();
    await api.remove("/session").catch(() => undefined);
    forget(SIGNED_IN);
    await forgetKept();
    location.assign("/m/me");
  };
  const unit = typeof me?.unit === "string" ? me.unit : me?.unit?.name;
  return (
    <section className="card">
      <h2>{me?.name}</h2>
      <p>{[unit, me?.roles.map((role) => say(ROLES[role])).join(" · ")].filter(Boolean).join(" · ")}</p>
      <p className="weak">{t("leaveText")}</p>
      <button type="button" className="btn" onClick={() => void leave()}>{t("signOut")}</button>
    </section>
  );
}
