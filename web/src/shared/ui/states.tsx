import { CircleAlert, Inbox } from "lucide-react";
import type { ReactNode } from "react";

import { advice, asApiError } from "../api/errors";
import { useTexts } from "../i18n/catalogue";
import { useSay } from "../i18n/language";
import { texts } from "./texts";

/** Nothing here: what the view is for, and the first step. */
export function EmptyState({ title, heading, children }: { title: string; heading?: boolean; children?: ReactNode }) {
  return (
    <div className="state" role="status">
      <Inbox size={28} aria-hidden />
      {heading ? <h1>{title}</h1> : <strong>{title}</strong>}
      {children}
    </div>
  );
}

/** What happened, what to do, and a code to quote. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const known = asApiError(error);
  return (
    <div className="state" data-kind="error" role="alert">
      <CircleAlert size={28} aria-hidden />
      <strong>{say(known.sentence)}</strong>
      <p>{say(advice(known))}</p>
      <span className="mono weak">{t("errorCode", { code: known.code })}</span>
      {retry && (
        <button type="button" className="btn" onClick={retry}>
          {t("retry")}
        </button>
      )}
    </div>
  );
}

const WIDTHS = ["62%", "88%", "74%", "91%", "55%", "80%", "68%", "85%"];

/** The shape of what is coming, instead of a spinner over it. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  const t = useTexts(texts);
  return (
    <div className="skeleton" role="status" aria-label={t("loading")}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} style={{ width: WIDTHS[row % WIDTHS.length] }} />
      ))}
    </div>
  );
}

interface QueryLike<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/** Show a query's result, or its loading and error states. Known data stay while a refresh fails. */
export function Loaded<T>({ query, rows, children }: { query: QueryLike<T>; rows?: number; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <Skeleton rows={rows ?? 6} />;
}
