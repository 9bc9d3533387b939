import { useNavigate, useParams } from "react-router";
import { Link } from "react-router";

import { useAreas } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useUrlState } from "@/shared/lib/urlState";
import { MapView } from "@/shared/map/MapView";
import { Panel, When } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { GroupTable } from "./GroupTable";
import type { Board, Level, Station } from "./model";
import { counted, levelOf, rankOf, ROMAN } from "./model";
import { useBoard, useBoards } from "./queries";
import { texts } from "./texts";
import "./stations.css";

const KEYS = ["area"] as const;
/** A disc in calm, a triangle above a limit: told apart without colour. */
const DISC = "M4 8a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z";
const TRIANGLE = "M8 2L15 14L1 14z";
const TONES: Record<Level, string> = { red: "var(--warning-1)", orange: "var(--warning-2)", yellow: "var(--warning-3)", blue: "var(--warning-4)" };

/** Stations of a theme against their limits: what is most urgent, where, and which plan answers. */
export default function StationsPage() {
  const t = useTexts(texts);
  const say = useSay();
  const boards = useBoards();
  const { board = "" } = useParams();
  const [state, change] = useUrlState(KEYS);
  const go = useNavigate();
  const areas = useAreas().data ?? [];
  const code = board || (boards.data?.[0]?.code ?? "");
  const found = useBoard(code, state.area);
  return (
    <article className="page stations-page">
      <header className="list-head">
        <h1>{found.data ? say(found.data) : t("title")}</h1>
        {found.data && <span className="weak"><When at={found.data.at} /></span>}
        <span className="grow" />
        {(boards.data?.length ?? 0) > 1 && (
          <select className="input stations-choice" aria-label={t("board")} value={code} onChange={(chosen) => { void go(`/desk/stations/${chosen.target.value}`); }}>
            {boards.data?.map((one) => <option key={one.code} value={one.code}>{say(one)}</option>)}
          </select>
        )}
        <select className="input stations-choice" aria-label={t("area")} value={state.area} onChange={(chosen) => { change({ area: chosen.target.value }); }}>
          <option value="">{t("wholeCity")}</option>
          {areas.filter(({ level }) => level === "district" || level === "street").map((one) => <option key={one.code} value={one.code}>{one.name}</option>)}
        </select>
      </header>
      <Loaded query={boards} rows={8}>
        {(all) => (all.length === 0 ? <EmptyState title={t("none")}><p>{t("noneText")}</p></EmptyState> : <Loaded query={found} rows={12}>{(one) => <View board={one} />}</Loaded>)}
      </Loaded>
    </article>
  );
}

function View({ board }: { board: Board }) {
  const t = useTexts(texts);
  const say = useSay();
  const go = useNavigate();
  const all = board.groups.flatMap(({ stations }) => stations);
  const placed = [...new Map(all.filter(({ lon, lat }) => lon !== null && lat !== null).sort((a, b) => rankOf(a) - rankOf(b)).map((one) => [one.code, one])).values()];
  return (
    <>
      <Response board={board} />
      <div className="stations-columns">
        <div className="stations-groups">
          {board.groups.map((group) => (
            <Panel key={group.code} title={say(group)} flush extra={<Counts stations={group.stations} capped={group.capped} />}>
              <GroupTable group={group} />
            </Panel>
          ))}
        </div>
        <Panel title={t("map")} flush>
          <MapView height="min(60vh, 560px)" label={t("map")} onMark={(code) => { void go(`/desk/devices/${encodeURIComponent(code)}`); }}
            marks={placed.map((one) => { const level = levelOf(one); return { id: one.code, lon: one.lon ?? 0, lat: one.lat ?? 0, shape: level ? TRIANGLE : DISC, tone: level ? TONES[level] : "var(--text-weak)", rank: rankOf(one) }; })} />
        </Panel>
      </div>
    </>
  );
}

function Counts({ stations, capped }: { stations: Station[]; capped: boolean }) {
  const t = useTexts(texts);
  return (
    <span className="weak">
      {counted(stations).map(([level, n]) => <span key={level} className="station-level" data-level={level}><i aria-hidden />{t("atLevel", { level: t(level), n })} </span>)}
      {capped && t("capped")}
    </span>
  );
}

/** What the highest level reached asks for: a hint with its reason; a person decides. */
function Response({ board: { response } }: { board: Board }) {
  const t = useTexts(texts);
  if (!response) return <p className="stations-response" data-calm>{t("calm")}</p>;
  return (
    <p className="stations-response" role="status">
      <span className="station-level" data-level={response.level}><i aria-hidden /></span>
      <strong>{t("response", { n: ROMAN[response.response] ?? "" })}</strong> {t("because", { n: response.stations, level: t(response.level) })}
      {response.plan && <Link to={`/desk/plans?code=${encodeURIComponent(response.plan.code)}`}>{t("plan", { title: response.plan.title })}</Link>}
    </p>
  );
}
