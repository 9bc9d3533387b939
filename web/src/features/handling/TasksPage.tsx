import { App, Checkbox } from "antd";
import { useMemo, useState } from "react";
import { useNavigate } from "react-router";

import type { CaseSummary } from "@/shared/api/types";
import { grouped, Marks, OPEN_STAGES, useAct, useCaseList } from "@/features/cases/public";
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

const MINE = { mine: "true", stage: OPEN_STAGES.join(","), sort: "due_at" };

/** What a handling unit has to do, by remaining time. */
export default function TasksPage() {
  const t = useTexts(texts);
  const now = useNow();
  const list = useCaseList(MINE, { limit: 100 });
  const [picked, setPicked] = useState<Set<string>>(new Set());
  const cases = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const titles = { over: t("over"), today: t("today"), tomorrow: t("tomorrow"), later: t("later"), others: t("others") };
  const groups = grouped(cases, now, cityZone());
  const signable = cases.filter((one) => one.stage === "sign" && picked.has(one.number));
  const { sign, busy } = useBatchSign(() => { setPicked(new Set()); });
  const keys = useMemo(() => [{ keys: "Ctrl+Enter", label: t("keySign"), run: () => void sign(signable) }], [t, sign, signable]);
  useKeys(t("keys"), keys);
  const toggle = (number: string, on: boolean) => {
    setPicked((old) => {
      const next = new Set(old);
      if (on) next.add(number);
      else next.delete(number);
      return next;
    });
  };
  return (
    <section className="queue">
      <header className="list-head">
        <h1>{t("title")}</h1>
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
                      <TaskRow key={one.number} one={one} picked={picked.has(one.number)} toggle={(on) => { toggle(one.number, on); }} />
                    ))}
                  </ul>
                </section>
              ))}
            </div>
          )
        }
      </Loaded>
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

function TaskRow({ one, picked, toggle }: { one: CaseSummary; picked: boolean; toggle: (on: boolean) => void }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const area = useAreaWords();
  return (
    <li className="task-row" onClick={() => void navigate(`/desk/cases/${one.number}`)}>
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
