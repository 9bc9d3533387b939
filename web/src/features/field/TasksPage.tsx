import { ChevronRight, CloudUpload } from "lucide-react";
import { useMemo, useState } from "react";
import { Link, useNavigate } from "react-router";

import { DutyCard } from "@/features/duty/public";
import { useStaff } from "@/features/phone/public";
import { rounded, useHere, view } from "@/shared/capture/here";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { TASK_KINDS } from "@/shared/i18n/vocabulary";
import { MapView } from "@/shared/map/MapView";
import { useOutbox } from "@/shared/offline/hooks";
import { AsOf } from "@/shared/offline/OfflineBar";
import { Left, stageTone } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Job, Order } from "./model";
import { dueOrder, pendingActs, walkingOrder } from "./model";
import { useJobs } from "./queries";
import { texts } from "./texts";
import "./field.css";

/** The map opens on the next few tasks; the others are a finger's move away. */
const NEXT = 8;

/** Today's work in the order one walks it, as a list and on a map. */
export function TasksPage() {
  const t = useTexts(texts);
  const jobs = useJobs(useStaff());
  const here = useHere(true);
  const [order, setOrder] = useState<Order>("route");
  const [map, setMap] = useState(false);
  const navigate = useNavigate();
  const route = useMemo(() => {
    const all = jobs.data ?? [];
    return order === "route" && here.spot ? walkingOrder(here.spot, all) : dueOrder(all);
  }, [jobs.data, here.spot, order]);
  const points = useMemo(
    () => route.flatMap(({ job }) => (job.case.lon !== null && job.case.lat !== null ? [{ id: job.number, lon: job.case.lon, lat: job.case.lat, tone: stageTone(job.case.stage), label: job.case.title }] : [])),
    [route],
  );
  const focus = useMemo(() => view([...(here.spot ? [here.spot] : []), ...points.slice(0, NEXT)]), [here.spot, points]);
  return (
    <>
      <h1>{t("tasks", { n: jobs.data?.length ?? 0 })}</h1>
      <AsOf at={jobs.asOf} />
      <DutyCard />
      <div className="choices" role="group" aria-label={t("order")}>
        <button type="button" className="btn" aria-pressed={order === "route" && !map} onClick={() => { setOrder("route"); setMap(false); if (!here.spot) here.ask(); }}>{t("byRoute")}</button>
        <button type="button" className="btn" aria-pressed={order === "due" && !map} onClick={() => { setOrder("due"); setMap(false); }}>{t("byDue")}</button>
        <button type="button" className="btn" aria-pressed={map} onClick={() => { setMap(!map); }}>{t("onMap")}</button>
      </div>
      {order === "route" && here.state === "failed" && <p className="weak" role="status">{t("noRoute")}</p>}
      {map && <MapView height="55vh" label={t("tasksMap")} points={points} focus={focus} onPoint={(number) => void navigate(`/m/tasks/${number}`)} />}
      <Loaded query={jobs} rows={8}>
        {() =>
          route.length === 0 ? (
            <EmptyState title={t("none")}>
              <p>{t("noneText")}</p>
            </EmptyState>
          ) : (
            <ol className="jobs">
              {route.map(({ job, step }, index) => (
                <Row key={job.number} job={job} step={step} place={index + 1} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </>
  );
}

function Row({ job, step, place }: { job: Job; step: number | null; place: number }) {
  const t = useTexts(texts);
  const say = useSay();
  const pending = pendingActs(useOutbox().entries, job.number);
  const one = job.case;
  const away = step === null ? null : rounded(step);
  return (
    <li>
      <Link to={`/m/tasks/${job.number}`}>
        <span className="job-place" aria-hidden>{place}</span>
        <span className="job-body">
          <strong>{one.title}</strong>
          <span className="weak">{[say(TASK_KINDS[job.kind] ?? job.kind), one.matter?.name, one.address].filter(Boolean).join(" · ")}</span>
          {one.clock && <Left clock={one.clock} started={one.opened_at} named />}
          <span className="job-marks">
            {away && <span>{away.far ? t("kilometres", { n: away.n }) : t("metres", { n: away.n })}</span>}
            {pending.length > 0 && <span className="job-pending"><CloudUpload size={16} aria-hidden />{t("pending")}</span>}
          </span>
        </span>
        <ChevronRight size={22} aria-hidden />
      </Link>
    </li>
  );
}
