import type { ReactNode } from "react";
import { useCallback, useMemo, useState } from "react";

import type { CaseDetail, CaseSummary } from "@/shared/api/types";
import { useAreaWords } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useKeys } from "@/shared/lib/keys";
import { Left, StageTag, When } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { Marks } from "../list/Cells";
import { belongs, NO_FILTER } from "../model/filters";
import type { Filters } from "../model/filters";
import { useCase, useCaseList } from "../queries";
import { texts } from "../texts";
import "./queue.css";

interface Props {
  title: string;
  filters: Partial<Filters>;
  empty: { title: string; text: string };
  /** What stands beside the title: figures of this queue. */
  head?: ReactNode;
  /** Where cases of several stages wait together, each says its own. */
  staged?: boolean;
  /** The case in focus; `decided` shows the next one. */
  children: (one: CaseDetail, decided: () => void) => ReactNode;
}

/** One case at a time in focus; when it is decided the next one is already there. */
export function CaseQueue({ title, filters, empty, head, staged, children }: Props) {
  const t = useTexts(texts);
  const list = useCaseList(filters);
  const [picked, setPicked] = useState<string | null>(null);
  const cases = useMemo(
    () => list.data?.pages.flatMap((page) => page.items).filter((one) => belongs({ ...NO_FILTER, ...filters }, one)) ?? [],
    [list.data, filters],
  );
  const at = Math.max(0, cases.findIndex((one) => one.number === picked));
  const current = cases[at];
  const keys = useMemo(
    () => [
      { keys: "j", label: t("keyNext"), run: () => { setPicked(cases[Math.min(at + 1, cases.length - 1)]?.number ?? null); } },
      { keys: "k", label: t("keyPrevious"), run: () => { setPicked(cases[Math.max(at - 1, 0)]?.number ?? null); } },
    ],
    [t, cases, at],
  );
  useKeys(title, keys);
  const decided = useCallback(() => { setPicked(cases[at + 1]?.number ?? cases[at - 1]?.number ?? null); }, [cases, at]);
  const total = list.data?.pages[0]?.total ?? cases.length;
  const oldest = cases.map((one) => one.opened_at).sort()[0];
  return (
    <section className="queue">
      <header className="list-head">
        <h1>{title}</h1>
        <span className="weak">{t("waiting", { n: total })}</span>
        {oldest && <span className="weak">{t("oldest")} <When at={oldest} /></span>}
        {head}
      </header>
      <Loaded query={list} rows={10}>
        {() =>
          current ? (
            <div className="queue-columns">
              <Waiting cases={cases} current={current} staged={staged ?? false} choose={setPicked} />
              <InFocus key={current.number} number={current.number}>{(one) => children(one, decided)}</InFocus>
            </div>
          ) : (
            <EmptyState title={empty.title}>
              <p>{empty.text}</p>
            </EmptyState>
          )
        }
      </Loaded>
    </section>
  );
}

function InFocus({ number, children }: { number: string; children: (one: CaseDetail) => ReactNode }) {
  const one = useCase(number);
  return <Loaded query={one} rows={10}>{children}</Loaded>;
}

interface WaitingProps {
  cases: CaseSummary[];
  current: CaseSummary;
  staged: boolean;
  choose: (number: string) => void;
}

function Waiting({ cases, current, staged, choose }: WaitingProps) {
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
              {staged ? <StageTag stage={one.stage} side={one.side} /> : <Marks one={one} />}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
