import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link } from "react-router";

import { Marks, OPEN_STAGES, Supervisions, useBulk, useCase, useCaseList } from "@/features/cases/public";
import { api } from "@/shared/api/client";
import type { CaseSummary } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useKeys } from "@/shared/lib/keys";
import { useNow } from "@/shared/time/clock";
import { Left, StageTag } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Row as LadderRow, Rung } from "./ladder";
import { ladder, rungOf, RUNGS } from "./ladder";
import type { FlowAction, Measure, Order } from "./measures";
import { DRAGGED, fits, MEASURES } from "./measures";
import { OrderSheet, Targets } from "./Orders";
import { texts } from "./texts";
import "./supervising.css";

const OPEN = { stage: OPEN_STAGES.join(","), sort: "due_at" };
const MOST = 200;

interface Cell {
  unit: string | null;
  rung: Rung;
}

/** The ladder of remaining time by unit; a number opens its cases below, to be urged together. */
export default function LadderPage() {
  const t = useTexts(texts);
  const now = useNow();
  const list = useCaseList(OPEN, { limit: MOST });
  const [cell, setCell] = useState<Cell>({ unit: null, rung: "over" });
  const cases = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const rows = useMemo(() => ladder(cases, now, t("centre")), [cases, now, t]);
  const chosen = cases.filter((one) => rungOf(one, now) === cell.rung && (cell.unit === null || (one.unit?.code ?? "") === cell.unit));
  const total = list.data?.pages[0]?.total ?? 0;
  return (
    <section className="queue">
      <header className="list-head">
        <h1>{t("title")}</h1>
        <span className="weak">{total > MOST ? t("first", { n: cases.length, total }) : t("all", { n: total })}</span>
        {list.hasNextPage && <button type="button" className="btn" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t("more")}</button>}
      </header>
      <Loaded query={list} rows={12}>
        {() =>
          rows.length === 0 ? (
            <EmptyState title={t("empty")}><p>{t("emptyText")}</p></EmptyState>
          ) : (
            <div className="ladder">
              <Matrix rows={rows} cell={cell} choose={setCell} />
              <Chosen key={`${cell.unit ?? "*"}-${cell.rung}`} cases={chosen} />
            </div>
          )
        }
      </Loaded>
    </section>
  );
}

function Matrix({ rows, cell, choose }: { rows: LadderRow[]; cell: Cell; choose: (cell: Cell) => void }) {
  const t = useTexts(texts);
  const titles: Record<Rung, string> = { over: t("over"), soon: t("soon"), half: t("half"), ample: t("ample") };
  const sum = (rung: Rung): number => rows.reduce((n, row) => n + row.cells[rung].length, 0);
  const number = (unit: string | null, name: string, rung: Rung, n: number) => (
    <td key={rung} data-rung={rung} data-numeric>
      {n > 0 ? (
        <button type="button" aria-pressed={cell.unit === unit && cell.rung === rung} aria-label={`${name} ${titles[rung]} ${String(n)}`} onClick={() => { choose({ unit, rung }); }}>{n}</button>
      ) : <span className="weak">0</span>}
    </td>
  );
  return (
    <div className="ladder-matrix" tabIndex={0} role="region" aria-label={t("matrix")}>
      <table>
        <thead>
          <tr><th>{t("unit")}</th>{RUNGS.map((rung) => <th key={rung} data-rung={rung} data-numeric>{titles[rung]}</th>)}</tr>
        </thead>
        <tbody>
          <tr className="ladder-sum"><td>{t("everybody")}</td>{RUNGS.map((rung) => number(null, t("everybody"), rung, sum(rung)))}</tr>
          {rows.map(({ unit, cells }) => (
            <tr key={unit.code}><td className="one-line">{unit.name}</td>{RUNGS.map((rung) => number(unit.code, unit.name, rung, cells[rung].length))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The actions of the flows in force, for offering only what they allow. */
const useFlowActions = () =>
  useQuery({ queryKey: ["flow-actions"], queryFn: () => api.get<{ items: { actions: FlowAction[] }[] }>("/flows").then(({ items }) => items.flatMap(({ actions }) => actions)), staleTime: 600_000 });

function Chosen({ cases }: { cases: CaseSummary[] }) {
  const t = useTexts(texts);
  const actions = useFlowActions();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState(-1);
  const [order, setOrder] = useState<Order | null>(null);
  // what was refused is told after the sheet is gone
  const { run, busy, report } = useBulk(() => { setOrder(null); setPicked(new Set()); });
  const toggle = (numbers: string[], on: boolean) => {
    setPicked((old) => {
      const next = new Set(old);
      for (const number of numbers) if (on) next.add(number); else next.delete(number);
      return next;
    });
  };
  const chosen = cases.filter((one) => picked.has(one.number));
  const current = cases[at];
  // What is dragged goes with whatever else is picked; keys act on what is picked, else on the row in focus.
  const give = (measure: Measure, number?: string) => {
    const alone = cases.find((one) => one.number === number) ?? (chosen.length === 0 ? current : undefined);
    const wanted = alone && !picked.has(alone.number) ? [alone] : chosen;
    const fitting = wanted.filter((one) => fits(actions.data, measure, one));
    if (wanted.length > 0) setOrder({ measure, cases: fitting, left: wanted.length - fitting.length });
  };
  const step = (by: number) => {
    const next = Math.min(Math.max(at + by, 0), cases.length - 1);
    setAt(next);
    document.getElementById(`ladder-${String(next)}`)?.scrollIntoView({ block: "nearest" });
  };
  useKeys(t("title"), [
    { keys: "j", label: t("keyNext"), run: () => { step(1); } },
    { keys: "k", label: t("keyPrevious"), run: () => { step(-1); } },
    { keys: "x", label: t("keyPick"), run: () => { if (current) toggle([current.number], !picked.has(current.number)); } },
    ...MEASURES.map(({ measure, key }) => ({ keys: key, label: t(measure), run: () => { give(measure); } })),
  ]);
  return (
    <>
    <div className="ladder-cases">
      <Targets give={give} count={chosen.length} offered={(measure) => chosen.length === 0 || chosen.some((one) => fits(actions.data, measure, one))} />
      <label className="check ladder-all">
        <input type="checkbox" checked={picked.size > 0 && picked.size === cases.length} onChange={(changed) => { toggle(cases.map(({ number }) => number), changed.target.checked); }} />
        {t("pickAll", { n: cases.length })}
      </label>
      <ul tabIndex={0} aria-label={t("cases")}>
        {cases.map((one, index) => (
          <Row key={one.number} id={`ladder-${String(index)}`} one={one} current={index === at} picked={picked.has(one.number)} pick={(on) => { toggle([one.number], on); }} choose={() => { setAt(index); }} />
        ))}
      </ul>
    </div>
    {order && <OrderSheet order={order} close={() => { setOrder(null); }} run={run} busy={busy} />}
    {report}
    </>
  );
}

interface RowProps {
  id: string;
  one: CaseSummary;
  current: boolean;
  picked: boolean;
  pick: (on: boolean) => void;
  choose: () => void;
}

function Row({ id, one, current, picked, pick, choose }: RowProps) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  return (
    <li id={id} draggable data-current={current} aria-current={current ? "true" : undefined} onFocus={choose}
      onDragStart={(drag) => { drag.dataTransfer.setData(DRAGGED, one.number); drag.dataTransfer.effectAllowed = "link"; }}>
      <input type="checkbox" aria-label={t("pick", { title: one.title })} checked={picked} onChange={(changed) => { pick(changed.target.checked); }} />
      {one.clock ? <Left clock={one.clock} started={one.opened_at} named /> : <span />}
      <span className="case-title">
        <Link className="one-line strong" to={`/desk/cases/${one.number}`} title={one.title} draggable={false}>{one.title}</Link>
        <span className="one-line weak">{[one.unit?.name, one.address].filter(Boolean).join(" · ")}</span>
      </span>
      <StageTag stage={one.stage} side={one.side} />
      <span className="ladder-marks">
        <Marks one={one} />
      </span>
      {one.supervised ? <button type="button" className="btn ladder-how" data-quiet aria-expanded={open} onClick={() => { setOpen(!open); }}>{t("state")}</button> : <span />}
      {open && <State number={one.number} />}
    </li>
  );
}

/** How the supervisions of a case stand: object, demand, date, answer. */
function State({ number }: { number: string }) {
  const one = useCase(number);
  return <div className="ladder-state"><Loaded query={one} rows={2}>{(detail) => <Supervisions one={detail} />}</Loaded></div>;
}
