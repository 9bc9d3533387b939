import { Search, Settings2 } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { Link, useNavigate } from "react-router";

import { Bell } from "@/features/notices/public";
import { placeName, useMe } from "@/features/session/public";
import { useCity } from "@/shared/api/city";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { ROLES } from "@/shared/i18n/vocabulary";
import { useKeys } from "@/shared/lib/keys";
import { useLiveState } from "@/shared/live/LiveProvider";
import { useNow } from "@/shared/time/clock";
import { timeOfDay } from "@/shared/time/format";
import { KeyHelp } from "@/shared/ui/KeyHelp";
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

const NUMBER = /^\d{20,40}$/;

/** A whole number opens its case; anything else searches all cases. */
function Find() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const keys = useMemo(() => [{ keys: "Ctrl+k", label: t("searchAll"), run: () => box.current?.focus() }], [t]);
  useKeys(t("keysGo"), keys);
  return (
    <form
      className="find"
      role="search"
      aria-label={t("searchAll")}
      onSubmit={(sent) => {
        sent.preventDefault();
        const typed = box.current?.value.trim() ?? "";
        if (typed) void navigate(NUMBER.test(typed) ? `/desk/cases/${typed}` : `/desk/cases?q=${encodeURIComponent(typed)}`);
      }}
    >
      <Search size={16} aria-hidden />
      <input ref={box} type="search" maxLength={100} placeholder={t("searchAll")} aria-label={t("searchAll")} />
      <kbd>Ctrl K</kbd>
    </form>
  );
}
