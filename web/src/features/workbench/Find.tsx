import { Search } from "lucide-react";
import { useId, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";

import { useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useKeys } from "@/shared/lib/keys";
import { navFor, pathOf } from "./nav";
import { texts } from "./texts";

const NUMBER = /^\d{20,40}$/;
const MOST = 8;

/** One box for all: a whole number opens its case, the name of a page opens it, anything else searches all cases. */
export function Find() {
  const t = useTexts(texts);
  const me = useMe();
  const navigate = useNavigate();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const keys = useMemo(() => [{ keys: "Ctrl+k", label: t("searchAll"), run: () => box.current?.focus() }], [t]);
  useKeys(t("keysGo"), keys);
  const words = typed.trim();
  const whole = NUMBER.test(words);
  const pages = navFor(me.roles).filter(({ key }) => `${t(key)} ${key}`.toLowerCase().includes(words.toLowerCase())).slice(0, MOST);
  const choices = words === "" ? [] : [
    { to: whole ? `/desk/cases/${words}` : `/desk/cases?q=${encodeURIComponent(words)}`, words: t(whole ? "openCase" : "findCases", { typed: words }), icon: Search },
    ...pages.map(({ key, icon }) => ({ to: pathOf(key), words: t(key), icon })),
  ];
  const shown = open && choices.length > 0;
  const go = (to: string | undefined) => {
    setOpen(false);
    if (to) void navigate(to);
  };
  const press = (pressed: React.KeyboardEvent) => {
    if (pressed.key === "ArrowDown") setAt((n) => Math.min(n + 1, choices.length - 1));
    else if (pressed.key === "ArrowUp") setAt((n) => Math.max(n - 1, 0));
    else if (pressed.key === "Escape" && shown) setOpen(false);
    else return;
    pressed.preventDefault();
    pressed.stopPropagation();
  };
  return (
    <form className="find" role="search" aria-label={t("searchAll")} onSubmit={(sent) => { sent.preventDefault(); go(choices[at]?.to); }}>
      <Search size={16} aria-hidden />
      <input ref={box} type="search" role="combobox" aria-expanded={shown} aria-controls={id} aria-autocomplete="list" aria-activedescendant={shown ? `${id}-${String(at)}` : undefined}
        autoComplete="off" maxLength={100} placeholder={t("searchAll")} aria-label={t("searchAll")} value={typed}
        onChange={(change) => { setTyped(change.target.value); setOpen(true); setAt(0); }} onKeyDown={press} onFocus={() => { setOpen(true); }} onBlur={() => { setOpen(false); }} />
      <kbd>Ctrl K</kbd>
      <ul id={id} role="listbox" aria-label={t("found")} hidden={!shown}>
        {choices.map(({ to, words: said, icon: Icon }, index) => (
          <li key={to} id={`${id}-${String(index)}`} role="option" aria-selected={index === at} onPointerDown={(pressed) => { pressed.preventDefault(); go(to); }}>
            <Icon size={16} aria-hidden />
            <span className="one-line">{said}</span>
          </li>
        ))}
      </ul>
    </form>
  );
}
