import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Panel } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import { share } from "../model";
import type { Strategy } from "./queries";
import { useEffectOf, useRates, useStrategies } from "./queries";
import { Table } from "./Table";
import { texts } from "./texts";

/** What algorithms outside found, what strategies dropped and why, how often each was right at each site. */
export function Found() {
  const t = useTexts(texts);
  const say = useSay();
  const effect = useEffectOf();
  const rates = useRates();
  const strategies = useStrategies();
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
      <Panel title={t("strategies")}>
        <Loaded query={strategies} rows={2}>
          {({ items }) => items.length === 0 ? <p className="weak">{t("noStrategies")}</p> : <ul className="quality-list">{items.map((one) => <Rule key={one.code} one={one} />)}</ul>}
        </Loaded>
      </Panel>
    </div>
  );
}

function Rule({ one }: { one: Strategy }) {
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
    </li>
  );
}
