import { Link } from "react-router";

import { shown } from "@/features/pulse/public";
import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { When } from "@/shared/ui/parts";
import { EmptyState, ErrorState, Loaded } from "@/shared/ui/states";
import type { Alert, Result } from "./queries";
import { RESULTS, useAlerts, useVitalAct } from "./queries";
import { texts } from "./texts";

/** Open alerts, the gravest first; each opens its indicator and its case, and is closed with what it turned out to be. */
export function Alerts({ closed, show }: { closed: boolean; show: (closed: boolean) => void }) {
  const t = useTexts(texts);
  const alerts = useAlerts(!closed);
  const close = useVitalAct(({ id, result }: { id: string; result: Result }) => api.post(`/vitals/alerts/${id}/close`, { result }));
  return (
    <>
      <label className="vital-closed"><input type="checkbox" checked={closed} onChange={({ target }) => { show(target.checked); }} /> {t("withClosed")}</label>
      {close.error && <ErrorState error={close.error} />}
      <Loaded query={alerts} rows={6}>
        {(items) => items.length === 0 ? <EmptyState title={t("none")}><p>{t("noneText")}</p></EmptyState> : (
          <ul className="vital-list">
            {items.map((one) => <Row key={one.id} one={one} busy={close.isPending} close={(result) => { close.mutate({ id: one.id, result }); }} />)}
          </ul>
        )}
      </Loaded>
    </>
  );
}

function Row({ one, busy, close }: { one: Alert; busy: boolean; close: (result: Result) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const unit = one.unit ?? "";
  const where = one.area_name ?? t("city");
  return (
    <li className="panel vital-alert" data-colour={one.colour}>
      <span className="vital-colour">{t(one.colour)}</span>
      <div>
        <strong>{say(one.title)}</strong>
        <p>
          <Link to={`/desk/indicators/${one.indicator}${one.area ? `?area=${one.area}` : ""}`}>{say(one.name) || one.indicator}</Link> · {where} · {t("since", { period: one.since })}
        </p>
        <p>{t("against", { value: shown(one.value, unit, language), limit: one.limit === null ? "—" : shown(one.limit, unit, language) })} <span className="weak">{t("strength", { n: one.strength.toFixed(1) })}</span></p>
        {one.advice && <p className="weak">{say(one.advice)}</p>}
        <p className="weak small"><When at={one.at} />{one.case_number && <> · <Link className="mono" to={`/desk/cases/${one.case_number}`}>{one.case_number}</Link></>}</p>
      </div>
      {one.closed_at ? <span className="tag">{t(one.result ?? "recovered")}</span> : (
        <span className="vital-acts">{RESULTS.map((result) => <button key={result} type="button" className="btn" disabled={busy} onClick={() => { close(result); }}>{t(result)}</button>)}</span>
      )}
    </li>
  );
}
