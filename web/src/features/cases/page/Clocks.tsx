import type { Clock, ClockSegment } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { CLOCK_STATUSES, CLOCKS, TIME_UNITS } from "@/shared/i18n/vocabulary";
import { useNow } from "@/shared/time/clock";
import { shortTime } from "@/shared/time/format";
import { Left, When } from "@/shared/ui/parts";
import { texts } from "./texts";

const RUNNING = new Set(["running", "paused"]);

/** Clocks that run first; each can say how its deadline came about. */
export function Clocks({ clocks }: { clocks: Clock[] }) {
  const sorted = [...clocks].sort((a, b) => Number(RUNNING.has(b.status)) - Number(RUNNING.has(a.status)) || a.started_at.localeCompare(b.started_at));
  return (
    <ul className="clocks">
      {sorted.map((clock) => (
        <One key={clock.id} clock={clock} />
      ))}
    </ul>
  );
}

function One({ clock }: { clock: Clock }) {
  const t = useTexts(texts);
  const say = useSay();
  const runs = RUNNING.has(clock.status);
  return (
    <li data-runs={runs}>
      <div className="clock">
        <strong>{say(clock.label ?? CLOCKS[clock.kind] ?? clock.kind)}</strong>
        <span className="grow" />
        {runs ? (
          <Left clock={{ ...clock, unit: clock.limit?.unit ?? null }} started={clock.started_at} />
        ) : (
          <span className="left" data-level={clock.status}>{say(CLOCK_STATUSES[clock.status])}</span>
        )}
      </div>
      <div className="weak small">
        {clock.limit && <>{t("limit", { n: clock.limit.amount, unit: say(TIME_UNITS[clock.limit.unit]) })} · </>}
        <When at={clock.started_at} /> → {clock.stopped_at ? <When at={clock.stopped_at} /> : <When at={clock.due_at} />}
      </div>
      {(clock.segments.length > 0 || clock.sentence) && (
        <details className="explain" open={runs && clock.kind !== "total"}>
          <summary>{t("explain")}</summary>
          <Strip segments={clock.segments} />
          {clock.sentence && <p>{say(clock.sentence)}</p>}
        </details>
      )}
    </li>
  );
}

/** Working time filled, rest empty, pauses hatched: widths are wall time. */
function Strip({ segments }: { segments: ClockSegment[] }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const now = useNow();
  const first = segments[0];
  const last = segments.at(-1);
  if (!first || !last) return null;
  const start = Date.parse(first.start);
  const end = (segment: ClockSegment): number => (segment.end ? Date.parse(segment.end) : Math.max(now, Date.parse(segment.start) + 1));
  const whole = Math.max(1, end(last) - start);
  const kinds = { counted: t("counted"), rest: t("rest"), pause: t("pause") };
  const time = (at: string | null) => shortTime(at, now, language);
  const share = (at: number): string => `${String(((at - start) / whole) * 100)}%`;
  return (
    <div className="strip" role="img" aria-label={t("stripLabel", { start: time(first.start), end: time(last.end) })}>
      {segments.map((segment) => (
        <i key={segment.start} data-kind={segment.kind} style={{ flexGrow: Math.max(1, end(segment) - Date.parse(segment.start)) }}
          title={`${kinds[segment.kind]} ${time(segment.start)} – ${time(segment.end)} ${say(segment.why)}`} />
      ))}
      {now > start && now < start + whole && <b style={{ left: share(now) }} />}
    </div>
  );
}
