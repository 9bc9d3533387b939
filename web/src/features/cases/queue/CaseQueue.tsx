import type { ReactNode } from "react";
import { useEffect, useMemo } from "react";

import type { CaseDetail, CaseSummary } from "@/shared/api/types";
import { useAreaWords } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { whileIdle } from "@/shared/lib/idle";
import { useKeys } from "@/shared/lib/keys";
import { usePaced } from "@/shared/lib/pace";
import { useLive } from "@/shared/live/LiveProvider";
import { Left, StageTag, When } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { Marks } from "../list/Cells";
import { belongs, NO_FILTER, waits } from "../model/filters";
import type { Filters } from "../model/filters";
import { changeOf } from "../model/live";
import { useCase, useCaseList, useReadAhead } from "../queries";
import { texts } from "../texts";
import { useFocus } from "./focus";
import "./queue.css";

/** What comes into the queue or leaves it stands there after so long, in a storm not more often than that. */
const COMES = 1_500;
const APART = 6_000;
/** The next case is read once the one in focus is on the screen. */
const AHEAD = 800;

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
  const cases = useMemo(
    () => list.data?.pages.flatMap((page) => page.items).filter((one) => belongs({ ...NO_FILTER, ...filters }, one)) ?? [],
    [list.data, filters],
  );
  const numbers = useMemo(() => cases.map(({ number }) => number), [cases]);
  const focus = useFocus(numbers);
  const { number: current, step } = focus;
  const following = current === null ? undefined : numbers[numbers.indexOf(current) + 1];
  const readAhead = useReadAhead();
  useEffect(() => (following === undefined ? undefined : whileIdle([() => { readAhead(following); }], AHEAD)), [following, readAhead]);
  const readSoon = usePaced(() => void list.refetch(), COMES, APART);
  useLive(({ kind, data }) => {
    const change = changeOf(kind, data);
    if (change && waits(filters, change) !== numbers.includes(change.number)) readSoon();
  });
  const keys = useMemo(
    () => [
      { keys: "j", label: t("keyNext"), run: () => { step(1); } },
      { keys: "k", label: t("keyPrevious"), run: () => { step(-1); } },
    ],
    [t, step],
  );
  useKeys(title, keys);
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
          current !== null ? (
            <div className="queue-columns">
              <Waiting cases={cases} current={current} staged={staged ?? false} choose={focus.choose} />
              <div className="queue-one">
                {focus.gone && <p className="queue-gone" role="status">{t("queueGone")} <kbd>j</kbd></p>}
                <InFocus key={current} number={current}>{(one) => children(one, () => { focus.decided(one.number); })}</InFocus>
              </div>
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
  current: string;
  staged: boolean;
  choose: (number: string) => void;
}

function Waiting({ cases, current, staged, choose }: WaitingProps) {
  const area = useAreaWords();
  return (
    <ul className="queue-list">
      {cases.map((one) => (
        <li key={one.number}>
          <button type="button" data-number={one.number} aria-current={one.number === current} onClick={() => { choose(one.number); }}>
            <span className="strong one-line" title={one.title}>{one.title}</span>
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
