import { ChevronDown, ChevronRight, PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useId, useState } from "react";
import { NavLink, useLocation } from "react-router";

import { useCaseCount } from "@/features/cases/public";
import { useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { load, save } from "@/shared/lib/storage";
import type { NavGroup, NavItem } from "./nav";
import { GROUPS, homeOf, leadsTo, navFor, pathOf } from "./nav";
import { texts } from "./texts";

type Choices = Partial<Record<NavGroup, boolean>>;

/** All a person works with, in groups: the day's own group and the one of the page are open, others as they were left. */
export function Rail() {
  const t = useTexts(texts);
  const me = useMe();
  const [narrow, setNarrow] = useState(() => load("rail-narrow", false));
  const [choices, setChoices] = useState<Choices>(() => load("rail-groups", {}));
  const items = navFor(me.roles);
  const home = homeOf(me.roles);
  const turn = (group: NavGroup, open: boolean) => {
    const next = { ...choices, [group]: open };
    setChoices(next);
    save("rail-groups", next);
  };
  const Toggle = narrow ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav className="rail" data-narrow={narrow} aria-label={t("nav")}>
      {GROUPS.map((group) => {
        const own = items.filter((item) => item.group === group);
        const first = own.some(({ key }) => pathOf(key) === home);
        return own.length > 0 && <Group key={group} group={group} items={own} narrow={narrow} chosen={choices[group] ?? first} turn={(open) => { turn(group, open); }} />;
      })}
      <span className="grow" />
      <button type="button" className="rail-item" onClick={() => { setNarrow(!narrow); save("rail-narrow", !narrow); }}>
        <Toggle size={18} aria-hidden />
        <span className={narrow ? "sr" : ""}>{narrow ? t("expand") : t("collapse")}</span>
      </button>
    </nav>
  );
}

interface GroupProps {
  group: NavGroup;
  items: NavItem[];
  narrow: boolean;
  chosen: boolean;
  turn: (open: boolean) => void;
}

function Group({ group, items, narrow, chosen, turn }: GroupProps) {
  const t = useTexts(texts);
  const id = useId();
  const { pathname } = useLocation();
  // Where one is stays in sight, until one shuts it there.
  const [shutAt, setShutAt] = useState("");
  const here = items.some(({ key }) => leadsTo(key, pathname));
  const open = here ? shutAt !== pathname : chosen;
  const Mark = open ? ChevronDown : ChevronRight;
  return (
    <section>
      <h2>
        <button type="button" className="rail-group" aria-expanded={open} aria-controls={id} title={narrow ? t(group) : undefined}
          onClick={() => { setShutAt(open ? pathname : ""); turn(!open); }}>
          <span className={narrow ? "sr" : "grow"}>{t(group)}</span>
          <Mark size={14} aria-hidden />
        </button>
      </h2>
      <div id={id} className="rail-items" hidden={!open}>
        {items.map((item) => (
          <Item key={item.key} item={item} narrow={narrow} />
        ))}
      </div>
    </section>
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
