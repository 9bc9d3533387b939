import type { ReactNode } from "react";

import { useMe } from "@/features/session/public";
import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { EmptyState, ErrorState, Loaded } from "@/shared/ui/states";
import type { Colour, RuleItem } from "./queries";
import { useRules, useVitalAct } from "./queries";
import { texts } from "./texts";

const COLOURS: Colour[] = ["blue", "yellow", "orange", "red"];

/** The rules that watch indicators: what they say, what they would have raised, and which version watches. */
export function Rules() {
  const t = useTexts(texts);
  const rules = useRules();
  const roles = useMe().roles;
  const maySet = roles.includes("leader") || roles.includes("supervisor");
  const rehearse = useVitalAct((code: string) => api.post(`/vitals/rules/${code}/rehearse`));
  const turn = useVitalAct(({ code, ...body }: { code: string; version: number; on: boolean }) => api.post(`/vitals/rules/${code}/switch`, body));
  const busy = rehearse.isPending || turn.isPending;
  const error = rehearse.error ?? turn.error;
  return (
    <>
      {error && <ErrorState error={error} />}
      <Loaded query={rules} rows={5}>
        {(items) => items.length === 0 ? <EmptyState title={t("noRules")}><p>{t("noRulesText")}</p></EmptyState> : (
          <ul className="vital-list">
            {items.map((one) => (
              <Row key={one.rule.code} one={one}>
                {maySet && (
                  <span className="vital-acts">
                    <button type="button" className="btn" disabled={busy} onClick={() => { rehearse.mutate(one.rule.code); }}>{t("rehearse")}</button>
                    <button type="button" className="btn" disabled={busy || (!isOn(one) && !one.rehearsed)} onClick={() => { turn.mutate({ code: one.rule.code, version: one.version, on: !isOn(one) }); }}>{t(isOn(one) ? "switchOff" : "switchOn")}</button>
                  </span>
                )}
              </Row>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}

const isOn = (one: RuleItem): boolean => one.watching === one.version;

function Row({ one, children }: { one: RuleItem; children: ReactNode }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { rule } = one;
  const limits = COLOURS.filter((colour) => rule.limits.levels[colour] !== undefined).map((colour) => `${t(colour)} ${rule.side === "above" ? ">" : "<"} ${String(rule.limits.levels[colour])}`).join("，");
  return (
    <li className="panel vital-alert">
      <span className="tag">{one.watching ? t("watching", { n: one.watching }) : t("off")}</span>
      <div>
        <strong>{rule[language]}</strong> <span className="weak mono">{rule.code} · {rule.indicator}</span>
        <p>{t(rule.grain)} · {t(rule.limits.kind)} · {limits}；{t("clearAt", { n: rule.limits.clear })}；{t("runs", { a: rule.raise_after, b: rule.clear_after })}</p>
        <p className="weak">{one.rehearsed ? t("rehearsed", { n: one.version, pieces: one.rehearsed.known, alerts: one.rehearsed.alerts }) : t("notRehearsed", { n: one.version })}</p>
      </div>
      {children}
    </li>
  );
}
