import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Loaded } from "@/shared/ui/states";
import { Chart } from "../chart/Chart";
import { stepFor } from "../chart/scale";
import type { Product } from "../model";
import { nameOf, spoken } from "../model";
import type { AlarmOf } from "../queries";
import { limitsOf, propertiesIn } from "./model";
import type { Device, RuleRow } from "./queries";
import { useDoubtful, useHistory } from "./queries";
import { texts } from "./texts";

interface Props {
  one: Device;
  product: Product | undefined;
  span: { from: number; to: number };
  alarms: AlarmOf[];
  rules: RuleRow[];
}

/** The past of every property: each with what was doubted, what alarmed and where its rules begin. */
export function Charts({ one, product, span, alarms, rules }: Props) {
  const t = useTexts(texts);
  const say = useSay();
  const step = stepFor(span.to - span.from);
  const asked = { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() };
  const history = useHistory(one.code, asked, step, true);
  const doubts = useDoubtful(one.code, true).data ?? [];
  const yes = (on: boolean): string => (on ? t("yes") : t("no"));
  const properties = product?.model.properties ?? [];
  const inSight = alarms.filter(({ raised_at: raised, cleared_at: cleared, closed_at: closed }) => Date.parse(raised) < span.to && Date.parse(cleared ?? closed ?? asked.to) >= span.from);
  if (properties.length === 0) return <p className="weak">{t("noProperties")}</p>;
  return (
    <Loaded query={history} rows={8}>
      {(series) => (
        <div className="charts" aria-busy={history.isPlaceholderData}>
          {properties.map((property) => {
            const names = property.kind === "enum" ? new Map(property.members.map((one) => [one.value, say(nameOf(one))])) : property.kind === "boolean" ? new Map([[0, yes(false)], [1, yes(true)]]) : undefined;
            const own = inSight.filter((alarm) => {
              const mentioned = propertiesIn(rules.find(({ code }) => code === alarm.rule)?.body.levels);
              return mentioned.size === 0 || mentioned.has(property.code);
            });
            return (
              <Chart key={property.code} title={say(nameOf(property))} bins={series.get(property.code) ?? []} from={span.from} to={span.to} step={step} every={property.every_s}
                doubts={doubts.filter((doubt) => doubt.property === property.code).map(({ id, at, value, reason }) => ({ id, at: Date.parse(at), value, reason })).filter(({ at }) => at >= span.from && at < span.to)}
                alarms={own} limits={names ? [] : limitsOf(rules, property.code, ({ body }) => say(body))} words={(value) => spoken(value, property, say, yes)} {...(names ? { names } : {})} />
            );
          })}
          <p className="weak small">{t("chartStep", { n: step < 3600 ? t("minutes", { n: step / 60 }) : t("hours", { n: step / 3600 }) })}</p>
        </div>
      )}
    </Loaded>
  );
}
