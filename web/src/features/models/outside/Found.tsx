import { useState } from "react";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Panel } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import { share } from "../model";
import { Daily } from "./Daily";
import { LimitForm } from "./Limits";
import { useEffectOf, useFindingLimit, useRates, useSenders, useStrategies } from "./queries";
import type { Strategy } from "./strategy";
import { StrategySheet } from "./StrategySheet";
import { Table } from "./Table";
import { texts } from "./texts";

/** What algorithms outside found, what strategies dropped and why, how often each was right at each site. */
export function Found() {
  const t = useTexts(texts);
  const say = useSay();
  const effect = useEffectOf();
  const rates = useRates();
  const strategies = useStrategies();
  const may = hasRole(useMe(), "dispatcher", "supervisor", "admin");
  const [editing, edit] = useState<Strategy | "new" | null>(null);
  return (
    <div className="quality-grid">
      <Panel title={t("effect")}>
        <Loaded query={effect} rows={3}>
          {({ items, outcomes }) => items.length === 0 ? <p className="weak">{t("noFindings")}</p> : (
            <Table
              label={t("effect")}
              head={[t("kind"), t("strategy"), t("raw"), t("valid"), t("confirmed"), t("falseAlarms"), t("dropped")]}
              rows={items.map((one) => ({
                key: `${one.kind} ${one.strategy ?? ""}`,
                cells: [
                  one.kind, one.strategy ?? t("none"), one.raw, one.valid, share(one.confirmed), share(one.false_alarms),
                  outcomes.filter(({ code }) => one.dropped[code]).map((reason) => `${say(reason)} ${String(one.dropped[reason.code])}`).join(" · ") || t("none"),
                ],
              }))}
            />
          )}
        </Loaded>
      </Panel>
      <Panel title={t("rates")}>
        <Loaded query={rates} rows={3}>
          {({ items }) => items.length === 0 ? <p className="weak">{t("noFindings")}</p> : (
            <Table
              label={t("rates")}
              head={[t("site"), t("month"), t("source"), t("kind"), t("raw"), t("valid"), t("confirmed"), t("falseAlarms")]}
              rows={items.map((one) => ({
                key: `${one.period}${one.model ?? ""}${one.source}${one.kind}${one.site}`,
                cells: [one.site, one.period.slice(0, 7), one.source, one.kind, one.raw, one.valid, share(one.confirmed), share(one.false_alarms)],
              }))}
            />
          )}
        </Loaded>
      </Panel>
      <Panel title={t("daily")}><Daily /></Panel>
      <Panel title={t("strategies")}>
        <Loaded query={strategies} rows={2}>
          {({ items }) => items.length === 0 ? <p className="weak">{t("noStrategies")}</p> : <ul className="quality-list">{items.map((one) => <Rule key={one.code} one={one} edit={may ? () => { edit(one); } : null} />)}</ul>}
        </Loaded>
        {may && <button type="button" className="btn" onClick={() => { edit("new"); }}>{t("addStrategy")}</button>}
      </Panel>
      <Panel title={t("senders")}><Senders /></Panel>
      {editing && <StrategySheet one={editing === "new" ? null : editing} outcomes={effect.data?.outcomes ?? []} close={() => { edit(null); }} />}
    </div>
  );
}

/** Who sends how much, against what it may send a day. */
function Senders() {
  const t = useTexts(texts);
  const query = useSenders();
  const saving = useFindingLimit();
  const may = hasRole(useMe(), "admin");
  return (
    <Loaded query={query} rows={2}>
      {({ items, others }) => (
        <>
          {items.length === 0 ? <p className="weak">{t("noFindings")}</p> : (
            <Table label={t("senders")} head={[t("client"), t("today"), t("days30"), t("mostADay"), t("perDay")]}
              rows={items.map((one) => ({ key: one.client, cells: [<span key="c" className="mono">{one.client}</span>, one.today, one.sent, one.most, one.per_day] }))} />
          )}
          <p className="weak">{t("othersMay", { n: others })}</p>
          {may && <LimitForm clients={items.map(({ client }) => client)} priced={false} save={({ client, per_day }) => saving.mutateAsync({ client, per_day })} />}
        </>
      )}
    </Loaded>
  );
}

function Rule({ one, edit }: { one: Strategy; edit: (() => void) | null }) {
  const t = useTexts(texts);
  const say = useSay();
  const asked = [
    t("least", { n: one.least_confidence }),
    one.confirm.m > 1 ? t("confirmOf", { n: one.confirm.n, m: one.confirm.m }) : null,
    one.debounce_s > 0 ? t("rest", { n: one.debounce_s }) : null,
    one.merge.metres > 0 ? t("near", { n: one.merge.metres }) : null,
  ];
  return (
    <li>
      <strong>{say({ zh: one.zh, en: one.en || one.zh })}</strong> <span className="weak">{one.code} · {t("version", { n: one.version })} · {t(one.enabled ? "enabled" : "off")}</span>
      <p>{asked.filter(Boolean).join(" · ")}</p>
      <p className="weak">{one.sites.join(" ") || t("allSites")}</p>
      {edit && <button type="button" className="btn" onClick={edit}>{t("editStrategy")}</button>}
    </li>
  );
}
