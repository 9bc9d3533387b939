import { useMemo, useState } from "react";

import type { CaseSummary } from "@/shared/api/types";
import { Marks, useCaseList } from "@/features/cases/public";
import { useAreaWords } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useKeys } from "@/shared/lib/keys";
import { Left, When } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { Focus } from "./Focus";
import { texts } from "./texts";
import "./dispatching.css";

const WAITING = { stage: "dispatch", sort: "due_at" };

/** One case at a time in focus; when it is decided the next one is already there. */
export default function DispatchPage() {
  const t = useTexts(texts);
  const list = useCaseList(WAITING);
  const [picked, setPicked] = useState<string | null>(null);
  const cases = useMemo(() => list.data?.pages.flatMap((page) => page.items).filter((one) => one.stage === "dispatch") ?? [], [list.data]);
  const at = Math.max(0, cases.findIndex((one) => one.number === picked));
  const current = cases[at];
  const keys = useMemo(
    () => [
      { keys: "j", label: t("keyNext"), run: () => { setPicked(cases[Math.min(at + 1, cases.length - 1)]?.number ?? null); } },
      { keys: "k", label: t("keyPrevious"), run: () => { setPicked(cases[Math.max(at - 1, 0)]?.number ?? null); } },
    ],
    [t, cases, at],
  );
  useKeys(t("keys"), keys);
  const total = list.data?.pages[0]?.total ?? cases.length;
  const oldest = cases.map((one) => one.opened_at).sort()[0];
  return (
    <section className="queue">
      <header className="list-head">
        <h1>{t("title")}</h1>
        <span className="weak">{t("waiting", { n: total })}</span>
        {oldest && <span className="weak">{t("oldest", { time: "" })}<When at={oldest} /></span>}
      </header>
      <Loaded query={list} rows={10}>
        {() =>
          current ? (
            <div className="queue-columns">
              <Waiting cases={cases} current={current} choose={setPicked} />
              <Focus key={current.number} number={current.number} decided={() => { setPicked(cases[at + 1]?.number ?? cases[at - 1]?.number ?? null); }} />
            </div>
          ) : (
            <EmptyState title={t("empty")}>
              <p>{t("emptyText")}</p>
            </EmptyState>
          )
        }
      </Loaded>
    </section>
  );
}

function Waiting({ cases, current, choose }: { cases: CaseSummary[]; current: CaseSummary; choose: (number: string) => void }) {
  const area = useAreaWords();
  return (
    <ul className="queue-list">
      {cases.map((one) => (
        <li key={one.number}>
          <button type="button" data-number={one.number} aria-current={one.number === current.number} onClick={() => { choose(one.number); }}>
            <span className="strong one-line">{one.title}</span>
            <span className="weak one-line">{[area(one), one.matter?.name].filter(Boolean).join(" · ")}</span>
            <span className="queue-foot">
              {one.clock && <Left clock={one.clock} started={one.opened_at} />}
              <Marks one={one} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
