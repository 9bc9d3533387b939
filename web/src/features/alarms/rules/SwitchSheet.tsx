import { App } from "antd";

import { useTexts } from "@/shared/i18n/catalogue";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState, Loaded } from "@/shared/ui/states";
import { useSay } from "@/shared/i18n/language";
import { useLevelName } from "../LevelMark";
import { propertiesOf, same } from "./model";
import type { Rule } from "./model";
import { useCheck, usePrecision, useSwitch, useVersions } from "./queries";
import { texts } from "./texts";

interface Props {
  code: string;
  name: string;
  from: number | null;
  to: number | null;
  close: () => void;
}
const YEAR_D = 366;

/** Before a rule is switched: what will happen. */
export function SwitchSheet(props: Props) {
  const t = useTexts(texts);
  const versions = useVersions(props.code);
  const title = props.to === null ? t("switchOffTitle", { name: props.name }) : t("switchTitle", { name: props.name, n: props.to });
  return (
    <Sheet title={title} onClose={props.close}>
      <Loaded query={versions} rows={4}>
        {(all) => {
          const bodyOf = (version: number | null): Rule | undefined => all.find((one) => one.version === version)?.body;
          return <Ask {...props} now={bodyOf(props.from)} then={bodyOf(props.to)} />;
        }}
      </Loaded>
    </Sheet>
  );
}

function Ask({ code, from, to, close, now, then }: Props & { now: Rule | undefined; then: Rule | undefined }) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const levelName = useLevelName();
  const turn = useSwitch();
  const living = usePrecision(YEAR_D).data?.get(code)?.living ?? 0;
  const anew = now !== undefined && then !== undefined && !(same(now.subject, then.subject) && same(now.levels, then.levels) && now.stale_after === then.stale_after);
  const send = async () => {
    await turn.mutateAsync({ code, version: to });
    void message.success(to === null ? t("switchedOff") : t("switchedOn", { n: to }));
    close();
  };
  return (
    <form className="alarm-form" onSubmit={(sent) => { sent.preventDefault(); void send().catch(() => undefined); }}>
      <ul className="effect rule-effects">
        {to === null ? <li>{t("offEffect")}</li> : from === null ? <li>{t("onEffect", { n: to })}</li> : <li>{t("replaceEffect", { n: to, old: from })}</li>}
        {then && <Watches rule={then} />}
        {living > 0 && <li>{t("livingEffect", { n: living })}</li>}
        {anew && <li>{t("anewEffect")}</li>}
        {then && <li>{then.report ? t("reportEffect", { level: levelName(then.report.at ?? "blue") }) : t("noReport")}</li>}
      </ul>
      {turn.error && <ErrorState error={turn.error} />}
      <div className="form-foot">
        <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
        <button type="submit" className="btn" data-primary disabled={turn.isPending}>{to === null ? t("switchOff") : t("switchOn")}</button>
      </div>
    </form>
  );
}

function Watches({ rule }: { rule: Rule }) {
  const t = useTexts(texts);
  const say = useSay();
  const { data } = useCheck(rule);
  if (!data) return null;
  if (!data.ok) return <li className="problem">{t("willRest", { why: say(data.errors[0]?.message) })}</li>;
  return <li>{t("watchEffect", { n: data.devices ?? 0, props: propertiesOf(rule).join("、") || t("noProperty") })}</li>;
}
