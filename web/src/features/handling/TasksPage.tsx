import { App, Checkbox } from "antd";
import { useMemo, useState } from "react";
import { useNavigate } from "react-router";

import type { CaseSummary } from "@/shared/api/types";
import { grouped, Marks, OPEN_STAGES, QuickAct, useAct, useCaseList } from "@/features/cases/public";
import { useAreaWords } from "@/features/organisation/public";
import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { useNow } from "@/shared/time/clock";
import { cityZone } from "@/shared/time/format";
import { Left, StageTag } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { texts } from "./texts";

/** What is done with a task most, by one key on its row. */
const ACTS = [["s", "sign_one"], ["f", "feedback"], ["r", "send_back"], ["e", "ask_extension"]] as const;
const ACTION = { sign_one: "sign", feedback: "feedback", send_back: "send_back", ask_extension: "ask_extension" } as const;
const MINE = { mine: "true", stage: OPEN_STAGES.join(","), sort: "due_at" };

/** What a handling unit has to do, by remaining time. */
export default function TasksPage() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const now = useNow();
  const list = useCaseList(MINE, { limit: 100 });
  const [picked, setPicked] = useState<Set<string>>(new Set());
  const cases = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const titles = { over: t("over"), today: t("today"), tomorrow: t("tomorrow"), later: t("later"), others: t("others") };
  const groups = grouped(cases, now, cityZone());
  const signable = cases.filter((one) => one.stage === "sign" && picked.has(one.number));
  const { sign, busy } = useBatchSign(() => { setPicked(new Set()); });
  const order = groups.flatMap(({ items }) => items);
  const [at, setAt] = useState<string | null>(null);
  const [quick, setQuick] = useState<keyof typeof ACTION | null>(null);
  const toggle = (number: string, on: boolean) => {
    setPicked((old) => {
      const next = new Set(old);
      if (on) next.add(number);
      else next.delete(number);
      return next;
    });
  };
  const step = (by: number) => {
    const next = order[Math.min(Math.max(order.findIndex((one) => one.number === at) + by, 0), order.length - 1)];
    setAt(next?.number ?? null);
    if (next) document.getElementById(`task-${next.number}`)?.scrollIntoView({ block: "nearest" });
  };
  const current = order.find((one) => one.number === at);
  useKeys(t("keys"), [
    { keys: "Ctrl+Enter", label: t("keySign"), run: () => void sign(signable) },
    { keys: "j", label: t("keyNext"), run: () => { step(1); } },
    { keys: "k", label: t("keyPrevious"), run: () => { step(-1); } },
    { keys: "Enter", label: t("keyOpen"), run: () => { if (current) void navigate(`/desk/cases/${current.number}`); } },
    { keys: "x", label: t("keyPick"), run: () => { if (current?.stage === "sign") toggle(current.number, !picked.has(current.number)); } },
    ...ACTS.map(([keys, action]) => ({ keys, label: t(action), run: () => { if (current) setQuick(action); } })),
  ]);
  return (
    <section className="queue">
      <header className="list-head">
        <h1>{t("title")}</h1>
        <span className="weak task-keys" aria-hidden>{ACTS.map(([key, action]) => <span key={key}><kbd>{key}</kbd> {t(action)}</span>)}</span>
        <span className="grow" />
        <button type="button" className="btn" data-primary disabled={signable.length === 0 || busy} onClick={() => void sign(signable)}>
          {t("sign", { n: signable.length })}
        </button>
      </header>
      <Loaded query={list} rows={10}>
        {() =>
          groups.length === 0 ? (
            <EmptyState title={t("empty")}>
              <p>{t("emptyText")}</p>
            </EmptyState>
          ) : (
            <div className="groups">
              {groups.map(({ group, items }) => (
                <section key={group}>
                  <h2 data-group={group}>
                    {titles[group]} <span className="weak">{items.length}</span>
                  </h2>
                  <ul>
                    {items.map((one) => (
                      <TaskRow key={one.number} one={one} current={one.number === at} choose={() => { setAt(one.number); }} picked={picked.has(one.number)} toggle={(on) => { toggle(one.number, on); }} />
                    ))}
                  </ul>
                </section>
              ))}
            </div>
          )
        }
      </Loaded>
      {quick && current && <QuickAct number={current.number} action={ACTION[quick]} close={() => { setQuick(null); }} />}
    </section>
  );
}

function useBatchSign(after: () => void) {
  const t = useTexts(texts);
  const say = useSay();
  const { message } = App.useApp();
  const act = useAct();
  const sign = async (cases: CaseSummary[]) => {
    let done = 0;
    const refused: string[] = [];
    for (const one of cases) {
      try {
        await act.mutateAsync({ number: one.number, action: "sign", body: { version: one.version } });
        done += 1;
      } catch (error) {
        refused.push(say(asApiError(error).sentence));
      }
    }
    if (done > 0) void message.success(t("signed", { n: done }));
    if (refused.length > 0) void message.warning(t("failed", { n: refused.length, why: refused[0] ?? "" }), 8);
    after();
  };
  return { sign, busy: act.isPending };
}

interface RowProps {
  one: CaseSummary;
  current: boolean;
  choose: () => void;
  picked: boolean;
  toggle: (on: boolean) => void;
}

function TaskRow({ one, current, choose, picked, toggle }: RowProps) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const area = useAreaWords();
  return (
    <li className="task-row" id={`task-${one.number}`} data-current={current} aria-current={current ? "true" : undefined} onFocus={choose} onClick={() => void navigate(`/desk/cases/${one.number}`)}>
      <span onClick={(clicked) => { clicked.stopPropagation(); }}>
        {one.stage === "sign" && <Checkbox aria-label={t("select", { title: one.title })} checked={picked} onChange={(changed) => { toggle(changed.target.checked); }} />}
      </span>
      {one.clock ? <Left clock={one.clock} started={one.opened_at} named /> : <span />}
      <span className="case-title">
        <a className="one-line strong" href={`/desk/cases/${one.number}`} onClick={(clicked) => { clicked.preventDefault(); }}>{one.title}</a>
        <span className="one-line weak">{[one.matter?.name, one.address].filter(Boolean).join(" · ")}</span>
      </span>
      <span className="weak one-line">{area(one)}</span>
      <StageTag stage={one.stage} side={one.side} />
      <Marks one={one} />
    </li>
  );
}
