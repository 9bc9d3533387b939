import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api } from "@/shared/api/client";
import { TimeChart } from "@/shared/chart/TimeChart";
import { useTexts } from "@/shared/i18n/catalogue";
import { useNow } from "@/shared/time/clock";
import { ErrorState } from "@/shared/ui/states";
import { useLevelName } from "../LevelMark";
import type { AlarmDetail } from "../model";
import { marksOf, propertiesOf } from "../rules/model";
import { useReadings, useRule } from "../rules/queries";
import { texts } from "./texts";

const HOUR = 3_600_000;
const LEADS = [0.5, 2, 12, 48];
const MINUTE = 60_000;

/** The readings before, during and after an alarm, with the limits of its rule as they are now. */
export function AroundAlarm({ alarm, rule }: { alarm: AlarmDetail; rule: string }) {
  const t = useTexts(texts);
  const levelName = useLevelName();
  const now = useNow();
  const [lead, setLead] = useState(LEADS[1] ?? 2);
  const [property, setProperty] = useState("");
  const found = useRule(alarm.rule, !alarm.is_storm);
  const properties = found.data ? propertiesOf(found.data.body) : [];
  const looked = properties.includes(property) ? property : (properties[0] ?? "");
  const began = Date.parse(alarm.raised_at);
  // Whole minutes: the question stays the same while the clock goes on.
  const today = Math.ceil(now / MINUTE) * MINUTE;
  const over = alarm.cleared_at ? Date.parse(alarm.cleared_at) : today;
  const span = { from: began - lead * HOUR, to: Math.max(Math.min(over + lead * HOUR, today), began + MINUTE) };
  const readings = useReadings(alarm.subject, looked, span.from, span.to, alarm.device !== null);
  if (alarm.device === null || looked === "") return null;
  const bars = [{ from: began, to: over, tone: alarm.peak, title: levelName(alarm.peak) }];
  return (
    <section className="alarm-around">
      <h3>{t("around")}</h3>
      <div className="rule-pair">
        <label>{t("lead")} <select className="input" value={lead} onChange={(chosen) => { setLead(Number(chosen.target.value)); }}>{LEADS.map((n) => <option key={n} value={n}>{t("hours", { n })}</option>)}</select></label>
        {properties.length > 1 && <label>{t("property")} <select className="input" value={looked} onChange={(chosen) => { setProperty(chosen.target.value); }}>{properties.map((one) => <option key={one} value={one}>{one}</option>)}</select></label>}
      </div>
      {readings.error
        ? <ErrorState error={readings.error} />
        : (
          <TimeChart label={t("aroundOf", { device: alarm.name, rule })} span={span} height={120} lines={[{ name: looked, points: readings.data ?? [] }]} rows={[{ name: t("alarm"), bars }]}
            marks={found.data ? marksOf(found.data.body, looked).map(({ level, value }) => ({ value, title: levelName(level), tone: level })) : []} />
        )}
    </section>
  );
}

interface Camera {
  code: string;
  name: string;
  lon: number | null;
  lat: number | null;
}
const NEAR_M = 300;
const PRODUCTS = ["camera-gb28181", "camera-stream"];

const useCameras = (alarm: AlarmDetail) =>
  useQuery({
    queryKey: ["cameras-near", alarm.lon, alarm.lat],
    enabled: alarm.lon !== null && alarm.lat !== null,
    staleTime: 300_000,
    queryFn: async () => {
      const near = `${String(alarm.lon)},${String(alarm.lat)},${String(NEAR_M)}`;
      const found = await Promise.all(PRODUCTS.map((product) => api.get<{ items: Camera[] }>("/devices", { product, near, limit: 5 })));
      return found.flatMap(({ items }) => items);
    },
  });

/** Cameras within some hundred metres, with the addresses at which the video platform shows them. */
export function CamerasNear({ alarm }: { alarm: AlarmDetail }) {
  const t = useTexts(texts);
  const cameras = useCameras(alarm);
  if (!cameras.data || cameras.data.length === 0) return null;
  return (
    <section>
      <h3>{t("cameras", { n: NEAR_M })}</h3>
      <ul className="alarm-cameras">{cameras.data.map((one) => <CameraLine key={one.code} camera={one} alarm={alarm} />)}</ul>
    </section>
  );
}

function CameraLine({ camera, alarm }: { camera: Camera; alarm: AlarmDetail }) {
  const t = useTexts(texts);
  const ask = useMutation({ mutationFn: (path: string) => api.get<{ addresses: Record<string, string> }>(path) });
  const began = Date.parse(alarm.raised_at);
  const past = new URLSearchParams({ from: new Date(began - 2 * MINUTE).toISOString(), to: new Date(began + 8 * MINUTE).toISOString() });
  return (
    <li>
      <span>{camera.name}</span>
      <button type="button" className="btn" disabled={ask.isPending} onClick={() => { ask.mutate(`/cameras/${camera.code}/live`); }}>{t("live")}<span className="sr"> {camera.name}</span></button>
      <button type="button" className="btn" disabled={ask.isPending} onClick={() => { ask.mutate(`/cameras/${camera.code}/playback?${past.toString()}`); }}>{t("recorded")}<span className="sr"> {camera.name}</span></button>
      {ask.error && <ErrorState error={ask.error} />}
      {ask.data && Object.entries(ask.data.addresses).map(([form, address]) => <a key={form} href={address} target="_blank" rel="noreferrer">{form}</a>)}
    </li>
  );
}
