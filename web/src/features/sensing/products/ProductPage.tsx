import { ArrowLeft, Copy, Download, FileUp } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { address } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { forget, load, save } from "@/shared/lib/storage";
import { useUrlState } from "@/shared/lib/urlState";
import { Panel } from "@/shared/ui/parts";
import { ErrorState, Loaded } from "@/shared/ui/states";
import { offerUndo } from "@/shared/ui/Undo";
import type { Product, ThingModel } from "../model";
import { nameOf } from "../model";
import { Differences, Effects } from "./Changes";
import { AroundContext } from "./context";
import type { Draft, Kept } from "./model";
import { blank, draftOf, merged, PROPERTY, same, touched } from "./model";
import { FactsForm, Others } from "./Others";
import { Properties } from "./Properties";
import { useNaming, useOutlook, useProduct } from "./queries";
import { ImportSheet, PublishSheet } from "./Sheets";
import { texts } from "./texts";
import { Versions } from "./Versions";
import "../sensing.css";
import "../city/city.css";
import "../device/device.css";
import "./products.css";

/** No code begins so: the page of a product that is not there yet. */
export const NEW = "~new";
const SETTLE = 350;
const TABS = ["model", "facts", "changes", "versions"] as const;
const TAB_NAMES = { model: "tabModel", facts: "tabFacts", changes: "tabChanges", versions: "tabVersions" } as const;

/** One product: its thing model as tables, what a change would do, its versions. */
export default function ProductPage() {
  const { code = NEW } = useParams();
  const [{ from }] = useUrlState(["from"] as const);
  const wanted = code === NEW ? from : code;
  const found = useProduct(wanted, wanted !== "");
  if (code !== NEW) return <Loaded query={found} rows={12}>{(one) => <Opened key={`${one.code}-${String(one.version)}`} one={one} start={draftOf(one)} />}</Loaded>;
  if (!from) return <Opened key={NEW} one={null} start={blank()} />;
  return <Loaded query={found} rows={12}>{(one) => <Opened key={`${NEW}-${from}`} one={null} start={{ ...draftOf(one), code: "" }} />}</Loaded>;
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

/** The draft of a product, kept on this machine until it is published or given up. */
function useDraft(key: string, start: Kept) {
  const [kept, setKept] = useState<Kept>(() => load<Kept>(key, start));
  const put = (next: Kept) => { setKept(next); save(key, next); };
  return {
    kept,
    change: (draft: Draft) => { put({ ...kept, draft }); },
    rebase: (base: number) => { put({ ...kept, base }); },
    drop: () => { setKept(start); forget(key); },
  };
}

function Opened({ one, start }: { one: Product | null; start: Draft }) {
  const t = useTexts(texts);
  const say = useSay();
  const go = useNavigate();
  const fixed = !hasRole(useMe(), "admin");
  const version = one?.version ?? 0;
  const key = `product-${one?.code ?? NEW}`;
  const begin = useMemo((): Kept => ({ base: version, draft: start }), [version, start]);
  const { kept, change, rebase, drop } = useDraft(key, begin);
  const { draft } = kept;
  const [{ tab }, turn] = useUrlState(["tab"] as const);
  const [sheet, setSheet] = useState<"" | "publish" | "import">("");
  const outlook = useOutlook(useCalm(draft));
  const told = outlook.data;
  const changed = one === null || !same(draft, draftOf(one));
  const rules = useNaming(draft.code, touched(told?.differences ?? [])).data ?? [];
  const stale = kept.base !== version;
  const sound = told !== undefined && told.errors.length === 0 && !outlook.isFetching && changed && !stale;
  const taken = one === null && told !== undefined && told.version !== 0 && told.version !== null;
  const put = (changes: Partial<Draft>) => { change({ ...draft, ...changes }); };
  const model = (changes: Partial<ThingModel>) => { put({ model: { ...draft.model, ...changes } }); };
  const removed = (name: string, before: Partial<ThingModel>) => {
    offerUndo({ done: t("removedDone", { name }), undone: t("restored", { name }), undo: () => { model(before); return Promise.resolve(); } });
  };
  const shown = TABS.find((each) => each === tab) ?? (one === null ? "facts" : "model");
  const tabs = TABS.filter((each) => one !== null || (each !== "versions" && each !== "changes")).filter((each) => !(fixed && each === "changes"));
  const name = say(nameOf(draft)) || t("newProduct");
  const publish = () => { if (sound && !taken) setSheet("publish"); };
  useKeys(t("title"), [
    ...tabs.map((each, at) => ({ keys: String(at + 1), label: t(TAB_NAMES[each]), run: () => { turn({ tab: each }); } })),
    ...(fixed ? [] : [
      { keys: "Alt+n", label: t("addProperty"), run: () => { turn({ tab: "model" }); model({ properties: [...draft.model.properties, PROPERTY] }); } },
      { keys: "Alt+p", label: t("publish"), run: publish },
    ]),
  ]);
  return (
    <AroundContext value={{ faults: changed ? (told?.errors ?? []) : [], fixed }}>
      <section className="queue model-page">
        <div>
          <header className="list-head">
            <Link className="btn" data-quiet to="/desk/products"><ArrowLeft size={16} aria-hidden /><span className="sr">{t("back")}</span></Link>
            <h1>{name}</h1>
            {one && <><span className="mono">{one.code}</span><span className="tag">{t("version", { n: version })}</span><Link to={`/desk/devices?product=${encodeURIComponent(one.code)}`}>{told?.devices == null ? t("itsDevices") : t("devicesN", { n: told.devices })}</Link></>}
            {changed && !fixed && <span className="model-unsaved">{t("unsaved")}</span>}
            <span className="grow" />
            {one && <a className="btn" data-quiet href={address(`/products/${one.code}/export`, { form: "json" })} download><Download size={15} aria-hidden />JSON</a>}
            {one && <a className="btn" data-quiet href={address(`/products/${one.code}/export`, { form: "xlsx" })} download><Download size={15} aria-hidden />Excel</a>}
            {!fixed && one && <Link className="btn" data-quiet to={`/desk/products/${NEW}?from=${one.code}`}><Copy size={15} aria-hidden />{t("copy")}</Link>}
            {!fixed && <button type="button" className="btn" onClick={() => { setSheet("import"); }}><FileUp size={15} aria-hidden />{t("import")}</button>}
            {!fixed && changed && <button type="button" className="btn" onClick={() => { const before = kept; drop(); offerUndo({ done: t("discarded"), undone: t("restoredDraft"), undo: () => { change(before.draft); return Promise.resolve(); } }); }}>{t("discard")}</button>}
            {!fixed && <button type="button" className="btn" data-primary disabled={!sound || taken} onClick={publish}>{t("publishDots")}</button>}
          </header>
          <nav className="model-tabs" aria-label={t("parts")}>
            {tabs.map((each) => <button key={each} type="button" className="btn" aria-pressed={each === shown} onClick={() => { turn({ tab: each }); }}>{t(TAB_NAMES[each])}{each === "changes" && told && told.differences.length > 0 && changed && <b> {told.differences.length}</b>}</button>)}
          </nav>
        </div>
        <div className="model-body" tabIndex={0} role="region" aria-label={name}>
          {fixed && <p className="weak">{t("onlyAdmin")}</p>}
          {!fixed && stale && <p className="refusal" role="alert">{t("stale", { base: kept.base, now: version })} <button type="button" className="btn" onClick={() => { rebase(version); turn({ tab: "changes" }); }}>{t("rebase", { n: version })}</button></p>}
          {taken && <p className="refusal" role="alert">{t("taken")} <Link to={`/desk/products/${draft.code}`}>{draft.code}</Link></p>}
          {changed && !fixed && told && told.errors.length > 0 && <p className="model-check" role="status" data-wrong>{t("errorsN", { n: told.errors.length })}{told.errors.slice(0, 3).map((each) => ` ${say(each.message)}`).join("")}</p>}
          {outlook.error && <ErrorState error={outlook.error} retry={() => void outlook.refetch()} />}
          {shown === "model" && (
            <>
              <Panel title={t("propertiesTitle")} flush><Properties items={draft.model.properties} change={(properties) => { model({ properties }); }} removed={(which, properties) => { removed(which, { properties }); }} /></Panel>
              <Others key={kept.base} model={draft.model} change={model} removed={removed} />
            </>
          )}
          {shown === "facts" && <Panel title={t("tabFacts")}><FactsForm draft={draft} change={put} fresh={one === null} /></Panel>}
          {shown === "changes" && told && <Panel title={t("changesTitle", { n: version })}><Effects devices={told.devices} consequences={told.consequences} rules={rules} /><Differences items={told.differences} /></Panel>}
          {shown === "versions" && one && <Panel title={t("tabVersions")}><Versions code={one.code} inForce={version} take={(body) => { change(body); turn({ tab: "changes" }); }} /></Panel>}
        </div>
        {sheet === "publish" && told && <PublishSheet kept={kept} outlook={told} rules={rules} close={() => { setSheet(""); }} done={(code) => { forget(key); setSheet(""); void go(`/desk/products/${code}`, { replace: true }); }} />}
        {sheet === "import" && <ImportSheet close={() => { setSheet(""); }} take={(read) => { change(merged(draft, read, one === null)); }} />}
      </section>
    </AroundContext>
  );
}
