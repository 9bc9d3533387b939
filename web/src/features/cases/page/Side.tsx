import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";

import type { CaseDetail, DuplicateRef } from "@/shared/api/types";
import { useAreaWords } from "@/features/organisation/public";
import { useMe } from "@/features/session/public";
import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { URGENCIES } from "@/shared/i18n/vocabulary";
import { MapView } from "@/shared/map/MapView";
import { Panel, stageTone, When } from "@/shared/ui/parts";
import { caseKey, useChannels } from "../queries";
import { Told } from "./Told";
import { texts } from "./texts";

export function Place({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const placed = one.lon !== null && one.lat !== null;
  return (
    <Panel title={t("map")} flush>
      {placed ? (
        <MapView height="220px" label={t("mapLabel")} highlight={one.area?.code ?? null} focus={{ lon: one.lon ?? 0, lat: one.lat ?? 0, zoom: 12.8 }}
          points={[{ id: one.number, lon: one.lon ?? 0, lat: one.lat ?? 0, tone: stageTone(one.stage) }]} />
      ) : (
        <p className="weak panel-body">{t("noPlace")}</p>
      )}
      <Told one={one} />
    </Panel>
  );
}

export function Facts({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const say = useSay();
  const channel = useChannels();
  const area = useAreaWords();
  const rows: [string, React.ReactNode][] = [
    [t("matter"), one.matter?.name ?? "—"],
    [t("area"), area(one)],
    [t("address"), one.address ?? "—"],
    [t("channel"), channel(one.channel)],
    [t("openedAt"), <When key="opened" at={one.opened_at} />],
    [t("urgency"), say(URGENCIES[one.urgency])],
  ];
  if (typeof one.satisfaction === "number") rows.push([t("satisfaction"), `${String(one.satisfaction)} / 5`]);
  return (
    <Panel title={t("facts")}>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

const caseLink = (number: string) => (
  <Link key={number} className="mono" to={`/desk/cases/${number}`}>
    {number}
  </Link>
);

function Likely({ of, duplicates }: { of: string; duplicates: DuplicateRef[] }) {
  const t = useTexts(texts);
  const say = useSay();
  const client = useQueryClient();
  const judges = useMe().roles.some((role) => role === "agent" || role === "dispatcher");
  const part = useMutation({
    mutationFn: (other: string) => api.post(`/cases/${of}/duplicates/${other}/different`),
    onSettled: () => client.invalidateQueries({ queryKey: caseKey(of, "detail") }),
  });
  return (
    <ul className="likely">
      {duplicates.map(({ number, score, reasons }) => (
        <li key={number}>
          {caseLink(number)} <span className="weak">{Math.round(score * 100)}% {(Array.isArray(reasons) ? reasons : [reasons]).map(say).join(" · ")}</span>
          {judges && <button type="button" className="btn" data-quiet disabled={part.isPending} onClick={() => { part.mutate(number); }}>{t("different")}<span className="sr"> {number}</span></button>}
        </li>
      ))}
    </ul>
  );
}

export function Relations({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const { merged_into: into, merged, parent, children, duplicates } = one.relations;
  const rows: [string, string[]][] = [
    [t("mergedInto"), into ? [into] : []],
    [t("merged"), merged],
    [t("parent"), parent ? [parent] : []],
    [t("children"), children],
  ];
  const shown = rows.filter(([, numbers]) => numbers.length > 0);
  if (shown.length === 0 && duplicates.length === 0) return null;
  return (
    <Panel title={t("relations")}>
      {shown.map(([name, numbers]) => (
        <p key={name}>
          <span className="weak">{name}</span> {numbers.map(caseLink)}
        </p>
      ))}
      {duplicates.length > 0 && (
        <>
          <p className="weak">{t("likely")}</p>
          <Likely of={one.number} duplicates={duplicates} />
        </>
      )}
    </Panel>
  );
}
