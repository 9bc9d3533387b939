import { Link, Navigate, useParams } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { useUrlState } from "@/shared/lib/urlState";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { pageOf, query, SIDES } from "./model";
import { pieceOf } from "./periods";
import { today, useBehind, useCatalogue } from "./queries";
import { texts } from "./texts";
import "./indicators.css";

const KEYS = ["period", "area", "unit", "matter", "channel", "version", "side", "after", "from"] as const;
const listOf = (numbers: string[]): string => `/desk/cases?${new URLSearchParams({ number: numbers.join(",") }).toString()}`;

/** The cases behind a figure: those that fit in one list open at once, more are opened list by list. */
export function CasesPage() {
  const { code = "" } = useParams();
  const t = useTexts(texts);
  const language = useLanguage();
  const [{ side: named, after, from, ...state }, change] = useUrlState(KEYS);
  const side = SIDES.find((one) => one === named) ?? "numerator";
  const asked = { ...state, period: state.period || pieceOf(today(), "month") };
  const found = useBehind(code, asked, side, after);
  const list = useCatalogue();
  const name = list.data?.find((one) => one.code === code)?.[language] ?? code;
  const first = Number(from || "1");
  return (
    <section className="page indicators" aria-label={name} tabIndex={0}>
      <header className="list-head">
        <h1>{t("casesTitle", { name, side: t(side), period: asked.period })}</h1>
        <span className="grow" />
        <div className="indicator-groups" role="group" aria-label={t("side")}>
          {SIDES.map((one) => <button key={one} type="button" className="btn" aria-pressed={one === side} onClick={() => { change({ side: one, after: "", from: "" }); }}>{t(one)}</button>)}
        </div>
      </header>
      <nav className="indicator-cuts"><Link to={pageOf(code, query(asked))}>{name}</Link></nav>
      <Loaded query={found} rows={4}>
        {({ numbers, next }) => {
          if (numbers.length === 0) return <EmptyState title={t("casesNone")} />;
          if (!next && !after && found.isFetchedAfterMount) return <Navigate to={listOf(numbers)} replace />;
          return (
            <p className="indicator-pages">
              <span>{t("casesFirst", { from: first, to: first + numbers.length - 1 })}</span>
              <Link className="btn" data-primary to={listOf(numbers)}>{t("openList", { n: numbers.length })}</Link>
              {next && <button type="button" className="btn" onClick={() => { change({ after: next, from: String(first + numbers.length) }); }}>{t("nextCases")}</button>}
            </p>
          );
        }}
      </Loaded>
    </section>
  );
}
