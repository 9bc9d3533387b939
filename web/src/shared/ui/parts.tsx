import { AlarmClock, Check, Copy, Pause } from "lucide-react";
import type { ReactNode } from "react";
import { useEffect, useState } from "react";

import type { ClockBrief, Side, Stage } from "../api/types";
import { useTexts } from "../i18n/catalogue";
import { useLanguage, useSay } from "../i18n/language";
import { CLOCKS, SIDES, STAGES } from "../i18n/vocabulary";
import { useNow } from "../time/clock";
import { fullTime, shortTime } from "../time/format";
import { remaining } from "../time/remaining";
import { texts } from "./texts";

const TONES: Record<Stage, string> = {
  intake: "in", check: "in", filing: "in",
  dispatch: "send", sign: "send",
  handle: "work",
  review: "check", verify: "check", callback: "check", closing: "check",
  closed: "done", rated: "done", archived: "done",
  rejected: "end", not_filed: "end", void: "end", merged: "end",
};
const FULL = new Set<Stage>(["closed", "rated", "archived"]);

export const stageTone = (stage: Stage): string => `var(--stage-${TONES[stage] ?? "in"})`;

/** A stage by shape, colour and word; a side state stands beside it. */
export function StageTag({ stage, side }: { stage: Stage; side?: Side | null }) {
  const say = useSay();
  return (
    <span className="stage" data-full={FULL.has(stage)} style={{ "--tone": stageTone(stage) } as React.CSSProperties}>
      {say(STAGES[stage] ?? stage)}
      {side && <span className="side-state">· {say(SIDES[side] ?? side)}</span>}
    </span>
  );
}

/** How much of a clock is left: words first, a bar that empties second. */
export function Left({ clock, started, named }: { clock: ClockBrief | null; started: string; named?: boolean }) {
  const language = useLanguage();
  const say = useSay();
  const now = useNow();
  const left = remaining(clock, started, now, language);
  return (
    <span className="left" data-level={left.level} title={clock?.due_at ? fullTime(clock.due_at) : undefined}>
      <span>
        {left.level === "over" && <AlarmClock size={14} aria-hidden />}
        {left.level === "paused" && <Pause size={14} aria-hidden />}
        {named && clock && <span className="weak">{say(CLOCKS[clock.kind] ?? clock.kind)}</span>}
        {left.text}
      </span>
      <i aria-hidden>
        <b style={{ width: `${String(Math.round(left.share * 100))}%` }} />
      </i>
    </span>
  );
}

/** An instant in short words, whole on hover. */
export function When({ at }: { at: string | null | undefined }) {
  const language = useLanguage();
  const now = useNow();
  return (
    <time dateTime={at ?? undefined} title={fullTime(at)}>
      {shortTime(at, now, language)}
    </time>
  );
}

export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useTexts(texts);
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => { setDone(false); }, 2000);
    return () => { clearTimeout(timer); };
  }, [done]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
    } catch {
      // Plain HTTP pages have no clipboard: the text stays selectable on the page.
    }
  };
  const Icon = done ? Check : Copy;
  return (
    <button type="button" className="btn" data-quiet={label ? undefined : true} onClick={() => void copy()} title={t("copy")}>
      <Icon size={15} aria-hidden />
      {label ? (done ? t("copied") : label) : <span className="sr">{done ? t("copied") : t("copy")}</span>}
    </button>
  );
}

export function Panel({ title, extra, children, flush }: { title: string; extra?: ReactNode; children: ReactNode; flush?: boolean }) {
  return (
    <section className="panel">
      <header>
        <h2>{title}</h2>
        {extra}
      </header>
      {flush ? children : <div className="panel-body">{children}</div>}
    </section>
  );
}
