import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { useUrlState } from "@/shared/lib/urlState";
import { span } from "@/shared/time/format";
import { Panel, When } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Product, Property } from "../model";
import { nameOf, unitOf } from "../model";
import { KEY, useProducts } from "../queries";
import { CITY_STATES, MEANS, SOURCES } from "../vocabulary";
import { texts } from "./texts";
import "../sensing.css";
import "../city/city.css";
import "./products.css";

const KEYS = ["product"] as const;

/** All products and, of the one chosen, its thing model: what its devices can say. */
export default function ProductsPage() {
  const t = useTexts(texts);
  const say = useSay();
  const products = useProducts();
  const [state, change] = useUrlState(KEYS);
  return (
    <section className="queue">
      <header className="list-head"><h1>{t("title")}</h1>{products.data && <span className="weak">{t("count", { n: products.data.length })}</span>}</header>
      <Loaded query={products} rows={8}>
        {(items) => {
          const chosen = items.find(({ code }) => code === state.product) ?? items[0];
          if (!chosen) return <EmptyState title={t("none")}><p>{t("noneText")}</p></EmptyState>;
          return (
            <div className="products">
              <ul className="products-list" aria-label={t("title")} tabIndex={0}>
                {items.map((one) => (
                  <li key={one.code}>
                    <button type="button" aria-current={one === chosen ? "true" : undefined} onClick={() => { change({ product: one.code }); }}>
                      <b>{say(nameOf(one))}</b><span className="weak small">{one.code} · {t("version", { n: one.version })} · {t("properties", { n: one.model.properties.length })}</span>
                    </button>
                  </li>
                ))}
              </ul>
              <Model key={chosen.code} one={chosen} />
            </div>
          );
        }}
      </Loaded>
    </section>
  );
}

function Model({ one }: { one: Product }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const facts: [string, string][] = [
    [t("maker"), one.maker || "—"],
    [t("kind"), `${say(CITY_STATES[one.city_state] ?? one.city_state)} · ${say(MEANS[one.means] ?? one.means)} · ${say(SOURCES[one.source] ?? one.source)}`],
    [t("offline"), span(one.offline_s * 1000, language)],
    [t("moves"), one.model.position ? t("yes") : t("no")],
    [t("kept"), [t("hot", { n: one.retention.hot }), one.retention.raw === null ? t("rawForEver") : t("raw", { n: one.retention.raw })].join(" · ")],
  ];
  if (one.model.tags.length > 0) facts.push([t("tags"), one.model.tags.join(" ")]);
  return (
    <div className="products-model" tabIndex={0} role="region" aria-label={say(nameOf(one))}>
      <header className="device-title"><h2>{say(nameOf(one))}</h2><span className="mono">{one.code}</span><span className="tag">{t("version", { n: one.version })}</span><span className="grow" /><Link className="btn" to={`/desk/devices?product=${encodeURIComponent(one.code)}`}>{t("itsDevices")}</Link></header>
      <dl className="facts">{facts.map(([name, value]) => <div key={name} style={{ display: "contents" }}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      <Panel title={t("propertiesTitle")} flush><Properties items={one.model.properties} /></Panel>
      {one.model.events.length > 0 && <Panel title={t("events")}><ul>{one.model.events.map((event) => <li key={event.code}>{say(nameOf(event))} <span className="mono weak">{event.code}</span></li>)}</ul></Panel>}
      {one.model.functions.length > 0 && <Panel title={t("functions")}><ul>{one.model.functions.map((each) => <li key={each.code}>{say(nameOf(each))} <span className="mono weak">{each.code}</span></li>)}</ul></Panel>}
      <Panel title={t("versions")}><Versions code={one.code} /></Panel>
    </div>
  );
}

function Properties({ items }: { items: Property[] }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const kinds = { number: t("number"), integer: t("integer"), boolean: t("boolean"), enum: t("enum") };
  const limit = (value: number | null): string => (value === null ? "—" : String(value));
  if (items.length === 0) return <p className="weak panel-body">{t("noProperties")}</p>;
  return (
    <div className="city-table" role="region" aria-label={t("propertiesTitle")} tabIndex={0}>
      <table>
        <thead><tr><th>{t("property")}</th><th>{t("type")}</th><th>{t("unit")}</th><th data-numeric>{t("low")}</th><th data-numeric>{t("high")}</th><th data-numeric>{t("precision")}</th><th data-numeric>{t("every")}</th><th data-numeric>{t("rate")}</th></tr></thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.code}>
              <th scope="row">{say(nameOf(one))} <span className="mono weak">{one.code}</span></th>
              <td>{kinds[one.kind]}{one.members.length > 0 && <span className="weak"> {one.members.map((member) => `${String(member.value)} ${say(nameOf(member))}`).join(" · ")}</span>}</td>
              <td>{unitOf(one) || "—"}</td>
              <td data-numeric>{limit(one.low)}</td><td data-numeric>{limit(one.high)}</td><td data-numeric>{limit(one.precision)}</td>
              <td data-numeric>{one.every_s === null ? "—" : span(one.every_s * 1000, language)}</td><td data-numeric>{limit(one.max_rate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Versions({ code }: { code: string }) {
  const t = useTexts(texts);
  const found = useQuery({ queryKey: [...KEY, "versions", code], queryFn: () => api.get<{ items: { version: number; at: string; body: Product }[] }>(`/products/${code}/versions`).then(({ items }) => items) });
  return <Loaded query={found} rows={2}>{(items) => <ol className="products-versions">{items.map((one) => <li key={one.version}><b>{t("version", { n: one.version })}</b> <When at={one.at} /> <span className="weak">{t("properties", { n: one.body.model.properties.length })}</span></li>)}</ol>}</Loaded>;
}
