import { App } from "antd";
import { useEffect, useMemo, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { forget, load, save } from "@/shared/lib/storage";
import { useUrlState } from "@/shared/lib/urlState";
import { ErrorState, Loaded } from "@/shared/ui/states";
import type { Around } from "./editor/context";
import { AroundContext } from "./editor/context";
import { Editor } from "./editor/Editor";
import type { Named, Rule, RuleRow } from "./model";
import { blank, same, tidy } from "./model";
import type { Product } from "./queries";
import { useCheck, useConditions, useProducts, useRule, useSave } from "./queries";
import { Rehearsal } from "./rehearsal/Rehearsal";
import { SwitchSheet } from "./SwitchSheet";
import { RuleText } from "./editor/Text";
import { texts } from "./texts";
import { Versions } from "./Versions";
import "../alarms.css";
import "./rules.css";

const NEW = "new";
const SETTLE = 350;
const NOWHERE: Product[] = [];

/** One rule: its form, its rehearsal on history, its versions. */
export default function RulePage() {
  const { code = NEW } = useParams();
  const rule = useRule(code, code !== NEW);
  const named = useConditions();
  const products = useProducts();
  const [switching, setSwitching] = useState<Switching | null>(null);
  const both = { data: named.data, error: named.error, isPending: named.isPending, refetch: named.refetch };
  const open = (row: RuleRow | null) => <Loaded query={both}>{(known) => <Opened key={`${code}-${String(row?.version)}`} row={row} turn={setSwitching} named={known} products={products.data ?? NOWHERE} />}</Loaded>;
  return (
    <>
      {code === NEW ? open(null) : <Loaded query={rule} rows={12}>{open}</Loaded>}
      {switching && <SwitchSheet {...switching} close={() => { setSwitching(null); }} />}
    </>
  );
}

/** Which version is asked about; it outlives the form, which is made anew when a version is stored. */
interface Switching {
  code: string;
  name: string;
  from: number | null;
  to: number | null;
}

/** The value once it has been left alone for a moment. */
function useCalm<T>(value: T): T {
  const [calm, setCalm] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => { setCalm(value); }, SETTLE);
    return () => { clearTimeout(timer); };
  }, [value]);
  return calm;
}

const TABS = ["edit", "text", "rehearse", "versions"] as const;
const TAB_NAMES = { edit: "tabEdit", text: "asText", rehearse: "tabRehearse", versions: "tabVersions" } as const;

interface OpenedProps {
  row: RuleRow | null;
  named: ReadonlyMap<string, Named>;
  products: Product[];
  turn: (asked: Switching) => void;
}

function Opened({ row, named, products, turn }: OpenedProps) {
  const t = useTexts(texts);
  const say = useSay();
  const me = useMe();
  const stored = useMemo(() => row?.body ?? blank(""), [row]);
  const kept = `rule-${row?.code ?? NEW}-${String(row?.version ?? 0)}`;
  const [rule, setRule] = useState<Rule>(() => load<Rule>(kept, stored));
  const [{ tab }, go] = useUrlState(["tab"] as const);
  const shown = TABS.find((one) => one === tab) ?? "edit";
  const asked = useMemo(() => tidy(rule), [rule]);
  const checked = useCheck(useCalm(asked));
  const fixed = !hasRole(me, "dispatcher", "admin");
  const changed = !same(asked, tidy(stored));
  const change = (next: Rule) => {
    setRule(next);
    save(kept, next);
  };
  const around: Around = { named, products, product: rule.subject.product, faults: checked.data?.errors ?? [], fixed };
  const name = say({ zh: rule.zh || t("newRule"), en: rule.en || rule.zh || t("newRule") });
  const tabs = TABS.filter((one) => !(row === null && one === "versions") && !(fixed && one === "rehearse"));
  return (
    <AroundContext value={around}>
      <section className="queue rule-page">
        <Head {...{ row, name, asked, changed, fixed, kept, turn }} sound={checked.data?.ok === true && !checked.isFetching} back={() => { setRule(stored); forget(kept); }} />
        <div className="rule-body" tabIndex={0} role="region" aria-label={name}>
          <nav className="rule-tabs" aria-label={t("parts")}>
            {tabs.map((one) => <button key={one} type="button" className="btn" aria-pressed={one === shown} data-primary={one === shown || undefined} onClick={() => { go({ tab: one === "edit" ? "" : one }); }}>{t(TAB_NAMES[one])}</button>)}
          </nav>
          <p className="rule-check" role="status" data-wrong={checked.data?.ok === false}>
            {checked.data?.ok
              ? t("watchesNow", { devices: checked.data.devices ?? 0, subjects: checked.data.subjects ?? 0 })
              : checked.data?.errors.map((one) => say(one.message)).join(" ")}
          </p>
          {checked.error && <ErrorState error={checked.error} />}
          {shown === "edit" && <Editor rule={rule} change={change} fresh={row === null} />}
          {shown === "text" && <RuleText rule={rule} change={change} fixed={fixed} />}
          {shown === "rehearse" && <Rehearsal rule={asked} row={row} sound={checked.data?.ok === true} />}
          {shown === "versions" && row && <Versions row={row} fixed={fixed} take={(body) => { change(body); go({ tab: "" }); }} />}
        </div>
      </section>
    </AroundContext>
  );
}

interface HeadProps {
  row: RuleRow | null;
  name: string;
  asked: Rule;
  changed: boolean;
  fixed: boolean;
  kept: string;
  sound: boolean;
  back: () => void;
  turn: (asked: Switching) => void;
}

function Head({ row, name, asked, changed, fixed, kept, sound, back, turn }: HeadProps) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const { message } = App.useApp();
  const storing = useSave();
  const running = row?.running ?? null;
  const setSwitching = (to: number | null) => { turn({ code: asked.code, name, from: running, to }); };
  const store = async () => {
    const { version } = await storing.mutateAsync(asked);
    forget(kept);
    void message.success(t("saved", { n: version }));
    if (row === null) void navigate(`/desk/alarm-rules/${asked.code}`, { replace: true });
    setSwitching(version);
  };
  return (
    <header className="list-head rule-head">
      <Link to="/desk/alarm-rules">{t("title")}</Link>
      <h1>{name}</h1>
      {row && <span className="weak">{running === null ? t("off") : t("runs", { n: running })}{running !== row.version && ` · ${t("draft", { n: row.version })}`}</span>}
      {changed && <span className="rule-changed">{t("unsaved")}</span>}
      <span className="grow" />
      {!fixed && changed && row && <button type="button" className="btn" onClick={back}>{t("discard")}</button>}
      {!fixed && row && !changed && running !== row.version && <button type="button" className="btn" onClick={() => { setSwitching(row.version); }}>{t("switchTo", { n: row.version })}</button>}
      {!fixed && row && running !== null && <button type="button" className="btn" onClick={() => { setSwitching(null); }}>{t("switchOff")}</button>}
      {!fixed && <button type="button" className="btn" data-primary disabled={!sound || !(changed || row === null) || storing.isPending} onClick={() => { void store().catch(() => undefined); }}>{t("save")}</button>}
      {storing.error && <ErrorState error={storing.error} />}
    </header>
  );
}
