import { useMemo, useState } from "react";
import { Link } from "react-router";

import { ActionSheet, CaseQueue, Evidence, Marks, Unmask, useActions } from "@/features/cases/public";
import { useMatter } from "@/features/matters/public";
import type { ActionOffer, CaseDetail } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { MapView } from "@/shared/map/MapView";
import { Panel, StageTag, stageTone } from "@/shared/ui/parts";
import { Sheet } from "@/shared/ui/Sheet";
import { texts } from "./texts";
import "./checking.css";

const CHECKED = { stage: "review,verify,callback,closing", sort: "due_at" };
/** Keys of the acts of this page: pass, fail, call back, close. */
const LETTERS: Record<string, string> = { pass_review: "p", verify_pass: "p", fail_review: "f", verify_fail: "f", call_back: "c", close: "e" };

/** Review, verify, call back and close: what was demanded beside what was done. */
export default function CheckPage() {
  const t = useTexts(texts);
  const empty = useMemo(() => ({ title: t("empty"), text: t("emptyText") }), [t]);
  return <CaseQueue title={t("title")} filters={CHECKED} staged empty={empty}>{(one, decided) => <Judge one={one} decided={decided} />}</CaseQueue>;
}

function Judge({ one, decided }: { one: CaseDetail; decided: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const actions = useActions(one.number);
  const [open, setOpen] = useState<ActionOffer | null>(null);
  const offers = useMemo(() => (actions.data ?? []).filter((offer) => LETTERS[offer.action]), [actions.data]);
  const allowed = offers.filter((offer) => offer.allowed);
  const keys = useMemo(
    () => offers.filter((offer) => offer.allowed).map((offer) => ({ keys: LETTERS[offer.action] ?? "", label: say(offer.label), run: () => { setOpen(offer); } })),
    [offers, say],
  );
  useKeys(t("keys"), keys);
  return (
    <div className="queue-focus">
      <div className="queue-focus-main">
        <header>
          <p className="weak">
            <Link className="mono" to={`/desk/cases/${one.number}`}>{one.number}</Link> · {[one.matter?.name, one.address, one.unit?.name].filter(Boolean).join(" · ")}
          </p>
          <p className="check-line"><StageTag stage={one.stage} side={one.side} /><Marks one={one} /></p>
        </header>
        <p className="pre focus-text">{one.text}</p>
        <Demand one={one} />
        {one.stage === "callback" && <Script one={one} />}
        <div className="focus-acts">
          {allowed.map((offer) => (
            <button key={offer.action} type="button" className="btn" data-primary={offer.primary ? true : undefined} onClick={() => { setOpen(offer); }}>
              {say(offer.label)}
              <kbd>{LETTERS[offer.action]}</kbd>
            </button>
          ))}
          {actions.data && allowed.length === 0 && <span className="weak">{offers.map((offer) => say(offer.reason)).find(Boolean) ?? t("notYours")}</span>}
        </div>
        <h2>{t("evidence")}</h2>
        <Evidence one={one} />
      </div>
      <div className="queue-focus-side">
        <Panel title={t("place")} flush>
          {one.lon !== null && one.lat !== null ? (
            <MapView height="260px" label={t("place")} highlight={one.area?.code ?? null} focus={{ lon: one.lon, lat: one.lat }} points={[{ id: one.number, lon: one.lon, lat: one.lat, tone: stageTone(one.stage) }]} />
          ) : (
            <p className="weak panel-body">{t("noPlace")}</p>
          )}
        </Panel>
        <Panel title={t("reporter")}><Unmask number={one.number} /></Panel>
      </div>
      {open && (
        <Sheet title={say(open.label)} onClose={() => { setOpen(null); }}>
          <ActionSheet one={one} offer={open} bare={false} close={() => { setOpen(null); }} done={() => { setOpen(null); decided(); }} />
        </Sheet>
      )}
    </div>
  );
}

/** What the matter demands for closing, beside what the unit says it did. */
function Demand({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const standard = useMatter(one.matter?.key)?.closing_standard;
  const rows: [string, string | null | undefined][] = [[t("standard"), standard], [t("result"), one.result], [t("reply"), one.public_reply]];
  return (
    <dl className="demand">
      {rows.map(([name, words]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={words ? "pre" : "weak"}>{words || t("none")}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What to say on the phone. */
function Script({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  return <blockquote className="script">{t("script", { what: one.title.slice(0, 40), reply: one.public_reply || t("none") })}</blockquote>;
}
