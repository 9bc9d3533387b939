import { Plus } from "lucide-react";
import { Link } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import type { RecordColumn } from "@/shared/ui/RecordTable";
import { RecordTable } from "@/shared/ui/RecordTable";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Product } from "../model";
import { nameOf } from "../model";
import { CITY_STATES, MEANS } from "../vocabulary";
import { NEW } from "./ProductPage";
import { useCounted } from "./queries";
import { texts } from "./texts";
import "./products.css";

type Counted = Product & { devices: number };

/** All products: what their devices can say, and how many there are. */
export default function ProductsPage() {
  const t = useTexts(texts);
  const say = useSay();
  const may = hasRole(useMe(), "admin");
  const products = useCounted();
  const columns: RecordColumn<Counted>[] = [
    {
      title: t("product"), search: (one) => `${one.code} ${one.name} ${one.name_en} ${one.maker} ${one.model.tags.join(" ")}`,
      value: (one) => <Link className="strong" to={`/desk/products/${one.code}`}>{say(nameOf(one))}<br /><span className="mono weak">{one.code}</span></Link>,
    },
    { title: t("maker"), value: (one) => one.maker || "—" },
    { title: t("kind"), value: (one) => `${say(CITY_STATES[one.city_state] ?? one.city_state)} · ${say(MEANS[one.means] ?? one.means)}` },
    { title: t("says"), search: (one) => one.model.properties.map(({ code, name }) => `${code} ${name}`).join(" "), value: (one) => <span className="model-says">{one.model.properties.map((each) => say(nameOf(each))).join("、") || (one.model.position ? t("onlyPlaces") : "—")}</span> },
    { title: t("devices"), numeric: true, value: (one) => (one.devices > 0 ? <Link to={`/desk/devices?product=${encodeURIComponent(one.code)}`}>{one.devices.toLocaleString("en")}</Link> : 0) },
    { title: t("versionTitle"), numeric: true, value: (one) => one.version },
    { title: t("acts"), value: (one) => (may ? <Link to={`/desk/products/${NEW}?from=${one.code}`}>{t("copy")}<span className="sr"> {one.code}</span></Link> : "") },
  ];
  const add = may && <Link className="btn" data-primary to={`/desk/products/${NEW}`}><Plus size={16} aria-hidden />{t("newProduct")}</Link>;
  return (
    <section className="queue">
      <header className="list-head"><h1>{t("title")}</h1><span className="weak">{t("about")}</span></header>
      <Loaded query={products} rows={8}>
        {(items) => items.length === 0
          ? <EmptyState title={t("none")}><p>{t("noneText")}</p>{add}</EmptyState>
          : <RecordTable rows={items} columns={may ? columns : columns.slice(0, -1)} rowKey={({ code }) => code} label={t("title")} extra={add} />}
      </Loaded>
    </section>
  );
}
