import { Link } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import type { Member } from "../model";
import { FIELDS } from "../vocabulary";
import type { Consequence, Difference, Naming } from "./model";
import { texts } from "./texts";

const SIGNS = { added: "+", removed: "−", changed: "~" } as const;

/** What differs, part by part, down to the field. */
export function Differences({ items }: { items: Difference[] }) {
  const t = useTexts(texts);
  const say = useSay();
  const parts = { product: t("partProduct"), property: t("property"), event: t("partEvent"), function: t("partFunction"), tag: t("partTag") };
  if (items.length === 0) return <p className="weak">{t("noChange")}</p>;
  return (
    <ul className="model-changes">
      {items.map((one) => (
        <li key={`${one.part}-${one.code}-${one.what}`} data-what={one.what}>
          <b aria-hidden>{SIGNS[one.what]}</b> {t(one.what)}{one.part === "product" ? ` ${parts.product}` : <> {parts[one.part]} <strong>{one.name || one.code}</strong>{one.name && <span className="mono weak"> {one.code}</span>}</>}
          {one.fields.length > 0 && (
            <ul>{one.fields.map(({ field, before, after }) => <li key={field}>{say(FIELDS[field] ?? field)}：<Value value={before} gone /> → <Value value={after} /></li>)}</ul>
          )}
        </li>
      ))}
    </ul>
  );
}

function Value({ value, gone }: { value: unknown; gone?: boolean }) {
  const t = useTexts(texts);
  const words = worded(value, t("nothing"), t("yes"), t("no"));
  return gone ? <del>{words}</del> : <ins>{words}</ins>;
}

/** A value of a field in words. */
export function worded(value: unknown, nothing: string, yes: string, no: string): string {
  if (value === null || value === undefined || value === "") return nothing;
  if (typeof value === "boolean") return value ? yes : no;
  if (Array.isArray(value)) return value.length === 0 ? nothing : (value as Partial<Member>[]).map((one) => (typeof one === "object" ? `${String(one.value)} ${one.name ?? ""}` : String(one))).join(" · ");
  if (typeof value === "object") return Object.entries(value).filter(([, one]) => one !== null).map(([key, one]) => `${key} ${String(one)}`).join(" · ") || nothing;
  return typeof value === "string" || typeof value === "number" ? String(value) : nothing;
}

interface Props {
  devices: number | null;
  consequences: Consequence[];
  rules: Naming[];
}

/** What publishing would do: to devices and readings, to rules; what is grave first. */
export function Effects({ devices, consequences, rules }: Props) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <>
      <ul className="effect model-effects">
        <li>{devices === 0 || devices === null ? t("effectNone") : t("effectDevices", { n: devices })}</li>
        {consequences.map((one) => <li key={one.zh} data-grave={one.grave}>{one.grave && <strong>{t("grave")} </strong>}{say(one)}</li>)}
      </ul>
      {rules.length > 0 && (
        <div className="model-rules">
          <strong>{t("rulesTitle", { n: rules.length })}</strong>
          <ul>
            {rules.map((one) => (
              <li key={one.rule}>
                <Link to={`/desk/alarm-rules/${one.rule}`} target="_blank">{say({ zh: one.zh, en: one.en || one.zh }) || one.rule}</Link>{" "}
                <span className="weak">{one.running === null ? t("ruleOff") : t("ruleRuns")} · {t("ruleNames")} {[...one.properties, ...one.occurrences].join("、")}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
