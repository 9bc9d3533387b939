import { Settings2 } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import { Bell } from "@/features/notices/public";
import { StageChip } from "@/features/pulse/public";
import { placeName, useMe } from "@/features/session/public";
import { useCity } from "@/shared/api/city";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { ROLES } from "@/shared/i18n/vocabulary";
import { useLiveState } from "@/shared/live/LiveProvider";
import { useNow } from "@/shared/time/clock";
import { timeOfDay } from "@/shared/time/format";
import { KeyHelp } from "@/shared/ui/KeyHelp";
import { Find } from "./Find";
import { Preferences } from "./Preferences";
import { texts } from "./texts";

export function TopBar() {
  const t = useTexts(texts);
  const say = useSay();
  const me = useMe();
  const city = useCity();
  const language = useLanguage();
  const now = useNow();
  const live = useLiveState();
  const [open, setOpen] = useState(false);
  const states = { open: t("open"), connecting: t("connecting"), waiting: t("waiting"), resting: t("resting") };
  return (
    <header className="topbar">
      <Link to="/desk" className="topbar-name">
        {say(city)} <strong>{t("product")}</strong>
      </Link>
      <Find />
      <span className="grow" />
      <StageChip />
      <span className="live" data-state={live} role="status">{states[live]}</span>
      <span className="weak" lang={language}>{timeOfDay(now)}</span>
      <span className="topbar-me">
        <span className="one-line">{me.name}</span>
        <small className="weak one-line">{[placeName(me.unit), me.roles.map((role) => say(ROLES[role])).join("、")].filter(Boolean).join(" · ")}</small>
      </span>
      <Bell />
      <KeyHelp />
      <button type="button" className="btn" data-quiet aria-haspopup="dialog" title={t("appearance")} onClick={() => { setOpen(true); }}>
        <Settings2 size={18} aria-hidden />
        <span className="sr">{t("appearance")}</span>
      </button>
      {open && <Preferences close={() => { setOpen(false); }} />}
    </header>
  );
}
