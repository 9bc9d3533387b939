import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useState } from "react";
import { NavLink } from "react-router";

import { useCaseCount } from "@/features/cases/public";
import { useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { load, save } from "@/shared/lib/storage";
import type { NavItem } from "./nav";
import { navFor, pathOf } from "./nav";
import { texts } from "./texts";

const GROUPS = ["work", "base", "manage"] as const;

export function Rail() {
  const t = useTexts(texts);
  const me = useMe();
  const [narrow, setNarrow] = useState(() => load("rail-narrow", false));
  const items = navFor(me.roles);
  const Toggle = narrow ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav className="rail" data-narrow={narrow} aria-label={t("nav")}>
      {GROUPS.map((group) => {
        const own = items.filter((item) => item.group === group);
        return own.length === 0 ? null : (
          <section key={group}>
            <h2>{t(group)}</h2>
            {own.map((item) => (
              <Item key={item.key} item={item} narrow={narrow} />
            ))}
          </section>
        );
      })}
      <span className="grow" />
      <button type="button" className="rail-item" onClick={() => { setNarrow(!narrow); save("rail-narrow", !narrow); }}>
        <Toggle size={18} aria-hidden />
        <span className={narrow ? "sr" : ""}>{narrow ? t("expand") : t("collapse")}</span>
      </button>
    </nav>
  );
}

const CAPPED = "9999+";

function Item({ item, narrow }: { item: NavItem; narrow: boolean }) {
  const t = useTexts(texts);
  const { icon: Icon, key, count } = item;
  const found = useCaseCount(count ?? {}, count !== undefined);
  const number = found.data ? (found.data.total > 9999 ? CAPPED : String(found.data.total)) : "";
  return (
    <NavLink to={pathOf(key)} className="rail-item" title={narrow ? t(key) : undefined}>
      <Icon size={18} aria-hidden />
      <span className={narrow ? "sr" : "one-line"}>{t(key)}</span>
      {count && !narrow && number !== "0" && <small>{number}</small>}
    </NavLink>
  );
}
