import { useTexts } from "@/shared/i18n/catalogue";
import { useUrlState } from "@/shared/lib/urlState";
import { Alerts } from "./Alerts";
import { Rules } from "./Rules";
import { Stage } from "./Stage";
import { texts } from "./texts";
import "./vitals.css";

const KEYS = ["tab", "closed"] as const;
const TABS = ["alerts", "stage", "rules"] as const;

/** 体征预警: what deviates and what it turned out to be, the stage of the city, and the rules that watch. */
export function VitalsPage() {
  const t = useTexts(texts);
  const [state, change] = useUrlState(KEYS);
  const tab = TABS.find((one) => one === state.tab) ?? "alerts";
  return (
    <section className="page vitals" aria-label={t("title")} tabIndex={0}>
      <header className="list-head">
        <h1>{t("title")}</h1>
        <span className="grow" />
        <nav className="vital-tabs" aria-label={t("title")}>
          {TABS.map((one) => <button key={one} type="button" className="btn" aria-pressed={one === tab} onClick={() => { change({ tab: one === "alerts" ? "" : one }); }}>{t(one)}</button>)}
        </nav>
      </header>
      {tab === "alerts" && <Alerts closed={state.closed !== ""} show={(closed) => { change({ closed: closed ? "1" : "" }); }} />}
      {tab === "stage" && <Stage />}
      {tab === "rules" && <Rules />}
    </section>
  );
}
