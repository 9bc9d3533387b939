import { Link } from "react-router";

import { useAreas, useUnits } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { MapView } from "@/shared/map/MapView";
import { Panel, When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import type { Product, Status } from "../model";
import { nameOf } from "../model";
import { SHAPES, TONES } from "../StatusMark";
import { CITY_STATES, MEANS, SOURCES, STATES } from "../vocabulary";
import type { Device } from "./queries";
import { useLife, useRequests, useUses } from "./queries";
import { RequestList } from "./RequestList";
import { texts } from "./texts";

const ZOOM = 14.2;

export function PlacePanel({ one, place, status }: { one: Device; place: { at: string; lon: number; lat: number } | null; status: Status }) {
  const t = useTexts(texts);
  const [lon, lat] = [place?.lon ?? one.lon, place?.lat ?? one.lat];
  return (
    <Panel title={t("place")} flush extra={place && <span className="weak small">{t("placeOf")} <When at={place.at} /></span>}>
      {lon === null || lat === null ? <p className="weak panel-body">{t("noPlace")}</p> : (
        <MapView height="200px" label={t("place")} focus={{ lon, lat, zoom: ZOOM }} marks={[{ id: one.code, lon, lat, shape: SHAPES[status], tone: TONES[status], rank: 0 }]} />
      )}
    </Panel>
  );
}

export function Facts({ one, product }: { one: Device; product: Product | undefined }) {
  const t = useTexts(texts);
  const say = useSay();
  const units = useUnits();
  const areas = useAreas();
  const unit = (code: string | null): string => (code === null ? "—" : (units.data?.find((row) => row.code === code)?.name ?? code));
  const path = one.path.map((code) => areas.data?.find((row) => row.code === code)?.name).filter(Boolean).slice(1).join(" ");
  const rows: [string, React.ReactNode][] = [
    [t("product"), <Link key="product" to={`/desk/products/${encodeURIComponent(one.product)}`}>{product ? say(nameOf(product)) : one.product}</Link>],
    [t("maker"), product?.maker || "—"],
    [t("address"), one.address || "—"],
    [t("area"), path || one.area || "—"],
    [t("owner"), unit(one.unit)],
    [t("keeper"), unit(one.keeper)],
    [t("cityState"), `${say(CITY_STATES[one.city_state] ?? one.city_state)} · ${say(MEANS[one.means] ?? one.means)} · ${say(SOURCES[one.source] ?? one.source)}`],
    [t("onlineSince"), one.online_at ? <When key="online" at={one.online_at} /> : "—"],
    [t("registered"), <When key="made" at={one.created_at} />],
  ];
  if (one.gateway) rows.push([t("gateway"), <Link key="gateway" to={`/desk/devices/${encodeURIComponent(one.gateway)}`}>{one.gateway}</Link>]);
  if (one.tags.length > 0) rows.push([t("tags"), one.tags.map((tag) => <Link key={tag} className="tag" to={`/desk/devices?tag=${encodeURIComponent(tag)}`}>{tag}</Link>)]);
  for (const [name, value] of Object.entries(one.attributes)) rows.push([name, String(value)]);
  return (
    <Panel title={t("facts")}>
      <dl className="facts">{rows.map(([name, value]) => <div key={name} style={{ display: "contents" }}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </Panel>
  );
}

export function LifePanel({ code }: { code: string }) {
  const t = useTexts(texts);
  const say = useSay();
  const life = useLife(code);
  const units = useUnits();
  return (
    <Panel title={t("life")}>
      <Loaded query={life} rows={3}>
        {(items) => (
          <ol className="device-life">
            {items.map((one, index) => (
              <li key={one.seq} data-current={index === 0}>
                <b>{say(STATES[one.state] ?? one.state)}</b> <When at={one.at} />
                <span className="weak">{[one.reason, units.data?.find((row) => row.code === one.unit)?.name].filter(Boolean).join(" · ")}</span>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Panel>
  );
}

/** Who uses this device, how often, and who asked to. */
export function UsePanel({ one }: { one: Device }) {
  const t = useTexts(texts);
  const uses = useUses(one.code).data ?? [];
  const units = useUnits();
  const requests = useRequests().data?.filter(({ devices }) => devices.includes(one.code)) ?? [];
  const sums = new Map<string, number>();
  for (const { unit, n } of uses) sums.set(unit, (sums.get(unit) ?? 0) + n);
  return (
    <Panel title={t("use")}>
      {sums.size === 0 ? <p className="weak">{t("noUse")}</p> : (
        <ul className="device-uses">{[...sums].sort((a, b) => b[1] - a[1]).map(([unit, n]) => <li key={unit}><span>{units.data?.find(({ code }) => code === unit)?.name ?? unit}</span> <b>{t("times", { n })}</b></li>)}</ul>
      )}
      {requests.length > 0 && <RequestList requests={requests} />}
    </Panel>
  );
}
