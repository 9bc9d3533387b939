import { Navigation, Phone } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { AsOf } from "@/shared/offline/OfflineBar";
import { useOutbox } from "@/shared/offline/hooks";
import { Left, StageTag, When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import { Call } from "./Call";
import { navigationLink, nextStep, pendingActs } from "./model";
import { useWhole } from "./queries";
import type { Whole } from "./queries";
import { Work } from "./Work";
import { texts } from "./texts";
import "./field.css";

/** One piece of work: where, what, call, go there, and the one next thing to do. */
export function TaskPage() {
  const t = useTexts(texts);
  const { number = "" } = useParams();
  const whole = useWhole(number);
  return (
    <>
      <Link className="btn" to="/m/tasks">{t("back")}</Link>
      <AsOf at={whole.asOf} />
      <Loaded query={whole}>{(found) => <Task whole={found} />}</Loaded>
    </>
  );
}

function Task({ whole: { detail, actions } }: { whole: Whole }) {
  const t = useTexts(texts);
  const say = useSay();
  const navigate = useNavigate();
  const [calling, setCalling] = useState(false);
  const pending = pendingActs(useOutbox().entries, detail.number);
  const allowed = actions.filter((offer) => offer.allowed).map((offer) => offer.action);
  const live = detail.tasks.filter((task) => task.status === "open" || task.status === "signed");
  const task = live.at(-1);
  const step = nextStep(allowed, pending, task?.kind ?? "lead");
  const reached = detail.reports.some((report) => report.reporter);
  const demands = live.flatMap((one) => (one.demand ? [one.demand] : []));
  return (
    <>
      <section className="card task-head">
        <h1>{detail.title}</h1>
        <p className="weak">{[detail.matter?.name, detail.address].filter(Boolean).join(" · ")}</p>
        <p><StageTag stage={detail.stage} side={detail.side} /></p>
        {detail.clock && <Left clock={detail.clock} started={detail.opened_at} named />}
        <div className="choices">
          {detail.lon !== null && detail.lat !== null && (
            <a className="btn" href={navigationLink({ lon: detail.lon, lat: detail.lat }, navigator.userAgent)}><Navigation size={20} aria-hidden />{t("navigate")}</a>
          )}
          {reached && <button type="button" className="btn" aria-expanded={calling} onClick={() => { setCalling(!calling); }}><Phone size={20} aria-hidden />{t("call")}</button>}
        </div>
        {calling && <Call detail={detail} contact={allowed.includes("contact")} />}
      </section>
      <Work key={step} step={step} detail={detail} done={() => void navigate("/m/tasks")} />
      {demands.map((words) => <p key={words} className="card"><strong>{t("demand")}</strong> {words}</p>)}
      <section className="card">
        <h2>{t("reports", { n: detail.reports.length })}</h2>
        {detail.reports.map((report) => (
          <div key={report.id} className="report-words">
            <p className="pre">{report.text}</p>
            <p className="weak"><When at={report.reported_at ?? report.received_at} /> {report.reporter?.name}</p>
            <div className="photos">
              {report.media.map((file) => <a key={file.id} className="photo" href={file.url}><img src={file.url} alt={file.name} loading="lazy" /></a>)}
            </div>
          </div>
        ))}
        <p className="weak mono">{detail.number}</p>
        {detail.unit && <p className="weak">{say(detail.unit.name)}</p>}
      </section>
    </>
  );
}
